//! Notices by e-mail: a courtesy that says that there is something, and where; never what.

mod notices;

pub(crate) use notices::{About, notify};
pub use notices::{Notice, Wording, send_notice};
