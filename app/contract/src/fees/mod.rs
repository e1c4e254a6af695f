//! Fees: what a case costs, as small decision tables that are explained line by line.
//!
//! Money is counted in whole cents. A part of a fee that comes to fractions of a cent is rounded once, by
//! the rule that its table names; from there on everything is a sum of whole cents, so that the lines of
//! a bill always add up to its total. The same code runs on the server and in the browser.

mod bill;
mod check;
mod definition;
mod rounding;

#[cfg(test)]
mod tests;

pub use bill::{Bill, Bound, FeeLine, FeePart, FeeStop};
pub use check::{FeeFinding, FeePlace};
pub use definition::{FeeRow, FeeTable, Fees, Hit};
pub use rounding::Rounding;
