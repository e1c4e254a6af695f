//! The child as a process: every file gets a verdict, in time and within bounds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod child;
mod deeds;
mod envelopes;
mod notices;
mod pdfs;
mod receipts;
