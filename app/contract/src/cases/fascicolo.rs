//! The documents of a case as a body reads them that was sent a link to them.

use serde::{Deserialize, Serialize};

use crate::{ids::DocumentId, register::RegisterName, time::Date};

/// What a link shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFile {
    /// The word of the link.
    pub token: String,
    /// The municipality.
    pub ente: String,
    /// The office, with how to reach it; may be empty.
    pub office: String,
    /// The procedure's short name.
    pub procedure: String,
    /// The case's number.
    pub number: String,
    /// The act that came with the link: `Indizione della conferenza di servizi`.
    pub kind: String,
    /// Its number in the register.
    pub protocollo: RegisterName,
    /// Its document, once it is ready.
    pub act: Option<DocumentId>,
    /// To whom it was sent.
    pub recipient: String,
    /// The last day on which it opens anything.
    pub until: Date,
    /// Whether that day has passed: nothing is listed then.
    pub over: bool,
    /// The documents, in the order in which they came.
    pub documents: Vec<SharedDocument>,
}

/// A document that can be read there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDocument {
    /// Its id.
    pub id: DocumentId,
    /// What the procedure asks for with it; empty for what came otherwise.
    pub title: String,
    /// The name of the file.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
}
