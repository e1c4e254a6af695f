//! The office's pages that have no other home: the inbox, a case to work on, failed work.

mod inbox;
mod jobs;
mod ratings;
mod register;
mod show;

pub use inbox::office_inbox;
pub use jobs::office_jobs;
pub use ratings::office_ratings;
pub use register::{register, register_entry};
pub use show::office_case;
