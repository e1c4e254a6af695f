//! Writing to the municipality outside a procedure: forms for anybody, and the office's inbox of them.

mod block;
mod contacts;
mod erase;
mod form;
mod office_list;
mod office_show;
mod sent;
mod words;

pub(crate) use block::contact_block;
pub use contacts::contacts;
pub use erase::erase_report;
pub use form::contact;
pub use office_list::office_reports;
pub use office_show::office_report;
pub use sent::contact_sent;
