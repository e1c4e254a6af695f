//! The legal clock of a case: its terms and tracks, worked out from the journal and kept beside it.

mod at;
mod ended;
mod facts;
mod history;
mod kept;
mod moving;
mod received;
mod rectify;
mod views;
mod warnings;
mod what_if;

pub(super) use at::At;
pub use ended::end_terms;
pub(super) use ended::{any_over, catch_up};
pub(super) use facts::{CaseFacts, Known};
pub(super) use history::History;
pub(super) use kept::{forget, load, same, standing, store};
pub use moving::{MoveCase, move_case, move_page};
pub(super) use received::received;
pub use rectify::{Rectify, rectify};
pub(super) use views::{effects_of, late_for, term_views};
pub use warnings::warn_of_terms;
pub use what_if::what_if;
