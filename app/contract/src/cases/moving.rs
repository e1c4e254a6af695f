//! Moving a filed case to another version of its procedure: what would change, before anybody does it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Consequences, VersionChange};
use crate::{Code, ids::CaseId};

/// What would come of a case if it were moved to the version in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovePage {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// The version that it follows.
    pub from: u32,
    /// The version in force.
    pub to: u32,
    /// Since when that is in force.
    pub valid_from: Date,
    /// Its hash: what was looked at is what it is moved to.
    pub hash: String,
    /// Why it cannot be moved.
    pub refused: Option<MoveRefusal>,
    /// What changes in the form. It is moved only if nothing is lost.
    pub changes: Vec<VersionChange>,
    /// What would be different in where it stands.
    pub comes: Consequences,
    /// What is to be paid by the fees of each version, in cents, where that differs: what was asked and paid stays.
    pub fees: Option<(i64, i64)>,
    /// The version of the case that the page was made from.
    pub row_version: i64,
    /// Why it was refused when it was tried.
    pub problem: Option<Code>,
    /// The reason that was typed then.
    pub typed: String,
}

/// Why a case cannot be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveRefusal {
    /// Something that was answered or filed has no place in the other version.
    Loses,
    /// What happened to the case is not possible in the other version.
    Impossible,
    /// A term of the case depends on answers or days in another way there: its journal does not say them.
    Counted,
}
