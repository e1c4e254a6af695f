//! What a step of the office would change in a case, said before it is taken.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::TermStatus;
use crate::ids::CaseId;

/// What would be different in a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consequences {
    /// Its state before and after, in words.
    pub state: (String, String),
    /// The terms that would stand otherwise.
    pub terms: Vec<TermChange>,
    /// What ends there at once by itself, with its day: its term would be over already.
    pub fires: Vec<(String, Date)>,
    /// Whether it would pass to somebody else, or be of somebody else.
    pub passes: bool,
    /// How many requests to the applicant would be over, and how many would wait for an answer again.
    pub requests: Turned,
    /// How many payments would be to be paid no more, and how many again.
    pub payments: Turned,
    /// How many announcements would be taken down, and how many would be made.
    pub announcements: Turned,
    /// What could no more be done now.
    pub actions_gone: Vec<String>,
    /// What could be done now besides.
    pub actions_new: Vec<String>,
}

impl Consequences {
    /// Whether nothing at all would be different.
    #[must_use]
    pub fn none(&self) -> bool {
        let same = self.state.0 == self.state.1 && self.terms.is_empty() && self.fires.is_empty();
        let beside = [self.requests, self.payments, self.announcements];
        let still = beside.iter().all(|turned| *turned == Turned::default());
        same && still && !self.passes && self.actions_gone.is_empty() && self.actions_new.is_empty()
    }
}

/// How many things of a kind end, and how many begin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    /// Those that end.
    pub off: usize,
    /// Those that begin, or begin again.
    pub on: usize,
}

/// A term that would stand otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermChange {
    /// Its name, with the body whose clock it is.
    pub label: String,
    /// How it stands; `None` if it does not run.
    pub before: Option<TermStatus>,
    /// How it would stand.
    pub after: Option<TermStatus>,
}

/// What a *rettifica* would bring about, with what was typed for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RectifyForeseen {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// The place in the journal of what was recorded wrongly.
    pub of: i64,
    /// Its words.
    pub event: String,
    /// The day on which it counts now.
    pub on: Date,
    /// What would be true of it instead.
    pub truth: Truth,
    /// Why, as it was typed.
    pub reason: String,
    /// Whether an act went out with it, which stays in the register and with whoever received it.
    pub sent: bool,
    /// What would be different.
    pub comes: Consequences,
    /// The version of the case that was looked at.
    pub row_version: i64,
}

/// What is true of something that was recorded wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Truth {
    /// It happened on another day.
    On(Date),
    /// It never happened.
    Never,
    /// It happened after all, on this day: that it did not was the mistake.
    AfterAll(Date),
    /// Days that answers said with it were others: the name of each, its words, the day before and after.
    Days(Vec<(String, String, Date, Date)>),
}
