//! The services on offer: pages that anybody can read.

mod home;
mod precheck;
mod service;
mod services;

pub use home::home;
pub use precheck::{precheck, precheck_list};
pub use service::service;
pub use services::services;
