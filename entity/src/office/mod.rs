//! Rows of the room `office`.

pub mod audit;
pub mod audit_seals;
pub mod backups;
pub mod heartbeat;
pub mod jobs;
pub mod outages;
pub mod own_reads;
