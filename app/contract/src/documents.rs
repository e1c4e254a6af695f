//! Documents as pages show them, and the small conversation of the upload island.

use serde::{Deserialize, Serialize};

use crate::{
    Code,
    ids::{CaseId, DocumentId, PointId, UploadId},
    time::Moment,
};

/// What is known of a stored file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// Stored; the check has not ended.
    Checking,
    /// Opened and of an accepted kind.
    Verified,
    /// Stored, but could not be opened safely: a person has to look at it.
    ToExamine,
    /// Stored as it came, of a kind that the portal does not open: only the office may bring such a file.
    Unopened,
    /// Refused: empty, or of a kind not accepted here.
    Refused,
}

/// What the check found inside a file. Page counts and names come from the file: they are claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Pages, for PDF (also inside a signed envelope).
    pub pages: Option<u32>,
    /// Names written in the certificates of a signed envelope. Not yet verified against any authority.
    pub signers: Vec<String>,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRow {
    /// Its id, for the link.
    pub id: DocumentId,
    /// The document that the procedure asks for and that this file answers.
    pub slot: String,
    /// That document's title in the reader's language.
    pub slot_title: String,
    /// The file's name as it was uploaded.
    pub name: String,
    /// Whether it is of a special category and the reader may not open it: then it has no name.
    pub reserved: bool,
    /// Size in bytes.
    pub size: u64,
    /// What the check said.
    pub check: CheckState,
    /// What was found inside, where it was opened.
    pub found: Found,
    /// Why it was refused or has to be looked at by a person.
    pub reason: Option<Code>,
    /// SHA-256 of the stored bytes, lower-case hexadecimal, once computed by the portal.
    pub sha256: Option<String>,
    /// When it was uploaded.
    pub uploaded_at: Moment,
    /// The point of the office's request that it answers; none for a document of the form.
    pub point: Option<PointId>,
}

/// The slot of what the office keeps for itself beside a case: an objection, the receipt of a registered letter.
pub const OFFICE_ONLY: &str = "office_only";

/// A document that the procedure asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotView {
    /// Its id in the procedure.
    pub slot: String,
    /// Title.
    pub title: String,
    /// One sentence on what it must contain.
    pub hint: String,
    /// Whether the case can be filed without.
    pub optional: bool,
    /// How many files at most.
    pub max_files: u32,
    /// Largest file in bytes.
    pub max_bytes: u64,
    /// Accepted kinds, as people say them: `PDF, P7M`.
    pub kinds: Vec<String>,
    /// The `accept` attribute of the file field.
    pub accept: String,
    /// Files already there.
    pub files: Vec<DocumentRow>,
    /// Whether the answers do not ask for it any more: its files are not sent.
    pub superfluous: bool,
}

/// Island → portal: an upload is about to begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadStart {
    /// The document it answers; empty for the answer to a point.
    pub slot: String,
    /// The point of the office's request that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<PointId>,
    /// The file's name.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
}

/// Portal → island: where to send the parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadPlan {
    /// The upload, for the calls that follow.
    pub upload: UploadId,
    /// Bytes of every part but the last.
    pub part_size: u64,
    /// How many parts.
    pub parts: u32,
}

/// Portal → island: the address of one part, valid for a short time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartAddress {
    /// Where to `PUT` the bytes, at the portal's own public host unless an external store is set.
    pub url: String,
}

/// Portal → island: a refusal, already in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadProblem {
    /// What happened and what to do.
    pub message: String,
}

/// The text that was found in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentText {
    /// The document.
    pub document: DocumentId,
    /// Its case.
    pub case: CaseId,
    /// Its name.
    pub name: String,
    /// The text, where there is any: a scanned page has none.
    pub text: Option<String>,
}
