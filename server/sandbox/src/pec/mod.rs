//! A provider of certified mail (PEC) that certifies nothing: it takes letters over SMTP and answers each with the
//! receipts that a real one sends, in a box to be read over IMAP.

mod imap;
mod receipts;

use std::sync::{Arc, Mutex, PoisonError};

use crate::post::{PostOffice, Taking};

pub(crate) use imap::serve;

/// A mail in the box.
#[derive(Debug, Clone)]
struct Boxed {
    uid: u32,
    seen: bool,
    raw: Vec<u8>,
}

/// The provider: letters are kept in the post office too, where people read them.
#[derive(Clone)]
pub(crate) struct Provider {
    office: PostOffice,
    mails: Arc<Mutex<Vec<Boxed>>>,
}

impl Provider {
    pub(crate) fn new(office: PostOffice) -> Self {
        Self { office, mails: Arc::default() }
    }

    fn mails(&self) -> std::sync::MutexGuard<'_, Vec<Boxed>> {
        self.mails.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, raw: String) {
        let mut mails = self.mails();
        let uid = mails.last().map_or(1, |mail| mail.uid + 1);
        mails.push(Boxed { uid, seen: false, raw: raw.into_bytes() });
    }
}

impl Taking for Provider {
    fn take(&self, from: String, to: Vec<String>, raw: &[u8]) {
        for receipt in receipts::of(&from, &to, raw) {
            self.put(receipt);
        }
        self.office.take(from, to, raw);
    }
}
