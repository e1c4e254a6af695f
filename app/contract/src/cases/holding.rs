//! Who holds a case: acts in it as the applicant and gets the acts of the office. It may pass to somebody else.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{CaseId, DocumentId, HandingId},
    time::Moment,
};

/// The longest words that go along with a case which is given to somebody, in characters.
pub const MAX_HANDING: usize = 1_000;

/// Who holds a case, as its page says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Given and family name of who holds it.
    pub holder: String,
    /// Whether it passed to them after it was filed.
    pub passed: bool,
    /// Whether the reader is one of those of whom the case is, and somebody else holds it: they only read.
    pub only_reads: bool,
    /// Whom its holder gave it to last and who did not take it: for the holder alone to read.
    pub declined: Option<DeclinedHanding>,
}

/// A case that was given to somebody who did not take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclinedHanding {
    /// Codice fiscale of who was to hold it, upper case.
    pub fiscal_code: String,
    /// When they said so.
    pub at: Moment,
}

/// A case that was given to somebody who has not said yet whether they take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenHanding {
    /// Codice fiscale of who is to hold it, upper case.
    pub fiscal_code: String,
    /// When it was given.
    pub asked_at: Moment,
}

/// The page where who holds a case gives it to somebody else, and where whose it is takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoldingPage {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// Given and family name of who holds it.
    pub holder: String,
    /// Whether that is the reader.
    pub own: bool,
    /// Of how many people the case is.
    pub titolari: usize,
    /// Whether the reader may take it.
    pub may_take: bool,
    /// Whom it was given to, while they have not answered.
    pub open: Option<OpenHanding>,
}

/// A case that is to be the reader's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingRow {
    /// The giving.
    pub id: HandingId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// Who gives it: given and family name.
    pub by: String,
    /// When it was given.
    pub asked_at: Moment,
}

/// What the reader is told of a case before they take it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingPage {
    /// Which case, and who gives it.
    pub row: HandingRow,
    /// When it was filed.
    pub received_at: Moment,
    /// The state in the procedure's own words.
    pub state: String,
    /// The office in charge.
    pub office: String,
    /// What who gives it wrote.
    pub words: String,
}

/// A case that the reader filed and that another holds now: their receipt stays theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedCase {
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// When it was filed.
    pub received_at: Moment,
    /// The receipt of the filing, once it is made.
    pub receipt: Option<DocumentId>,
}
