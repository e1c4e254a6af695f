//! Rows of the room `reports`.

#[expect(clippy::module_inception, reason = "the table has the name of its room")]
pub mod reports;
