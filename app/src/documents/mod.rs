//! The documents of a case: the page where they are given, their list, the island that uploads.

pub mod upload_island;
mod upload_request;

#[cfg(feature = "ssr")]
mod shown;

#[cfg(feature = "ssr")]
pub use shown::*;
