//! Official communications: each act that the office registers as sent goes to the applicant by the channel
//! they chose, and something proves that it arrived. Terms that run for a person start there.

mod made;
mod office;
mod pec;

pub use made::own_communications;
pub(super) use made::{Made, mark_opened, of_case, serve};
pub use office::{Prove, SavedReceipt, office_communications, pec_receipt, prove};
pub use pec::{fetch_pec, send_pec};
