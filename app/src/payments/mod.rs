//! Payments: notices that are found and paid, how a payment goes, what proves it.

mod basket;
mod payment;
mod pieces;
mod proof;
mod to_check;

pub use basket::payments;
pub use payment::payment;
pub(crate) use pieces::{civil_day, notice_card, pay_button, print_link, proof_link};
pub use proof::proof;
pub use to_check::office_receipts;
