//! Reports as pages show them.

use serde::{Deserialize, Serialize};

use super::{Band, ReportKind, Weekday};
use crate::{Lang, ids::ReportId, time::Moment};

/// Where a report is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// Nobody has answered.
    Open,
    /// It was answered and may go on.
    Answered,
    /// Nothing more is to be done.
    Closed,
}

impl ReportState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// The word in the database and in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// The page after sending. The number is for everybody who has the address; the answer for the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportReceipt {
    /// `SG-2026-000001`.
    pub number: String,
    /// What it is about.
    pub kind: ReportKind,
    /// When it was received.
    pub received_at: Moment,
    /// Where it is in its life.
    pub state: ReportState,
    /// The office's answer, where the reader is who sent it.
    pub answer: Option<String>,
}

/// A report in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its id, for the link.
    pub id: ReportId,
    /// `SG-2026-000001`.
    pub number: String,
    /// What it is about.
    pub kind: ReportKind,
    /// Where it is in its life.
    pub state: ReportState,
    /// Who sent it; empty once erased.
    pub name: String,
    /// When it was received.
    pub received_at: Moment,
}

/// The reports of the reader's offices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportList {
    /// The kind shown, all if none.
    pub kind: Option<ReportKind>,
    /// The state shown, all that are not closed if none.
    pub state: Option<ReportState>,
    /// One page of them, oldest first.
    pub rows: Vec<ReportRow>,
    /// The key of the next page, where there is one.
    pub next: Option<String>,
}

/// A report as the office works on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// The list entry of the same report.
    pub row: ReportRow,
    /// The office in charge, by name.
    pub office: String,
    /// The service, by title.
    pub service: Option<String>,
    /// Where the answer goes; empty once erased.
    pub email: String,
    /// A number to call.
    pub phone: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// What it is about; empty once erased.
    pub text: String,
    /// Days that suit.
    pub days: Vec<Weekday>,
    /// Part of the day that suits.
    pub band: Option<Band>,
    /// The language it was written in.
    pub lang: Lang,
    /// The answer, or what was typed of it.
    pub answer: String,
    /// When it was answered or closed.
    pub answered_at: Option<Moment>,
    /// When the personal data were erased.
    pub erased_at: Option<Moment>,
    /// For the form: a stale answer is refused.
    pub row_version: i64,
}

/// The longest answer of the office, in characters.
pub const LONGEST_ANSWER: usize = 4_000;
