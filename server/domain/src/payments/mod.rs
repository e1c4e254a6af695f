//! Payments: notices that can be paid, carts in which they are, receipts that prove it. The room knows debts and
//! who owes, never what is owed for.

mod begin;
mod find;
mod issue;
mod notices;
mod paper;
mod payment;
mod proof;
mod receive;
mod to_check;

pub use begin::{Begun, Returns, begin};
pub use find::{Lookup, find};
pub(crate) use issue::{Issued, NewNotice, issue};
pub use notices::{Held, basket, basket_notices};
pub(crate) use notices::{cancel, of_debt, paid_on, reopen, some, too_much, view};
pub use paper::{Paper, notice_paper};
pub use payment::{came_back, payment};
pub use proof::proof;
pub use receive::receive;
pub use to_check::receipts_to_check;
