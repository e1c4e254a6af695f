//! Rows of the room `documents`.

pub mod blobs;
pub mod documents;
pub mod uploads;
