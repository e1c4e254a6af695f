//! The outside world: one folder per service.

mod address;

pub mod checkout;
pub mod inspector;
pub mod mail;
pub mod objects;
pub mod oidc;
pub mod pec;
pub mod registry;
pub mod seal;
