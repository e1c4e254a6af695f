//! Where people, buildings and offices are: comuni and states, streets, parcels.

mod cap;

pub use cap::{Cap, CapError};
