//! The services on offer: pages that anybody can read.

mod feedback;
mod home;
mod metatag;
mod precheck;
mod service;
mod services;
mod times;

pub(crate) use feedback::feedback;
pub use feedback::page_rating;
pub use home::home;
pub use precheck::{precheck, precheck_list};
pub use service::service;
pub use services::services;
pub(crate) use times::took_words;
