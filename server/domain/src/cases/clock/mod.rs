//! The legal clock of a case: its terms and tracks, worked out from the journal and kept beside it.

mod at;
mod compared;
mod ended;
mod facts;
mod history;
mod in_time;
mod kept;
mod moving;
mod received;
mod recount;
mod rectify;
mod rectify_days;
mod views;
mod warnings;
mod what_if;

pub(super) use at::At;
pub(super) use compared::{Side, changed_terms};
pub use ended::end_terms;
pub(super) use ended::{any_over, catch_up, settle};
pub(super) use facts::{CaseFacts, Known};
pub(super) use history::{Fact, History, past_of};
pub(super) use in_time::{Ends, put_back, to_put_back, waited_for};
pub(super) use kept::{forget, load, same, standing, store};
pub use moving::{MoveCase, move_case, move_page};
pub(super) use received::received;
pub use recount::recount_terms;
pub(super) use recount::{TERMS, calendar_hash};
pub use rectify::{Rectify, rectify};
pub(super) use rectify::{may_undo, never_happened, reason_of};
pub use rectify_days::{RectifyDays, rectify_days};
pub(super) use views::{effects_of, late_for, term_views};
pub use warnings::warn_of_terms;
pub use what_if::what_if;
