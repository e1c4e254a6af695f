//! Cases: filled as drafts, filed once, followed to the end.

mod advance;
mod communications;
mod discard;
mod draft_notices;
mod expire;
mod fill;
mod fire;
mod given;
mod list;
mod numbers;
mod offers;
mod proceeding;
mod progress;
mod rate;
mod receipt;
mod register;
mod renew;
mod responsible;
mod show;
mod signatures;
mod signing;
mod start;
mod step_page;
mod submit;
mod summary;
mod verify;
mod version;

pub use communications::{Prove, fetch_pec, office_communications, own_communications, prove, send_pec};
pub use discard::discard;
pub use draft_notices::announce_drafts;
pub use expire::expire_drafts;
pub use fill::{SaveStep, Saved, autosave, remove_row, save_step};
pub use fire::{Fire, fire};
pub use list::{Mine, mine};
pub use rate::rate;
pub use receipt::{make_receipt, receipt_document, receipt_page};
pub use register::{
    Annul, DayList, GiveNumber, RegisterQuery, annul, close_days, day_list, give_number, register_entry,
    register_outside, register_page, segnatura,
};
pub use renew::renew;
pub(crate) use show::names;
pub use show::{office_page, own_page};
pub use signing::{MAX_REASON, SignatureAnswer, answer_signature, ask_signatures, asked_of, signature_page};
pub use start::{open_drafts, start};
pub use step_page::{Shown, step_page, take_offer};
pub use submit::submit;
pub use summary::{documents_page, next_page, page_before, summary_page, tasks_page};
pub use verify::{Verdict, verify_case};
pub use version::{take_new_version, version_page};
