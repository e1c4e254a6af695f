//! Formulas as small trees: what the conditions, prices and guards of a definition come to.
//!
//! Authors write CEL; crate `engine` reads it and checks its types once. What is stored, and what runs
//! here, on the server as well as in the browser, is the tree. It knows no floating point numbers, ends
//! after a bounded number of steps, and never guesses: what is not answered is not false.

mod calendar;
mod formula;
mod running;
mod tree;
mod value;
mod written;

#[cfg(test)]
mod tests;

pub use calendar::date;
pub use formula::Formula;
pub use running::{Names, Stop};
pub use tree::{Expr, Op};
pub use value::{Type, Value};
