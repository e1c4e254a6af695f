//! The office's pages that have no other home: the inbox, a case to work on, failed work.

mod inbox;
mod jobs;
mod outages;
mod ratings;
mod show;

pub use inbox::office_inbox;
pub use jobs::office_jobs;
pub use outages::{office_outages, outages};
pub use ratings::office_ratings;
pub use show::office_case;
