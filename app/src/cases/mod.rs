//! A case from its first draft to its end, as its owner sees it; the office's view shares the parts.

mod actions;
mod confirmation;
mod dashboard;
mod discard;
mod history;
mod show;
mod step;
mod summary;

pub(crate) use actions::{action_forms, refused_actions};
pub use confirmation::confirmation;
pub use dashboard::dashboard;
pub(crate) use dashboard::resume_address;
pub use discard::discard;
pub(crate) use history::{messages, timeline};
pub use show::case;
pub use step::step;
pub use summary::summary;
