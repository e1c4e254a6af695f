//! Database rows as sea-orm models, inert. One folder per room, one file per table.

pub mod cases;
pub mod documents;
pub mod identity;
pub mod messages;
pub mod office;
pub mod payments;
pub mod procedures;
pub mod reports;
pub mod taxes;
