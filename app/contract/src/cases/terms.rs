//! The terms of a case, as pages show them: until when, why, and what it means if nobody acts.

use serde::{Deserialize, Serialize};

use crate::{Code, ids::CaseId, time::Date};

/// Who has to act before a term ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Binds {
    /// The office.
    Office,
    /// Whose case it is.
    Applicant,
    /// Another body that was asked.
    Body,
    /// People whom the office has told of the case: the counter-interested.
    Others,
    /// Nobody: a time that has to pass, or for which something is valid.
    Nobody,
}

impl Binds {
    /// Everybody, in the order of pages.
    pub const ALL: [Self; 5] = [Self::Office, Self::Applicant, Self::Body, Self::Others, Self::Nobody];

    /// The word in addresses and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Applicant => "applicant",
            Self::Body => "body",
            Self::Others => "others",
            Self::Nobody => "nobody",
        }
    }

    /// Whom a word means.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|binds| binds.as_str() == word)
    }
}

/// What it means if a term ends and nobody has acted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// Nothing.
    #[default]
    Nothing,
    /// What was asked is granted (*silenzio assenso*).
    Assent,
    /// What was asked is refused (*silenzio rifiuto*).
    Refusal,
    /// What was declared stands: the office's power to forbid it ends (*consolidamento*).
    Consolidation,
    /// The office is late, and the applicant may turn to who stands in for it (*inadempimento*).
    Default,
}

impl Silence {
    /// Whether nothing forms.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// What an event means for the works on the building site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Works {
    /// They may begin.
    MayBegin,
    /// They go on as before.
    GoOn,
    /// They must wait: nothing may begin yet.
    Wait,
    /// They must stop.
    Stop,
}

impl Works {
    /// Its word in the files of a procedure.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MayBegin => "may_begin",
            Self::GoOn => "go_on",
            Self::Wait => "wait",
            Self::Stop => "stop",
        }
    }
}

/// What happens to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermMove {
    /// It begins to run.
    Start,
    /// It stops; what is left of it waits.
    Suspend,
    /// What was left runs on.
    Resume,
    /// It stops, and what had run is lost.
    Interrupt,
    /// It begins again, whole.
    Restart,
    /// It becomes longer.
    Extend,
    /// It stays as it is by this reading of the law; by another it moves.
    Stay,
    /// What it was for is done.
    End,
}

/// How long a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermLength {
    /// Calendar days.
    Days(u16),
    /// Days on which offices work.
    WorkingDays(u16),
    /// Months.
    Months(u16),
    /// Years.
    Years(u16),
    /// As the office sets it, but no shorter than so many days.
    Given(u16),
}

/// How a term stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TermStatus {
    /// It has not begun: it waits for a proven receipt.
    Waiting,
    /// It runs.
    Running {
        /// The last day as counted.
        nominal: Date,
        /// The earliest day on which it may end, where the law is read in two ways.
        earliest: Date,
        /// The latest: the next working day, where the last is none.
        latest: Date,
        /// Days until the last, today not counted; negative when it is over.
        left: i32,
    },
    /// It stands still with so many days left.
    Suspended {
        /// Since that day.
        since: Date,
        /// Days that are left.
        left: i32,
        /// The day on which it ends by a more cautious reading of the law, by which it runs on.
        earliest: Option<Date>,
    },
    /// It stands still and begins again whole.
    Interrupted {
        /// Since that day.
        since: Date,
    },
    /// What it was for was done.
    Ended(Date),
}

/// A term of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermView {
    /// Its id in the procedure.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The body whose clock it is; empty on the main way.
    pub body: String,
    /// Who has to act.
    pub binds: Binds,
    /// Whether something is done on its last day, and not until then.
    pub appointment: bool,
    /// How long it is.
    pub length: TermLength,
    /// The law that sets it.
    pub source: String,
    /// How it stands.
    pub status: TermStatus,
    /// The last day that the office has set of one that has not begun.
    pub set: Option<Date>,
    /// What it means if nobody acts.
    pub silence: Silence,
    /// The same in the procedure's words.
    pub silence_words: String,
    /// Everything that moved it, oldest first.
    pub lines: Vec<TermLine>,
}

