//! Pure workflow: statecharts as data, checked and stepped, and the legal clock. No I/O; what day it is, is told.

mod check;
pub mod clock;
mod definition;
pub mod expressions;
pub mod fees;
mod stepping;

pub use check::{Finding, Place};
pub use definition::{Effect, Event, PointsRule, State, TextRule, Who, Workflow};
pub use stepping::{Refusal, Step};
