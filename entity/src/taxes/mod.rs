//! Rows of the room `taxes`.

pub mod tax_instalments;
pub mod tax_positions;
