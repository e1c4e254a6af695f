//! What the office sees over all its cases, and what keeps its records honest.

mod arrivals;
mod inbox;
mod ratings;
mod seal;

pub use arrivals::{importable, registrable};
pub use inbox::{InboxQuery, demand_inbox, inbox};
pub use ratings::ratings;
pub use seal::{SealVerdict, seal_audit, verify_seals};
