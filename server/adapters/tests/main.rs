//! Checks of the adapters against real servers on loopback.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests are told by the environment which servers to use")]

mod objects;
