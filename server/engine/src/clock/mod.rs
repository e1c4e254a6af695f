//! The legal clock: terms as ledgers of dated changes. A date on which something is due is never stored and never edited:
//! it is worked out from the changes, each with its day and its cause, and can be explained change by change.
//!
//! A suspended term keeps what is left of it; an interrupted one begins again, whole. Days are civil dates in Italy: the
//! day of the event does not count, the last day does (Codice civile, article 2963).

mod calendar;
mod ledger;
mod term;

#[cfg(test)]
mod tests;

pub use calendar::{Calendar, Holiday, When, easter};
pub use contract::cases::{Binds, Silence};
pub use ledger::{Change, Count, Due, Entry, Line, Misplaced, Reading, Status};
pub use term::{Cautious, Clocks, FromDay, Length, Move, Quota, Term, Version};
