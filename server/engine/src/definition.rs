//! A workflow as data: states, events, who may fire them, and what they cause.

use contract::{
    cases::{Phase, Works},
    expr::Formula,
    identity::StaffRole,
};
use serde::{Deserialize, Serialize};

/// The life of a case, as a procedure writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// The state of a new draft.
    pub initial: String,
    /// The states, in the order of a case's usual life; `[[state]]` in the file.
    #[serde(rename = "state")]
    pub states: Vec<State>,
    /// The events, in the order in which pages offer them; `[[event]]` in the file.
    #[serde(rename = "event")]
    pub events: Vec<Event>,
    /// What runs beside the main way, once for each body that is asked; `[[track]]` in the file.
    #[serde(rename = "track", default, skip_serializing_if = "Vec::is_empty")]
    pub tracks: Vec<Track>,
}

impl Workflow {
    /// The state of an id.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.iter().find(|state| state.id == id)
    }

    /// The event of an id.
    #[must_use]
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.id == id)
    }

    /// The event that files the case: the one that registers a draft. A workflow without
    /// [findings](Self::findings) has exactly one.
    #[must_use]
    pub fn submission(&self) -> Option<&Event> {
        let files = |event: &&Event| {
            event.effects.contains(&Effect::RegisterIncoming) && event.from.iter().any(|id| self.is_draft(id))
        };
        self.events.iter().find(files)
    }

    /// The track of an id.
    #[must_use]
    pub fn track(&self, id: &str) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == id)
    }

    /// The states of a track, or of the main way, in their order.
    pub fn states_of<'w>(&'w self, track: Option<&'w str>) -> impl Iterator<Item = &'w State> {
        self.states.iter().filter(move |state| state.track.as_deref() == track)
    }

    /// Whether a state of this id is there and its phase is `draft`.
    pub(crate) fn is_draft(&self, id: &str) -> bool {
        self.state(id).is_some_and(|state| state.phase == Phase::Draft)
    }
}

/// A state of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// Where a case in this state is in its life: what inbox, notices and statistics go by. Of a track's state it
    /// says only whether the track is closed: `concluded`.
    pub phase: Phase,
    /// The track it belongs to; the main way, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
}

/// What runs beside the main way, as an opinion of another body does: opened as often as bodies are asked, each with a
/// state and terms of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Its id; the words are in the procedure's texts. Conditions know it as `open_<id>` and `all_<id>`: how many run,
    /// and how many were opened; of its states as `in_<state>`, and `in_<state>_without_<id>` of the bodies that have no track
    /// of another kind. An event of a track knows `own_<id>`: how many of that kind its own body has.
    pub id: String,
    /// The events of the main way that open one.
    pub opened_by: Vec<String>,
    /// The events of the main way that take all of them away again, where it has no terms: what they stood for holds no more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_by: Vec<String>,
    /// The state it begins in.
    pub initial: String,
}

/// Something that happens to a case and moves it to another state, or leaves it where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// The states in which it is possible.
    pub from: Vec<String>,
    /// The state it leads to, unless a branch leads elsewhere; empty if it leaves the case where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// Other states it may lead to: the first whose condition holds.
    #[serde(rename = "branch", default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
    /// Who may fire it.
    pub who: Vec<Who>,
    /// The track whose states it moves; the main way, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// It is possible only if this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// It is possible only until this term has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What becomes of it after that.
    #[serde(default, skip_serializing_if = "Late::is_refused")]
    pub late: Late,
    /// The documents of the case without which it is refused, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// What it means for the works on the building site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub works: Option<Works>,
    /// The law that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Whether a text belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRule>,
    /// Whether the office may ask point by point, and how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<PointsRule>,
    /// Whether it answers the points that the office asked: each needs an answer before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answers: bool,
    /// Whether the applicant sends files with it that nobody asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub files: bool,
    /// Whether the office may record it later, with the day on which it happened and what proves that: it counts from then.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub dated: bool,
    /// Where it is recorded later: the event before the last one of which it cannot have happened, whatever has led the case on
    /// since. What made it possible, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Whether it is meant to bring itself about again and again, by the terms that its end begins: a tacit renewal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    /// The document that is made of it, by the id of its template: what is registered as sent goes out as a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deed: Option<String>,
    /// What the office has to say of the payment that it asks for, where it asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentRule>,
    /// Where a payment fires it: the events whose payments it waits for, the last of them. Empty for all of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments_of: Vec<String>,
    /// What everybody may read of the case, where it publishes something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish: Option<PublishRule>,
    /// Whom the act goes to beside whose case it is, or instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipients: Option<RecipientsRule>,
    /// What it causes besides the new state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

impl Event {
    /// Whether it leaves the case where it is, unless a branch leads elsewhere.
    #[must_use]
    pub fn stays(&self) -> bool {
        self.to.is_empty()
    }

