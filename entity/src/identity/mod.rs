//! Rows of the room `identity`.

pub mod persons;
pub mod staff;
pub mod sessions;
