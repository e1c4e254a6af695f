//! Rows of the room `messages`.

pub mod communications;
#[expect(clippy::module_inception, reason = "the table has the room's name")]
pub mod messages;
pub mod notices;
pub mod shares;
