//! The office's pages that have no other home: the inbox, a case to work on, failed work.

mod arrived;
mod colleagues;
mod deadlines;
mod desk;
mod foreseen;
mod import;
mod inbox;
mod index;
mod jobs;
mod linking;
mod links;
mod moving;
mod outages;
mod ratings;
mod rectify;
mod rectify_days;
mod rectifying;
mod register;
mod show;
mod titolari;

pub use arrived::office_register;
pub use deadlines::office_deadlines;
pub use import::office_import;
pub use inbox::office_inbox;
pub use jobs::office_jobs;
pub use linking::office_link;
pub use moving::office_move;
pub use outages::{office_outages, outages};
pub use ratings::office_ratings;
pub use rectifying::office_rectify;
pub use register::{register, register_entry};
pub use show::office_case;
