//! A post office that keeps every mail and delivers none: SMTP on one side, a page to read on the other.

mod page;
mod smtp;

use std::sync::{Arc, Mutex, PoisonError};

use mail_parser::{MessageParser, MimeHeaders as _};
use serde::Serialize;

pub(crate) use page::router;
pub(crate) use smtp::{REFUSED, serve};

/// The most mails kept; the oldest go.
const MOST: usize = 500;

/// A mail as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KeptMail {
    /// Its place, from 1; never given twice.
    pub number: u64,
    /// The sender's address, of the envelope.
    pub from: String,
    /// The recipients' addresses, of the envelope.
    pub to: Vec<String>,
    /// What it is known by.
    pub message_id: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The names of the files that came with it.
    pub files: Vec<String>,
    /// The whole of it, header and body, as it came.
    pub raw: String,
}

/// Whoever takes mails in.
pub(crate) trait Taking: Clone + Send + Sync + 'static {
    /// A mail has come: sender and recipients of the envelope, and the whole of it.
    fn take(&self, from: String, to: Vec<String>, raw: &[u8]);
}

/// The mails of a sandbox.
#[derive(Clone, Default)]
pub(crate) struct PostOffice(Arc<Mutex<Vec<KeptMail>>>);

impl PostOffice {
    /// The mails kept, newest first.
    pub(crate) fn mails(&self) -> Vec<KeptMail> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().cloned().collect()
    }
}

impl Taking for PostOffice {
    fn take(&self, from: String, to: Vec<String>, raw: &[u8]) {
        let parsed = MessageParser::default().parse(raw).unwrap_or_default();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = kept.last().map_or(1, |mail| mail.number + 1);
        kept.push(KeptMail {
            number,
            from,
            to,
            message_id: parsed.message_id().unwrap_or_default().to_owned(),
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().into_owned(),
            files: parsed
                .attachments()
                .filter_map(|file| file.attachment_name())
                .map(str::to_owned)
                .collect(),
            raw: String::from_utf8_lossy(raw).into_owned(),
        });
        if kept.len() > MOST {
            kept.remove(0);
        }
    }
}
