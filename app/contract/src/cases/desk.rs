//! What the office and the applicant do with a filed case beside the events of its procedure.

use serde::{Deserialize, Serialize};

use super::RequestView;
use crate::{
    Code,
    documents::SlotView,
    identity::StaffRole,
    ids::{CaseId, PersonId},
    time::{Date, Moment},
};

/// What somebody in the office can do with a case, and who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColleagueAction {
    /// What it is called.
    pub label: String,
    /// The roles that may do it.
    pub roles: Vec<StaffRole>,
}

/// Something done to a filed case that is no event of its procedure and leaves it in its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Somebody wrote a message.
    Message,
    /// The *responsabile unico del procedimento* was named.
    RupNamed,
    /// The case was given to somebody of the office.
    Assigned,
    /// The office gave it a number of its own.
    Numbered,
    /// What the applicant wrote was dealt with without an answer.
    Read,
    /// The office added a document that came another way.
    DocumentAdded,
    /// The office put a document beside the case that is for the office alone.
    DocumentKept,
    /// The case was taken over from elsewhere, in the state that it had reached there.
    TakenOver,
    /// What the office sent is proven to have arrived: terms that run for a person begin.
    Received,
    /// What was recorded wrongly was put right (*rettifica*).
    Rectified,
    /// The case follows another version of its procedure.
    Moved,
    /// Another case follows this one, or was put beside it.
    Linked,
    /// It was put beside another by mistake.
    Unlinked,
    /// Another office has it in charge from here on.
    Transferred,
    /// A payment that the office asked for has arrived.
    Paid,
    /// Somebody else holds it from here on.
    HandedOver,
    /// It is for somebody else from here on: another case brought that about.
    TitolareChanged,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 17] = [
        Self::Message,
        Self::RupNamed,
        Self::Assigned,
        Self::Numbered,
        Self::Read,
        Self::DocumentAdded,
        Self::DocumentKept,
        Self::TakenOver,
        Self::Received,
        Self::Rectified,
        Self::Moved,
        Self::Linked,
        Self::Unlinked,
        Self::Transferred,
        Self::Paid,
        Self::HandedOver,
        Self::TitolareChanged,
    ];

    /// The word in the journal. No event of a procedure can be called so: an id begins with a letter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Message => "@message",
            Self::RupNamed => "@rup_named",
            Self::Assigned => "@assigned",
            Self::Numbered => "@numbered",
            Self::Read => "@read",
            Self::DocumentAdded => "@document_added",
            Self::DocumentKept => "@document_kept",
            Self::TakenOver => "@taken_over",
            Self::Received => "@received",
            Self::Rectified => "@rectified",
            Self::Moved => "@moved",
            Self::Linked => "@linked",
            Self::Unlinked => "@unlinked",
            Self::Transferred => "@transferred",
            Self::Paid => "@paid",
            Self::HandedOver => "@handed_over",
            Self::TitolareChanged => "@titolare_changed",
        }
    }

    /// The act of a journal's word; none for events of a procedure.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.as_str() == word)
    }

    /// Whether the applicant reads it in the history; the rest is the office's own work.
    #[must_use]
    pub fn concerns_applicant(self) -> bool {
        matches!(
            self,
            Self::Message
                | Self::RupNamed
                | Self::DocumentAdded
                | Self::Received
                | Self::Rectified
                | Self::Moved
                | Self::Linked
                | Self::Unlinked
                | Self::Transferred
                | Self::Paid
                | Self::HandedOver
                | Self::TitolareChanged
        )
    }
}

/// The last day that the office sets with an act: how many days later it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySet {
    /// At least so many: also where none is written. 1: it has to be written, because the law says nothing. 0: only later
    /// than the present one.
    pub least: u16,
    /// At most so many, where the procedure says so.
    pub most: Option<u16>,
}

/// The points of a request about to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointsForm {
    /// Whether the act is refused without one.
    pub required: bool,
    /// The most points.
    pub max: u32,
    /// The longest point, in characters.
    pub max_chars: u32,
    /// What was typed, one point a line.
    pub typed: String,
}

/// What was typed in the form of an act beside its text, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedBeside {
    /// The last day that it sets.
    pub due: String,
    /// The day on which it came another way.
    pub came: String,
    /// What proves that.
    pub proof: String,
    /// Why it comes late.
    pub reason: String,
    /// The bodies that were chosen.
    pub bodies: Vec<String>,
}

/// The page where a request is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyPage {
    /// The case.
    pub case: CaseId,
    /// The procedure's short name.
    pub procedure: String,
    /// `RC-2026-000123`.
    pub number: String,
    /// The event's button.
    pub label: String,
    /// What sending does, said before it is done.
    pub explain: String,
    /// What the office wrote with the request.
    pub intro: String,
    /// The request, with the answers as they were last saved.
    pub request: RequestView,
    /// What files may come with an answer; none if answers are text only.
    pub slot: Option<SlotView>,
    /// The label of the words that go with the answers, where the event takes any.
    pub text_label: Option<String>,
    /// The longest words that go with the answers, in characters.
    pub text_max: u32,
    /// The longest answer to a point, in characters.
    pub max_chars: u32,
    /// The words that go with the answers, when the last attempt was refused.
    pub typed: String,
    /// Why the last attempt was refused.
    pub problem: Option<Code>,
    /// The version of the case this page was made from.
    pub row_version: i64,
}

