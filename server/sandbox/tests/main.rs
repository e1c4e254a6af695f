//! The sandbox over real HTTP, and the portal's login adapter against it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod authorize;
mod browser;
mod login;
mod payments;
mod people;
mod post;