/// One thing that happened to a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermLine {
    /// The day from which it counts.
    pub on: Date,
    /// What happened to the term.
    pub change: TermMove,
    /// What caused it, in the procedure's words.
    pub cause: String,
    /// The day of what caused it, where that is another.
    pub cause_on: Option<Date>,
    /// The law that says so.
    pub source: String,
    /// The last day after it, where the term runs.
    pub due: Option<Date>,
    /// The day on which it may end already after it, where the law is read in two ways.
    pub earliest: Option<Date>,
    /// The days left after it, where the term stands still.
    pub left: Option<i32>,
    /// Why it had no effect, where it had none.
    pub void: Option<VoidMove>,
    /// How its day is known.
    pub proof: DayProof,
}

/// How the day of something is known: what a judge would ask first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayProof {
    /// It was done in the portal on that day.
    #[default]
    Portal,
    /// It was opened in the portal by its recipient.
    Opened,
    /// The provider of certified mail delivered it.
    Pec,
    /// Somebody of the office wrote the day down, with what proves it.
    Evidence,
    /// The day was put right afterwards (*rettifica*).
    Rectified,
    /// The applicant declared it in the form.
    Declared,
    /// It is the end of a term, as it was counted.
    Counted,
}

/// Why something did nothing to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidMove {
    /// The last day for it was then.
    TooLate(Date),
    /// It had been done as often as the law lets it.
    TooOften,
    /// The law lets nothing do this.
    Never,
}

/// What an act will do to a term, said before it is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermEffect {
    /// The term's name.
    pub label: String,
    /// What happens to it.
    pub change: TermMove,
    /// The last day after it, where it runs.
    pub due: Option<Date>,
    /// The day on which it may end already after it, where the law is read in two ways.
    pub earliest: Option<Date>,
    /// The days left after it, where it stands still.
    pub left: Option<i32>,
    /// Whether that waits until the act is proven to have arrived.
    pub on_receipt: bool,
    /// Whether the office sets its last day with the act: `due` is the earliest that it can be, where the law says one.
    pub chosen: bool,
}

/// That an act comes after its term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateAct {
    /// The term's name.
    pub term: String,
    /// Its last day.
    pub last: Date,
    /// Whether it can be done with a written reason.
    pub forcible: bool,
}

/// The way of a case: what it has come through and where it can go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathView {
    /// The states, in the order in which they were reached; the last is the present one.
    pub travelled: Vec<PathStop>,
    /// What can come next.
    pub next: Vec<PathNext>,
    /// What runs beside: name, body, state.
    pub beside: Vec<(String, String, String)>,
}

/// A state that the case has reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathStop {
    /// The state in the procedure's words.
    pub label: String,
    /// The day on which it was reached.
    pub on: Date,
    /// What led there; empty for the first.
    pub by: String,
}

/// A state that the case can reach with one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathNext {
    /// The state in the procedure's words.
    pub label: String,
    /// What leads there, in the words of the history.
    pub by: String,
    /// Whose turn it is for that; nobody's for the end of a term.
    pub whose: Option<Binds>,
    /// The day on which it happens by itself, for the end of a term that runs.
    pub on: Option<Date>,
    /// Whether the case is over then.
    pub over: bool,
}

/// "What if?": an event on a day that has not come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// Whether the office asks.
    pub office: bool,
    /// What can happen now: id and words.
    pub events: Vec<(String, String)>,
    /// What is supposed to happen; nothing, if it is not there.
    pub chosen: Option<String>,
    /// Today.
    pub today: Date,
    /// The day on which it is supposed to happen.
    pub on: Option<Date>,
    /// What comes of it.
    pub outcome: Option<Outcome>,
    /// What was typed as the day, and why that is none.
    pub problem: Option<(String, Code)>,
}

/// What comes of an event on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Why it cannot be done on that day.
    pub refused: Option<Code>,
    /// What can be done then instead, where it is refused.
    pub instead: Vec<String>,
    /// What happens by itself before: in the words of the history, with its day.
    pub fired: Vec<(String, Date)>,
    /// The state after it.
    pub state: String,
    /// What happens next.
    pub next: String,
    /// The terms that run or stand still then.
    pub terms: Vec<TermView>,
}
