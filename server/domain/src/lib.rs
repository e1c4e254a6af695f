//! What the municipality does. Knows neither HTTP nor pages nor the environment, and has no clock.

pub mod access;
pub mod audit;
pub mod cases;
pub mod catalogue;
pub mod clock;
pub mod ctx;
pub mod db;
pub mod documents;
pub mod error;
pub mod identity;
pub mod jobs;
pub mod journal;
pub mod lists;
pub mod messages;
pub mod office;
pub mod payments;
pub mod ports;
pub mod procedures;
pub mod reports;
pub mod search;
pub mod taxes;
pub mod upkeep;

pub use ctx::{Actor, Codes, Ctx, Ente, Office, OwnReads, PagoPa, Post};
pub use error::{Error, Kind, Port, Result};
