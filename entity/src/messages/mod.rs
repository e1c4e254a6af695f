//! Rows of the room `messages`.

pub mod messages;
