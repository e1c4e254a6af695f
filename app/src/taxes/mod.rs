//! Local taxes of who is logged in: the list, and one position with its parts and payments.

mod list;
mod show;

pub use list::taxes;
pub use show::tax_position;
