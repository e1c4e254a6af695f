//! What people write outside a procedure: sent by anybody, answered by the office in charge, erased in time.

mod answer;
mod choices;
mod erase;
mod list;
mod send;
mod show;

pub use answer::{Answer, answer};
pub use choices::choices;
pub use erase::{erase, erase_old};
pub use list::{ReportQuery, list, mine};
pub use send::{receipt, send};
pub use show::show;
