//! The verbs, through their public face, on a real database: `SPORTELLO_TEST_DB` says which.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

mod arrivals;
mod audit;
mod catalogue;
mod crash;
mod crash_payments;
mod debtors;
mod deeds;
mod desk;
mod documents;
mod events;
mod expiry;
mod fascicolo;
mod fill;
mod forms;
mod holding;
mod holding_titolari;
mod identity;
mod inbox;
mod jobs;
mod links;
mod links_office;
mod moving;
mod notices;
mod offers;
mod outages;
mod outside;
mod paying;
mod payments;
mod ratings;
mod recipients;
mod recount;
mod rectify_days;
mod register;
mod reports;
mod rows;
mod signatures;
mod steps;
mod submit;
mod taxes;
mod terms;
mod terms_office;
mod times;
mod together;
mod versions;
