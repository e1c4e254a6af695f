//! Rows of the room `cases`.

pub mod cases;
pub mod case_answers;
pub mod case_events;
pub mod protocollo;
pub mod receipts;
pub mod counters;
