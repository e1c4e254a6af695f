//! Rows of the room `office`.

pub mod audit;
pub mod audit_seals;
pub mod jobs;
pub mod own_reads;
