//! A clock that stands still until the test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use contract::time::Moment;
use domain::clock::Clock;

/// Stands at 2 March 2026, 10:00 in Rome, until moved.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    fn default() -> Self {
        Self(AtomicI64::new(1_772_442_000_000))
    }
}

impl TestClock {
    /// Moves the clock forward.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }

    /// Moves the clock forward by whole days.
    pub fn advance_days(&self, days: i64) {
        self.advance_ms(days * 24 * 60 * 60 * 1000);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::Relaxed))
    }
}
