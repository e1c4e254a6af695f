//! The services on offer: pages that anybody can read.

mod home;
mod service;
mod services;

pub use home::home;
pub use service::service;
pub use services::services;
