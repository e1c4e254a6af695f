//! The documents of a case: the page where they are given, their list, the island that uploads.

pub mod upload_island;
mod upload_request;

#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod show;
#[cfg(feature = "ssr")]
mod text;

#[cfg(feature = "ssr")]
pub(crate) use list::{document_list, file_line};
#[cfg(feature = "ssr")]
pub use show::documents;
#[cfg(feature = "ssr")]
pub use text::document_text;
#[cfg(feature = "ssr")]
use upload_island::{UploadQueue, UploadWords};
