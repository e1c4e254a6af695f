//! Notices by e-mail: a courtesy that says that there is something, and where; never what.

mod notices;

pub(crate) use notices::{About, ask, news_of, notify, tell, telling};
pub use notices::{Notice, Wording, send_notice, tell_news};
