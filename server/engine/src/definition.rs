//! A workflow as data: states, events, who may fire them, and what they cause.

use contract::{cases::Phase, identity::StaffRole};
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
    /// Where a case in this state is in its life: what inbox, notices and statistics go by.
    pub phase: Phase,
}

/// Something that happens to a case and moves it to another state, or leaves it where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// The states in which it is possible.
    pub from: Vec<String>,
    /// The state it leads to.
    pub to: String,
    /// Who may fire it.
    pub who: Vec<Who>,
    /// Whether a text belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextRule>,
    /// Whether the office may ask point by point, and how much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<PointsRule>,
    /// Whether it answers the points that the office asked: each needs an answer before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answers: bool,
    /// What it causes besides the new state.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
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
}

impl Who {
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
}
