//! The documents of a case on the pages: given, listed, read as text.

mod list;
mod show;
mod text;

pub(crate) use list::{document_list, file_line};
pub use show::documents;
pub(crate) use show::upload_words;
pub use text::document_text;