    /// Every state that it may lead to from somewhere.
    pub fn targets(&self) -> impl Iterator<Item = &String> {
        let own = if self.stays() { self.from.as_slice() } else { std::slice::from_ref(&self.to) };
        own.iter().chain(self.branches.iter().map(|branch| &branch.to))
    }
}

/// Another state that an event may lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// When it leads there.
    pub when: Formula,
    /// The state.
    pub to: String,
    /// What it means for the works there, where that differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub works: Option<Works>,
    /// The law that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// What becomes of an act after its term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Late {
    /// It is refused.
    #[default]
    Refused,
    /// It is done if a reason is written; it does to no term what it would have done in time.
    Forced,
}

impl Late {
    /// Whether late acts are refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        *self == Self::Refused
    }
}

/// The text of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextRule {
    /// Whether the event is refused without a text.
    #[serde(default)]
    pub required: bool,
    /// The longest text, in characters.
    pub max_chars: u32,
}

/// The points of a request, each answered by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PointsRule {
    /// The most points of one request.
    pub max: u32,
    /// The longest point, and the longest answer to one, in characters.
    pub max_chars: u32,
    /// Whether the event is refused without a point.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
}

/// The payment that the office asks for with an event: it types the sum and the last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentRule {
    /// Whether the event is refused without a sum.
    pub required: bool,
    /// The questions that name who owes it, the first that is answered: a person, a firm, the codice fiscale of a body.
    /// None, or none answered: who filed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub debtor: Vec<String>,
}

/// A notice for everybody (*albo pretorio*): an act of the case, and the answers that are read with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishRule {
    /// The event whose act is announced: its name, number and day are.
    pub act: String,
    /// How many days it can be read, the first included.
    pub days: u16,
    /// The questions whose answers are read with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
}

/// Whom an act of the office goes to beside whose case it is: the bodies that it asks, people whom the office names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientsRule {
    /// Whether the bodies that are chosen with it get it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bodies: bool,
    /// The tracks whose bodies get it, whatever they answered: who was asked reads what came of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// How many people and firms the office may name, each with an address; 0: none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub others: u16,
    /// Whether it goes to those alone, one at least: whose case it is reads that it was sent, not to whom nor what it says.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only: bool,
    /// For how many days the bodies that get it by certified mail may read the documents of the case, each by a link of its
    /// own; 0: not at all.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub documents_days: u16,
}

impl RecipientsRule {
    /// Whether the act is for others alone, and not to be read by whose case it is.
    #[must_use]
    pub fn is_reserved(rule: Option<&Self>) -> bool {
        rule.is_some_and(|rule| rule.only)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u16) -> bool {
    *count == 0
}

/// Who may fire an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person whose case it is.
    Applicant,
    /// Desk and administrative work.
    Clerk,
    /// *Responsabile unico del procedimento*.
    Rup,
    /// Decides and answers for the office.
    Dirigente,
    /// Nobody: the end of a term.
    System,
    /// Nobody here: what happens in a case that follows this one, as the other procedure's `links.toml` says.
    Linked,
    /// Nobody here: the last payment that the office asked for has arrived.
    Payment,
}

impl Who {
    /// The word for it in `workflow.toml` and in stories.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Clerk => "clerk",
            Self::Rup => "rup",
            Self::Dirigente => "dirigente",
            Self::System => "system",
            Self::Linked => "linked",
            Self::Payment => "payment",
        }
    }

    /// Whether nobody fires it by hand: a term, another case or a payment does.
    #[must_use]
    pub fn nobody(self) -> bool {
        matches!(self, Self::System | Self::Linked | Self::Payment)
    }

    /// What a role in the office counts as in a case; administrators have no part in any.
    #[must_use]
    pub fn of_role(role: StaffRole) -> Option<Self> {
        match role {
            StaffRole::Clerk => Some(Self::Clerk),
            StaffRole::Rup => Some(Self::Rup),
            StaffRole::Dirigente => Some(Self::Dirigente),
            StaffRole::Administrator => None,
        }
    }
}

/// What an event causes besides the new state. Adding an effect is code; using one is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// What the applicant sends gets its place in the register, as received; a draft also its number.
    RegisterIncoming,
    /// What the office writes gets its place in the register, as sent, and becomes an official
    /// communication to the applicant.
    RegisterOutgoing,
    /// The applicant gets a receipt.
    Receipt,
    /// The case is in charge of whoever fired the event.
    Assign,
    /// The event's text, if one was written, becomes a message of the case.
    Message,
    /// What the office says is to be paid gets a payment notice.
    RequestPayment,
    /// Payment notices of the case that nobody has paid are to be paid no more.
    CancelPayments,
    /// An act of the case is announced to everybody for some days.
    Publish,
}
