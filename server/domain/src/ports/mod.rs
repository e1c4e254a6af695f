//! One trait per outside service. Adapters implement them; verbs never call them inside a transaction.

mod identity_provider;
mod inspector;
mod objects;
mod payment_gateway;
mod post;
mod registry;
mod seal;

pub use identity_provider::{Identity, IdentityProvider, LoginError, PendingLogin};
pub use inspector::Inspector;
pub use objects::{ByteStream, ObjectInfo, Objects, UploadedPart};
pub use payment_gateway::PaymentGateway;
pub use post::{Attachment, Letter, Mail, Pec, PecNews, PecReceipt};
pub use registry::{Annulled, Protocol, Registered, Registration, Registry};
pub use seal::Seal;

/// Why an outside service did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum PortError {
    /// It does not answer: try again later.
    #[error("{0} does not answer: {1}")]
    Unavailable(&'static str, String),
    /// It has no such thing.
    #[error("not found: {0}")]
    NotFound(String),
    /// It refused, and will refuse again.
    #[error("{0} refused: {1}")]
    Refused(&'static str, String),
}
