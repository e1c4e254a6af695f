//! What the pages promise: complete catalogues, sound markup, everything typed kept.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod acts;
mod holding;
mod markup;
mod messages;
mod opened;
mod outages;
mod pages;
mod reports;
mod samples;
mod signatures;
mod taxes;
mod texts;
