//! Signatures that a form asks of people.

use serde::{Deserialize, Serialize};

use super::{AnswerGroup, BillView};
use crate::{
    documents::DocumentRow,
    ids::{CaseId, SignatureId},
    time::Moment,
};

/// How far a signature is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// By the person who sends the case: sending is signing.
    Own,
    /// Nobody was asked yet.
    ToAsk,
    /// Asked, not answered.
    Asked(Moment),
    /// Signed as it is now.
    Signed(Moment),
    /// Refused, with the person's words.
    Declined(Moment, String),
    /// What was asked for, or signed, changed afterwards: it has to be asked again.
    Changed,
}

impl SignatureState {
    /// Whether the case may be sent as far as this signature goes.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self, Self::Own | Self::Signed(_))
    }

    /// Whether asking (again) would help.
    #[must_use]
    pub fn can_be_asked(&self) -> bool {
        matches!(self, Self::ToAsk | Self::Declined(..) | Self::Changed)
    }
}

/// A signature that the form asks for, as the people of the case see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureView {
    /// Given and family name, as written in the form.
    pub name: String,
    /// Codice fiscale, upper case.
    pub fiscal_code: String,
    /// How far it is.
    pub state: SignatureState,
}

/// A request that waits for the person who is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureRow {
    /// The request.
    pub id: SignatureId,
    /// The procedure's short name.
    pub procedure: String,
    /// Who prepared the case.
    pub by: String,
    /// When it was asked.
    pub asked_at: Moment,
}

/// What the person who is asked reads before signing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignaturePage {
    /// The request.
    pub row: SignatureRow,
    /// The draft.
    pub case: CaseId,
    /// The answers.
    pub groups: Vec<AnswerGroup>,
    /// The documents.
    pub documents: Vec<DocumentRow>,
    /// What it costs, where it costs something.
    pub bill: Option<BillView>,
    /// What filing means, in the procedure's words.
    pub effect: String,
    /// What this page shows; the form carries it, so that nothing else is signed.
    pub content_sha256: String,
    /// How far it is.
    pub state: SignatureState,
}
