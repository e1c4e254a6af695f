//! Certified mail (PEC): sent over SMTP, its receipts read over IMAP (RFC 3501) from the same box.
//!
//! A provider answers each letter with receipts whose headers say what they are and which letter they are about
//! (D.M. 2 novembre 2005, technical rules): `X-Ricevuta`, `X-Riferimento-Message-ID`. Who may put mail into a
//! box of certified mail is the provider's affair: what others send arrives inside a message of the provider,
//! without these headers.

mod headers;
mod imap;

use async_trait::async_trait;
use domain::ports::{Letter, Mail, Pec, PecReceipt, PortError};

use crate::mail::{MailSetupError, SmtpMail, SmtpSettings};

pub use imap::ImapSettings;

/// A box of certified mail.
#[derive(Debug, Clone)]
pub struct PecBox {
    smtp: SmtpMail,
    imap: ImapSettings,
}

impl PecBox {
    /// A box, not connected yet.
    ///
    /// # Errors
    /// [`MailSetupError`], when the settings make no sense.
    pub fn new(smtp: &SmtpSettings, imap: ImapSettings) -> Result<Self, MailSetupError> {
        Ok(Self { smtp: SmtpMail::new(smtp)?, imap })
    }

    /// Whether both servers answer and take the login.
    ///
    /// # Errors
    /// [`PortError::Unavailable`], with the reason.
    pub async fn ready(&self) -> Result<(), PortError> {
        self.smtp.ready().await?;
        imap::ready(&self.imap).await
    }
}

#[async_trait]
impl Pec for PecBox {
    async fn send(&self, letter: &Letter) -> Result<(), PortError> {
        self.smtp.send(letter).await
    }

    async fn receipts(&self) -> Result<Vec<PecReceipt>, PortError> {
        let mails = imap::unseen(&self.imap, headers::is_receipt).await?;
        Ok(mails.into_iter().filter_map(|(uid, raw)| headers::receipt(uid, raw)).collect())
    }

    async fn put_away(&self, receipts: &[PecReceipt]) -> Result<(), PortError> {
        let uids: Vec<u32> = receipts.iter().map(|receipt| receipt.uid).collect();
        imap::mark_seen(&self.imap, &uids).await
    }
}
