//! Rows of the room `documents`.

pub mod blobs;
#[expect(clippy::module_inception, reason = "the table has the room's name")]
pub mod documents;
pub mod uploads;
