//! Time and identifiers come from outside, so that tests and replays decide them.

use contract::time::Moment;
use uuid::Uuid;

/// The only source of time.
pub trait Clock: Send + Sync {
    /// The present moment, in whole milliseconds.
    fn now(&self) -> Moment;
}

/// The only source of new identifiers: version 7, so that they sort by time.
pub trait Ids: Send + Sync {
    /// A fresh identifier.
    fn next(&self) -> Uuid;
    /// A number that nobody can guess, nor tell from others when it was made.
    fn salt(&self) -> Uuid;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> Moment {
        Moment(jiff::Timestamp::now().as_millisecond())
    }
}

/// Identifiers from the machine's clock and random bits.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes identifiers")]
    fn next(&self) -> Uuid {
        Uuid::now_v7()
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes identifiers")]
    fn salt(&self) -> Uuid {
        Uuid::new_v4()
    }
}