/// A message about to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Whether this reader may write one.
    pub possible: bool,
    /// What was typed.
    pub typed: String,
    /// Why it was refused.
    pub problem: Option<Code>,
}

/// The longest message, in characters.
pub const MAX_MESSAGE: usize = 4_000;

/// The longest number that an office gives to a case, in characters.
pub const MAX_OFFICE_NUMBER: usize = 40;

/// Somebody who works on the cases of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// Who.
    pub id: PersonId,
    /// Given and family name.
    pub name: String,
    /// Their highest role there.
    pub role: StaffRole,
}

/// What the office alone knows of a case, and what this reader may do about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// What the office does now, as its procedure says; may be empty.
    pub next: String,
    /// What only others in the office can do now.
    pub of_colleagues: Vec<ColleagueAction>,
    /// The numbers by which its answers name cases that it should follow, and that no case here has.
    pub unfound: Vec<String>,
    /// The number that the office gave it.
    pub office_number: Option<String>,
    /// Whether the applicant wrote something that nobody has dealt with.
    pub to_read: bool,
    /// The place in the journal of what the applicant did last, as far as this page knows.
    pub heard: u64,
    /// Whether this reader may number the case and add documents to it.
    pub may_handle: bool,
    /// Whether this reader may give the case to somebody.
    pub may_assign: bool,
    /// Whether this reader may name the RUP.
    pub may_name_rup: bool,
    /// Who works on the cases of the office.
    pub colleagues: Vec<Colleague>,
    /// Who has it in charge.
    pub assigned_to: Option<PersonId>,
    /// Who is its RUP.
    pub rup: Option<PersonId>,
    /// The version in force that the case could be moved to, where it follows another and this reader may.
    pub movable: Option<u32>,
    /// The other offices that it could be handed to, by slug and name, where this reader may.
    pub transferable: Vec<(String, String)>,
    /// The codici fiscali of those of whom it is, where this reader may say otherwise.
    pub titolari: Option<Vec<String>>,
    /// What can be put right, where this reader may; newest first.
    pub rectifiable: Vec<Rectifiable>,
    /// The days that answers said for terms and that can be put right, where this reader may; newest event first.
    pub said: Vec<SaidDays>,
    /// Which form was refused, what was typed, and why.
    pub problem: Option<(DeskForm, String, Code)>,
}

/// Something that happened to a case and can be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rectifiable {
    /// Its place in the journal.
    pub of: i64,
    /// Its words.
    pub event: String,
    /// The day on which it counts, or counted.
    pub on: Date,
    /// Whether it was said that it never happened: it can be said that it did.
    pub undone: bool,
}

/// Days that answers said for terms with an event, as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidDays {
    /// The event's place in the journal.
    pub of: i64,
    /// The event's words.
    pub event: String,
    /// Its day.
    pub on: Date,
    /// The days: the name of the question, its words, the day.
    pub days: Vec<(String, String, Date)>,
}

/// The small forms of the office's page of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskForm {
    /// Who has the case in charge.
    Assign,
    /// Who is its RUP.
    Rup,
    /// The office's own number.
    Number,
    /// A document that came another way.
    Document,
    /// That what the applicant wrote is dealt with.
    Read,
    /// That something was recorded wrongly.
    Rectify,
    /// Which case belongs to it.
    Link,
    /// Which office is the right one.
    Transfer,
    /// That a day was declared wrongly.
    RectifyDays,
    /// Of whom it is, and who holds it.
    Titolari,
}

/// How a case came that was not filed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// How.
    pub channel: Channel,
    /// Its number in the register, where it had one before it came here.
    pub protocollo: Option<String>,
    /// Codice fiscale of who filed it; empty if unknown, and for who is not the office.
    pub fiscal_code: String,
    /// The professional; empty if none.
    pub technician: String,
    /// The address that it is about.
    pub place: String,
    /// The parcels that it is about.
    pub parcel: String,
    /// What it is about.
    pub subject: String,
    /// Who registered it, and when: the office's own knowledge.
    pub registered: Option<(String, Moment)>,
}

/// How a case came to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Filed in the portal.
    Portal,
    /// Brought or sent on paper.
    Paper,
    /// Sent by certified mail.
    Pec,
    /// Opened by the office itself.
    Office,
    /// Taken over from the office's earlier list.
    Import,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 5] = [Self::Portal, Self::Paper, Self::Pec, Self::Office, Self::Import];

    /// The word in the database and in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Paper => "paper",
            Self::Pec => "pec",
            Self::Office => "office",
            Self::Import => "import",
        }
    }

    /// The way of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}
