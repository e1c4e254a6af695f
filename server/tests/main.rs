//! The portal through its router: real database, object store, child process and login, on the database that `SPORTELLO_TEST_DB` says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod app;
mod architecture;
mod authoring;
mod authorization;
mod browser;
mod cases;
mod catalogue;
mod configuration;
mod documents;
mod drafts;
mod forged;
mod identity;
mod kinds;
mod office;
mod outages;
mod precheck;
mod ratings;
mod register;
mod routing;
mod safety;
mod sessions;
mod starting;
mod stories;
