//! The frame around every page: head, skip links, header, breadcrumb, main, footer.

mod assets;
mod document;
mod ente;
mod footer;
mod frame;
mod header;

pub(crate) use assets::Runs;
pub use assets::{Assets, Code, MissingAsset};
pub(crate) use document::{Page, Section, document};
pub use ente::{Ente, Region};
pub(crate) use footer::reach_us;
pub use frame::{Frame, Notice};
