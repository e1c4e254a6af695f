//! Pure workflow: statecharts as data, checked and stepped, and the legal clock. No I/O; what day it is, is told.

mod ahead;
mod assumed;
mod chart;
mod check;
mod check_clocks;
mod check_days;
mod check_events;
mod check_loops;
mod check_stops;
pub mod clock;
mod days;
mod definition;
pub mod expressions;
pub mod fees;
mod in_time;
mod moves;
mod replay;
pub mod scenario;
mod standing;
mod stepping;
mod trace;
mod ways;

pub use chart::{Chart, MOST_STATES};
pub use check::{Finding, Place, cites};
pub use days::{DayWrong, LONGEST_DAY_SET, Past};
pub use definition::{
    Branch, Effect, Event, Late, PaymentRule, PointsRule, PublishRule, RecipientsRule, State, TextRule,
    Track, Who, Workflow,
};
pub use in_time::EndedByItself;
pub use replay::{Happened, Ledger, LedgerLine, Record, Replayed};
pub use standing::{Counting, Facts, Moved, NoFacts, Running, Standing, Timer};
pub use stepping::{Happening, Refusal, Step};
