//! The office's own lists.

use serde::{Deserialize, Serialize};

use crate::{
    cases::Phase,
    ids::{CaseId, JobId},
    time::Moment,
};

/// A case in the office's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxRow {
    /// Its id, for the link.
    pub id: CaseId,
    /// `RC-2026-000123`.
    pub number: String,
    /// The procedure's short name.
    pub procedure: String,
    /// Who filed it.
    pub applicant: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// The state in the procedure's own words.
    pub state: String,
    /// When it was received.
    pub received_at: Moment,
    /// Who has it in charge.
    pub assigned_to: Option<String>,
}

/// The inbox: counters and one page of rows, oldest filing first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    /// Cases of each phase that the office works in.
    pub counters: Vec<(Phase, u64)>,
    /// The phase shown, all open ones if none.
    pub filter: Option<Phase>,
    /// What was searched for.
    pub query: String,
    /// The rows.
    pub rows: Vec<InboxRow>,
    /// The key of the next page, where there is one.
    pub next: Option<String>,
    /// How many pieces of work failed and wait for a person.
    pub failed_jobs: u64,
}

/// A piece of work that failed too often and waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedJob {
    /// Its id, for the button.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// The last error, without personal data.
    pub error: String,
    /// When it was last tried.
    pub at: Moment,
}
