//! The portal through its router: real database, object store, child process and login, on the database that `SPORTELLO_TEST_DB` says.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod app;
mod architecture;
mod authoring;
mod authorization;
mod backup;
mod browser;
mod cases;
mod catalogue;
mod configuration;
mod dist;
mod doctor;
mod documents;
mod downtime;
mod drafts;
mod drawings;
mod encrypted_post;
mod forged;
mod identity;
mod init;
mod kinds;
mod let_in;
mod office;
mod outages;
mod payments;
mod precheck;
mod ratings;
mod rectify;
mod reference;
mod register;
mod reports;
mod routing;
mod safety;
mod schemas;
mod sent;
mod sessions;
mod starting;
mod stories;
mod strangers;
mod taxes;
mod telling;
mod upgrade;
