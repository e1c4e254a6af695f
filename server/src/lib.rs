//! The portal as a library, so that tests can mount it: configuration, wiring, HTTP, jobs, commands.

pub mod backup;
pub mod commands;
pub mod config;
pub mod doctor;
pub mod http;
pub mod jobs;
mod site;
pub mod wiring;
