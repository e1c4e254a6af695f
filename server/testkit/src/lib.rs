//! Worlds for tests: a database of their own, a clock they set, people and cases ready made.
//!
//! Used from `tests/` folders only. Both databases are real: `SPORTELLO_TEST_DB=sqlite|postgres`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod clock;
mod database;
mod inspector;
mod payments;
mod people;
mod post;
mod stories;
mod world;

pub use clock::TestClock;
pub use database::TestDb;
pub use inspector::TestInspector;
pub use payments::{CREDITOR, TestGateway, paid_by, receipt_of, tari};
pub use post::TestPost;
pub use stories::{ANSWERS, pdf};
pub use world::{CrashAt, TestWorld, install_small_cila, lists, procedure, rich_form, small_cila};
