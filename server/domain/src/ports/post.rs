//! The post: ordinary mail for notices, certified mail (PEC) for acts.

use async_trait::async_trait;
use contract::time::Moment;
use uuid::Uuid;

use super::PortError;

/// A mail to one address, plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is known by: the same letter sent twice has the same `Message-ID`.
    pub id: Uuid,
    /// The address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A PDF that goes with it.
    pub attachment: Option<Attachment>,
}

/// A PDF that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name of the file.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A server that takes mail.
#[async_trait]
pub trait Mail: Send + Sync {
    /// Hands a letter over; once answered the server answers for it.
    async fn send(&self, letter: &Letter) -> Result<(), PortError>;
}

/// What a provider of certified mail says of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PecNews {
    /// The sender's provider accepted it (*accettazione*).
    Accepted,
    /// It is in the recipient's box (*avvenuta consegna*).
    Delivered,
    /// It was not accepted or could not be delivered.
    Failed,
}

/// A receipt of a provider of certified mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PecReceipt {
    /// The letter it is about.
    pub letter: Uuid,
    /// What it says.
    pub news: PecNews,
    /// When the provider made it.
    pub at: Moment,
    /// The provider's identifier of the receipt.
    pub reference: String,
    /// Its name in the box, to be put away once it was written down.
    pub uid: u32,
    /// The whole of it as it came, with the provider's signature: the proof itself.
    pub raw: Vec<u8>,
}

/// A box of certified mail.
#[async_trait]
pub trait Pec: Send + Sync {
    /// Hands a letter to the provider; its receipts come later.
    async fn send(&self, letter: &Letter) -> Result<(), PortError>;
    /// The receipts that have come and were not put away.
    async fn receipts(&self) -> Result<Vec<PecReceipt>, PortError>;
    /// Puts receipts away: they are not told again.
    async fn put_away(&self, receipts: &[PecReceipt]) -> Result<(), PortError>;
}
