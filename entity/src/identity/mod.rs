//! Rows of the room `identity`.

pub mod persons;
pub mod sessions;
pub mod staff;
