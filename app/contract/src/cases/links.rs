//! Cases that belong together: what follows what, and what is prepared and sent together.

use serde::{Deserialize, Serialize};

use super::{Consequences, StepTarget};
use crate::{ids::CaseId, time::Date};

/// A case that belongs to the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedCase {
    /// Its id; for the link only if this reader may open it.
    pub case: CaseId,
    /// Whether this reader may open it.
    pub open: bool,
    /// `RC-2026-000123`.
    pub number: String,
    /// Its procedure's short name.
    pub procedure: String,
    /// Its state in words; empty if this reader may not open it.
    pub state: String,
    /// How it belongs to this one.
    pub relation: Relation,
    /// Whether it was only named by the applicant: the office says whether it is that one.
    pub declared: bool,
}

/// How a case belongs to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The case that is shown follows it.
    Followed,
    /// It follows the case that is shown.
    Follower,
    /// The office put them together.
    Beside,
}

/// Another procedure that can be begun from a case, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowOffer {
    /// The procedure's slug.
    pub slug: String,
    /// The way in which it follows, by its id in that procedure.
    pub link: String,
    /// The button.
    pub label: String,
    /// What it is, said before it is begun.
    pub explain: String,
    /// The events of the case that filing it brings about: they are not fired by hand beside it.
    pub fires: Vec<String>,
    /// The draft that was begun already.
    pub draft: Option<CaseId>,
}

/// A draft that is sent with another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// The draft.
    pub case: CaseId,
    /// Its procedure's short name.
    pub procedure: String,
    /// Whether it could be sent as it is.
    pub ready: bool,
    /// Whether only signatures are missing.
    pub unsigned: bool,
    /// The page to go on with.
    pub next: StepTarget,
}

/// What a draft is prepared and sent together with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// The draft that it is sent with, and its procedure's short name, where it does not lead.
    pub leader: Option<(CaseId, String)>,
    /// What is sent with it.
    pub companions: Vec<Companion>,
    /// What could be added.
    pub offers: Vec<FollowOffer>,
}

impl Together {
    /// Whether all that is sent with it could be sent.
    #[must_use]
    pub fn ready(&self) -> bool {
        self.companions.iter().all(|companion| companion.ready)
    }
}

/// What putting two cases together would bring about in the one that is followed, said before it is confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkForeseen {
    /// The case on whose page it is asked.
    pub case: CaseId,
    /// Whether an applicant named the other, and what names it: its id then, its number or place in the register else.
    pub linking: (bool, String),
    /// The case that follows: its procedure's short name, and its number.
    pub follower: (String, String),
    /// The case that is followed.
    pub followed: (String, String),
    /// What would happen in it, with the day on which it counts.
    pub happens: Vec<(String, Date)>,
    /// The days to come on which something would happen in it.
    pub waits: Vec<Date>,
    /// What would be different in it.
    pub comes: Consequences,
}

impl LinkForeseen {
    /// Whether there is anything to say before it is confirmed.
    #[must_use]
    pub fn brings_about(&self) -> bool {
        !self.happens.is_empty() || !self.waits.is_empty() || !self.comes.none()
    }
}
