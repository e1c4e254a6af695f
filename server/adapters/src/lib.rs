//! The outside world: one folder per service.

mod address;

pub mod checkout;
pub mod inspector;
pub mod objects;
pub mod oidc;
