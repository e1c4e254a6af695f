//! What the office sees over all its cases, and what keeps its records honest.

mod arrivals;
mod attestation;
mod backups;
mod deadlines;
mod inbox;
mod outages;
mod overdue;
mod page_ratings;
mod ratings;
mod seal;

pub use arrivals::{importable, registrable};
pub use attestation::outage_attestation;
pub use backups::{Archived, LastBackup, begin_backup, end_backup, last_backup};
pub use deadlines::deadlines;
pub use inbox::{InboxQuery, demand_inbox, inbox};
pub use outages::{announce_outage, announced_outages, beat, forget_beat, outages, recall_outage};
pub use page_ratings::{page_ratings, rate_page};
pub use ratings::ratings;
pub use seal::{SealVerdict, seal_audit, verify_seals};
