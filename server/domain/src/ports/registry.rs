//! The ente's own register of acts, where it has one from its supplier.

use std::sync::Arc;

use async_trait::async_trait;
use contract::{register::Direction, time::Moment};
use jiff::civil::Date;

use super::PortError;

/// An act to be registered there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// What it is known by here, the same each time it is asked, and no other act's ever: `2026/0000123@1795340460000`.
    pub key: String,
    /// Received or sent.
    pub direction: Direction,
    /// What it is.
    pub subject: String,
    /// Whom it comes from or goes to.
    pub party: String,
    /// When it was received or sent: legal terms run from here, whenever the number comes.
    pub at: Moment,
    /// Name and SHA-256 of each file.
    pub files: Vec<(String, String)>,
}

/// The number that the register gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// As it is written there.
    pub number: String,
    /// The day of the registration.
    pub day: Date,
}

/// An entry that does not count any more, as the register outside is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annulled {
    /// The key that it was registered with.
    pub key: String,
    /// The number that the register gave.
    pub number: String,
    /// Why.
    pub reason: String,
    /// The act that allows it.
    pub authority: String,
    /// When it was annulled here.
    pub at: Moment,
}

/// A register outside.
#[async_trait]
pub trait Registry: Send + Sync {
    /// Registers an act; asked again with the same key, it gives the same number.
    async fn register(&self, act: &Registration) -> Result<Registered, PortError>;
    /// Annuls an entry; done twice, the first stands.
    async fn annul(&self, entry: &Annulled) -> Result<(), PortError>;
}

/// Which register gives the official numbers (*protocollo*). The portal keeps its own gap-free register in any case.
#[derive(Clone, Default)]
pub enum Protocol {
    /// The portal's own.
    #[default]
    BuiltIn,
    /// The ente's own, over the network.
    External(Arc<dyn Registry>),
    /// The ente's own, by hand: somebody of the office types the number.
    Manual,
}

impl Protocol {
    /// The word of [`Protocol::External`] in the database.
    pub const EXTERNAL: &'static str = "external";

    /// The word in the database.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::External(_) => Self::EXTERNAL,
            Self::Manual => "manual",
        }
    }
}
