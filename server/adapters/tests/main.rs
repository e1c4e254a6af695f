//! Checks of the adapters against real servers on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod objects;
