//! How people are reached: their preferences, the acts on their way, the words of the notices.

mod acts;
mod contacts;
mod mail;

pub use acts::{communications, office_communications};
pub(crate) use acts::{on_their_way, register_name};
pub(crate) use contacts::{contact_problems, contacts};
pub use mail::mail;
