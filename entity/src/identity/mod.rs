//! Rows of the room `identity`.

pub mod contact_preferences;
pub mod persons;
pub mod sessions;
pub mod staff;
