//! Pure workflow: statecharts as data, checked and stepped. No I/O, no clock.

mod check;
mod definition;
pub mod expressions;
pub mod fees;
mod stepping;

pub use check::{Finding, Place};
pub use definition::{Effect, Event, PointsRule, State, TextRule, Who, Workflow};
pub use stepping::{Refusal, Step};
