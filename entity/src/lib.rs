//! Database rows as sea-orm models, inert. One folder per room, one file per table.

pub mod identity;
pub mod procedures;
pub mod cases;
pub mod messages;
pub mod documents;
pub mod office;
