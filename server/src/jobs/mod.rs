//! Work after the answer: who runs it, what each kind does, what happens by the clock.

mod dispatch;
mod heartbeat;
mod runner;
mod schedule;

pub use dispatch::perform;
pub use runner::{drain, run};
