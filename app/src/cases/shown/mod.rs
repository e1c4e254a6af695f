//! The pages of a case: filled, sent, followed.

mod actions;
mod bill;
mod confirmation;
mod dashboard;
mod discard;
mod history;
mod letter;
mod rating;
mod requests;
mod rows;
mod show;
mod signing;
mod step;
mod summary;
mod tasks;
mod version;
mod words;

pub(crate) use actions::{action_forms, refused_actions};
pub(crate) use bill::bill;
pub use confirmation::confirmation;
pub use dashboard::dashboard;
pub(crate) use dashboard::resume_address;
pub use discard::discard;
pub(crate) use history::{messages, timeline};
pub(crate) use letter::{letter, refused_letter};
pub(crate) use rating::aspect_words;
pub use requests::reply;
pub(crate) use requests::{requests, to_answer};
pub use show::case;
pub use signing::signature;
pub(crate) use signing::signatures;
pub use step::step;
pub use summary::summary;
pub use tasks::tasks;
pub use version::version;
