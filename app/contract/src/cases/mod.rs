//! A case as its owner sees it: filling it, sending it, following it.

use serde::{Deserialize, Serialize};

mod desk;
mod fascicolo;
mod filling;
mod foreseen;
mod holding;
mod links;
mod moving;
mod paying;
mod recipients;
mod refused;
mod requests;
mod signing;
mod statements;
mod terms;

pub use desk::*;
pub use fascicolo::*;
pub use filling::*;
pub use foreseen::*;
pub use holding::*;
pub use links::*;
pub use moving::*;
pub use paying::*;
pub use recipients::*;
pub use refused::*;
pub use requests::*;
pub use signing::*;
pub use statements::*;
pub use terms::*;

use crate::{
    Code,
    documents::DocumentRow,
    ids::CaseId,
    messages::CommunicationView,
    register::RegisterName,
    time::{Date, Moment},
};

/// Where a case is in its life, the same few words for every procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being filled; nobody in the office sees it.
    Draft,
    /// Filed; nobody has taken it in charge yet.
    Submitted,
    /// The office is working on it.
    InReview,
    /// The office waits for the applicant.
    WaitingApplicant,
    /// Ended by the office.
    Concluded,
    /// Ended by the applicant.
    Withdrawn,
    /// Kept for the term of law.
    Archived,
}

impl Phase {
    /// Every phase, in the order of a case's life.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Submitted,
        Self::InReview,
        Self::WaitingApplicant,
        Self::Concluded,
        Self::Withdrawn,
        Self::Archived,
    ];

    /// The word in data files and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InReview => "in_review",
            Self::WaitingApplicant => "waiting_applicant",
            Self::Concluded => "concluded",
            Self::Withdrawn => "withdrawn",
            Self::Archived => "archived",
        }
    }

    /// The phase of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.as_str() == word)
    }
}

/// A case in a list of its owner's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRow {
    /// Its id, for the link.
    pub id: CaseId,
    /// `RC-2026-000123`, once filed.
    pub number: Option<String>,
    /// The procedure's short name.
    pub procedure: String,
    /// Of whom it is and where, as far as it is known.
    pub about: String,
    /// Where it is in its life.
    pub phase: Phase,
    /// The state in the procedure's own words.
    pub state: String,
    /// When it was filed, or last saved if a draft.
    pub at: Moment,
    /// How it came, or will come if a draft.
    pub channel: Channel,
    /// The page to open next, for drafts.
    pub next_step: Option<StepTarget>,
    /// How long it stays, for drafts.
    pub kept: Option<Kept>,
    /// What is still to be paid for it, in cents.
    pub to_pay: i64,
}

/// How long a draft stays without a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// A moment of its last day: it is there until that day has ended in Rome.
    pub until: Moment,
    /// Months that each change, and the button that renews it, begin anew.
    pub months: u8,
}

impl Kept {
    /// What a draft that was last changed at this moment is kept for.
    #[must_use]
    pub fn since(changed: Moment, months: u8) -> Self {
        Self { until: changed.months_later(months), months }
    }

    /// Whether its last day has ended.
    #[must_use]
    pub fn is_over(self, now: Moment) -> bool {
        self.until.day() < now.day()
    }
}

/// What the applicant keeps after sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptPage {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// `2026/0000123`, or the official number of a register outside.
    pub protocollo: RegisterName,
    /// When it was received: legal terms run from here.
    pub received_at: Moment,
    /// The office in charge.
    pub office: String,
    /// What filing means, in the procedure's words.
    pub effect: String,
    /// What happens next, a paragraph each.
    pub next: Vec<String>,
    /// Whether the PDF is ready.
    pub pdf_ready: bool,
    /// Whether the service was rated at the end of this case.
    pub rated: bool,
}

/// One line of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// When.
    pub at: Moment,
    /// What, in the procedure's words; empty for what is no event of the procedure.
    pub title: String,
    /// What, where it is no event of the procedure.
    pub act: Option<Act>,
    /// Who, as far as this reader may know: a name for the office, the office for the citizen.
    pub by: String,
    /// Whether it is the latest.
    pub latest: bool,
    /// Whether it happened by itself, at the end of a term.
    pub automatic: bool,
    /// The day on which it counts, where that is not the one on which it was written down.
    pub counts: Option<Date>,
    /// What became of it, where it was put right later.
    pub put_right: Option<PutRight>,
    /// What it puts right, where it is that.
    pub rectifies: Option<Rectified>,
}

/// What was said later of something that had been recorded wrongly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PutRight {
    /// It never happened.
    Never,
    /// It happened on this day.
    On(Date),
}

/// What a *rettifica* is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rectified {
    /// What was recorded wrongly, in words.
    pub event: String,
    /// What became of it; nothing where days that answers said with it were put right.
    pub put_right: Option<PutRight>,
}

/// A message of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    /// When.
    pub at: Moment,
    /// Who wrote.
    pub by: String,
    /// Whether the office wrote it.
    pub from_office: bool,
    /// What kind of act it is, in words: a request for clarifications, an answer… Empty for a plain message.
    pub kind: String,
    /// What it gives the reason for putting right, where it is that.
    pub rectifies: Option<Rectified>,
    /// Whether the office noted it beside an act: what proves its day, why it comes late. It was sent to nobody.
    pub note: bool,
    /// The text, plain; line breaks are kept.
    pub body: String,
}

/// What became of a case since the page was made from which something was sent that was refused; empty otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Since {
    /// What of its history is new, newest first.
    pub changed: Vec<TimelineEntry>,
    /// What was typed for something that is possible no more.
    pub left_over: Option<LeftOver>,
}

