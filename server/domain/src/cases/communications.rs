//! Official communications: each act that the office registers as sent goes to the applicant by the channel
//! they chose and to the others it concerns, and something proves that it arrived. Terms that run for a person start there.

mod made;
mod office;
mod pec;
mod recipients;

pub use made::own_communications;
pub(super) use made::{Made, mark_opened, of_case, order_pec, others_of, serve, unsent};
pub use office::{Prove, SavedReceipt, office_communications, pec_receipt, prove};
pub use pec::{fetch_pec, send_pec};
pub use recipients::Recipient;
pub(super) use recipients::{in_deed, note, note_all, recipients, reserved, with_asked};
