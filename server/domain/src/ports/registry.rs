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

/// A register outside.
#[async_trait]
pub trait Registry: Send + Sync {
    /// Registers an act; asked again with the same key, it gives the same number.
    async fn register(&self, act: &Registration) -> Result<Registered, PortError>;
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
    /// The word in the database.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::BuiltIn => "built_in",
            Self::External(_) => "external",
            Self::Manual => "manual",
        }
    }
}