/// What somebody typed for something that is possible no more, for them to copy: it becomes nothing else by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOver {
    /// The text, the points, what proves a day, the reason, the recipients.
    pub words: String,
    /// Why it was refused; nothing where it was not sent yet.
    pub problem: Option<Code>,
}

/// That the term for an act has ended and has led the case on by itself: what came by its last day puts that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InTime {
    /// The last day on which the term was kept.
    pub last: crate::time::Date,
    /// Whether the act is possible only so: it needs a day then.
    pub only: bool,
}

/// Something the reader can do now, as the procedure's workflow offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionView {
    /// The event it fires.
    pub event: String,
    /// The button's words.
    pub label: String,
    /// What it does to the case, said before it is done.
    pub explain: String,
    /// Whether it takes the case back for good: shown apart from the rest.
    pub withdraws: bool,
    /// The label of its text, where one can be written.
    pub text_label: Option<String>,
    /// Whether it is refused without a text.
    pub text_required: bool,
    /// The longest text, in characters.
    pub text_max: u32,
    /// How points are asked for, where they can be.
    pub points: Option<PointsForm>,
    /// Whether it answers the office's request point by point, on a page of its own.
    pub answers: bool,
    /// Whether files may be sent with it that nobody asked for: they are prepared on a page of its own.
    pub files: bool,
    /// What was typed when the last attempt was refused.
    pub typed: String,
    /// What was typed beside the text then.
    pub beside: TypedBeside,
    /// Why it was refused, in the order of its fields.
    pub problems: Vec<ActProblem>,
    /// The number of the case that an answer names, where the office has to say first whether it is the one.
    pub unconfirmed: Option<String>,
    /// What it means for the works.
    pub works: Option<Works>,
    /// What it does to terms.
    pub terms: Vec<TermEffect>,
    /// That it comes too late, where it does.
    pub late: Option<LateAct>,
    /// The bodies it may be for, each with its name, where it opens or moves what runs beside.
    pub bodies: Vec<(String, String)>,
    /// The body whose track it moves, where it moves one.
    pub body: Option<String>,
    /// The name of that body and how it stands: what the same body may have said stands together.
    pub body_stands: Option<String>,
    /// Whether the reader has come for it, or has typed something in it: its form stands open.
    pub chosen: bool,
    /// Whether the office records it for the applicant: it came another way, and has a day of its own.
    pub stands_in: bool,
    /// Whether the office may record it later, with the day on which it happened.
    pub dated: bool,
    /// Where its term has ended and has led the case on: what came by then can still be recorded.
    pub in_time: Option<InTime>,
    /// How far the last day may be that the office sets with it, where it sets one.
    pub sets_day: Option<DaySet>,
    /// What that day is called, where it has a name of its own.
    pub day_label: Option<String>,
    /// Whether it becomes a document, which can be looked at before.
    pub deed: bool,
    /// How a payment is asked for with it, where one can be.
    pub payment: Option<PaymentForm>,
    /// What everybody will read, where it publishes something.
    pub announces: Option<Announcement>,
    /// Whom it goes to beside whose case it is, where it goes to others.
    pub recipients: Option<RecipientsForm>,
}

/// A case after it was sent, as its owner or the office sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// Whether the office opened it by itself: nobody filed it, and it is about its owner.
    pub by_office: bool,
    /// `2026/0000123`, or the official number of a register outside; empty of what the office opened.
    pub protocollo: RegisterName,
    /// When it was received, or opened.
    pub received_at: Moment,
    /// Where it is in its life.
    pub phase: Phase,
    /// The state in the procedure's own words.
    pub state: String,
    /// What happens next, in the procedure's words.
    pub next: String,
    /// What this reader can do now.
    pub actions: Vec<ActionView>,
    /// The cases that belong to it.
    pub linked: Vec<LinkedCase>,
    /// What the office asked to be paid.
    pub payments: CasePayments,
    /// What everybody reads of it, or could.
    pub published: Vec<Publication>,
    /// What the owner can begin from it.
    pub offers: Vec<FollowOffer>,
    /// The terms, in the procedure's order.
    pub terms: Vec<TermView>,
    /// The way travelled and what can come next.
    pub path: PathView,
    /// History, newest first.
    pub timeline: Vec<TimelineEntry>,
    /// What became of the case since the page was made from which something was sent that was refused.
    pub since: Since,
    /// Messages, oldest first.
    pub messages: Vec<MessageView>,
    /// What the office asked point by point, oldest first.
    pub requests: Vec<RequestView>,
    /// What was written and not sent, and why, where a message was refused.
    pub letter: Letter,
    /// The acts of the office on their way to the applicant, oldest first.
    pub communications: Vec<CommunicationView>,
    /// Answers given.
    pub groups: Vec<AnswerGroup>,
    /// What it costs, as on the day of filing; `None` for a procedure that costs nothing.
    pub bill: Option<BillView>,
    /// Who signed it; the states are `own` (by sending) and `signed`.
    pub signatures: Vec<SignatureView>,
    /// Documents.
    pub documents: Vec<DocumentRow>,
    /// Whether the receipt's PDF is ready.
    pub receipt_ready: bool,
    /// Whether it has a place in another register: there is no receipt of ours.
    pub elsewhere: bool,
    /// Who filed it: shown to the office.
    pub applicant: String,
    /// How it came, where it was not filed here.
    pub arrival: Option<Arrival>,
    /// Who holds it.
    pub holding: Holding,
    /// Who has it in charge, where somebody has.
    pub assigned_to: Option<String>,
    /// The office in charge.
    pub office: String,
    /// *Responsabile unico del procedimento*, once named: the law wants the applicant to know.
    pub rup: Option<String>,
    /// What the office alone knows and does; `None` for the owner.
    pub desk: Option<Desk>,
    /// The version of the case this page was made from; forms carry it.
    pub row_version: i64,
}
