//! Rows of the room `payments`.

pub mod notice_tries;
pub mod payment_cart_notices;
pub mod payment_carts;
pub mod payment_messages;
pub mod payment_notices;
pub mod payment_receipts;
