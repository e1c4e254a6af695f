//! Rows of the room `messages`.

#[expect(clippy::module_inception, reason = "the table has the room's name")]
pub mod messages;
