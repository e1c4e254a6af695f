//! Rows of the room `procedures`.

pub mod definitions;
