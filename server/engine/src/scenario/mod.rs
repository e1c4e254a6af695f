//! A case told beforehand: what happens on which days, worked out as the portal would.

mod compared;
mod stands;
mod stopped;
mod teller;

pub use stands::can_stand;
pub use stopped::REFUSED;

use std::collections::BTreeMap;

use contract::{
    cases::{Phase, Works},
    expr::Value,
    time::Moment,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Chart, Effect, Who,
    clock::{Binds, Calendar, Change, Holiday, Length, Silence, When},
};

/// A story with its answers; `[[scenario]]` in `scenarios.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows, in a few words.
    #[serde(default)]
    pub name: String,
    /// The rules that it proves: rows of a table of states, articles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proves: Vec<String>,
    /// The answers that conditions ask for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<String, Answer>,
    /// The documents that the case has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
    /// Days of rest of the place besides those of the country: the patron saint's, each with its year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<Day>,
    /// What happens, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Told>,
}

impl Scenario {
    /// A calendar with the days of rest of the story's place.
    #[must_use]
    pub fn calendar(&self, country: &Calendar) -> Calendar {
        let holiday = |day: &Day| Holiday {
            name: "the patron saint".to_owned(),
            on: When::Date(day.0.month(), day.0.day()),
            first_year: Some(day.0.year()),
            last_year: Some(day.0.year()),
            source: String::new(),
        };
        let holidays = self.holidays.iter().map(holiday).collect();
        country.clone().with(Calendar { holidays, saturdays_rest: false })
    }
}

/// Tells a story step by step. A step that is refused leaves the case as it is, and the story goes on. The chart's calendar is
/// the one of the story's place: see [`Scenario::calendar`].
#[must_use]
pub fn simulate(chart: &Chart<'_>, scenario: &Scenario) -> Vec<Came> {
    let values = scenario.answers.iter().map(|(name, answer)| (name.clone(), answer.value())).collect();
    simulate_with(chart, scenario, values)
}

/// The same with the answers as they are worth to conditions, where the types of their questions are known.
#[must_use]
pub fn simulate_with(chart: &Chart<'_>, scenario: &Scenario, values: BTreeMap<String, Value>) -> Vec<Came> {
    teller::story(chart, scenario, values)
}

/// An answer, as an author writes it. A text that is a day counts as a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(i64),
    /// A text, or a day.
    Text(String),
    /// Several choices.
    Texts(Vec<String>),
}

impl Answer {
    /// What it is worth by itself, where the type of its question is not known.
    #[must_use]
    pub fn value(&self) -> Value {
        match self {
            Self::Bool(is) => Value::Bool(*is),
            Self::Number(number) => Value::Int(*number),
            Self::Text(text) => text.parse().map_or_else(|_| Value::Text(text.clone()), Value::Date),
            Self::Texts(list) => Value::List(list.iter().cloned().map(Value::Text).collect()),
        }
    }
}

/// One thing that happens, and what must come of it. Exactly one of `event`, `received`, `rectified` and `until` is
/// there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Somebody fires this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// The last event of this id was received by the person it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    /// The last event of this id was a mistake: it did not happen, or it happened on the day `truly`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rectified: Option<String>,
    /// Days pass to the end of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// The day on which it happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Day>,
    /// The true day of what is rectified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truly: Option<Day>,
    /// Who fires it; the first who may, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Who>,
    /// The bodies that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<String>,
    /// The last day that it sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// Whether it is done although its term has ended, with a written reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// What must come of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expected>,
}

impl Told {
    /// Whether it tells one thing, on a day.
    #[must_use]
    pub fn is_one_thing(&self) -> bool {
        let things =
            [self.event.is_some(), self.received.is_some(), self.rectified.is_some(), self.until.is_some()];
        let dated = self.until.is_some() || self.on.is_some() || self.rectified.is_some();
        things.into_iter().filter(|is| *is).count() == 1 && dated
    }
}

/// What must come of a step. What is not there is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The phase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// Terms and how they stand, as [`Stood::words`] says it: `2026-05-01`, `suspended 18`, `interrupted`, `ended`,
    /// `waiting`. A term of a body is `term/body`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub terms: BTreeMap<String, String>,
    /// The earliest day on which a term may end, where the law is read in two ways.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub earliest: BTreeMap<String, Day>,
    /// The latest day: the next working day, where the last is none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub latest: BTreeMap<String, Day>,
    /// States of tracks: `track/body` and the state.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tracks: BTreeMap<String, String>,
    /// The events that fired by themselves, in order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fired: Option<Vec<String>>,
    /// Who is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified: Option<Vec<Party>>,
    /// What was caused besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effects: Option<Vec<Effect>>,
    /// What the last that happens in it says of the works: that they may begin, go on, wait or stop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub works: Option<Works>,
    /// Why it is refused: `not_possible`, `not_allowed`, `too_late`, `too_often`, `out_of_order`, `condition`, `document`,
    /// `text`, `due_missing`, `due_past`, `due_too_early`, `due_too_late`, `due_rest`, `endless`, `unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A civil day, `YYYY-MM-DD`. A moment with its offset, `2026-12-31T22:59:00Z`, is the day that it is in Rome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(#[serde(deserialize_with = "day")] pub Date);

fn day<'de, D: serde::Deserializer<'de>>(written: D) -> Result<Date, D::Error> {
    let text = String::deserialize(written)?;
    let moment = |moment: Timestamp| Moment(moment.as_millisecond()).day();
    // Without its offset nobody knows which day a moment is in Rome.
    let day = match text.parse::<Timestamp>() {
        Ok(at) => Ok(moment(at)),
        Err(_) if text.len() > 10 => {
            Err(format!("`{text}` is no moment: write it with its offset, as 2026-12-31T23:59:00+01:00"))
        }
        Err(_) => text.parse().map_err(|err| format!("`{text}` is no day: {err}")),
    };
    day.map_err(serde::de::Error::custom)
}

/// Who is told that something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Whose case it is.
    Applicant,
    /// The office in charge.
    Office,
    /// The bodies that it is for: they get the act.
    Bodies,
    /// People whom the office names: the act goes to them, and only they read it.
    Others,
}

/// Who is told of an event that somebody fired: the other side, and both of what nobody fired.
#[must_use]
pub fn told(by: Who) -> &'static [Party] {
    match by {
        Who::Applicant => &[Party::Office],
        Who::Clerk | Who::Rup | Who::Dirigente => &[Party::Applicant],
        Who::System | Who::Linked | Who::Payment => &[Party::Applicant, Party::Office],
    }
}

/// What came of one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Came {
    /// The event, or what else happened: `received …`, `rectified …`, `until …`.
    pub what: String,
    /// The day on which it counts.
    pub on: Day,
    /// Who fired it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Who>,
    /// Why it was refused, as stories expect it: see [`Expected::refused`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// The same in words, with what would be possible instead; without full stop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The events that fired by themselves before it, in order, each with the day on which it counts.
    pub fired: Vec<(String, Day)>,
    /// The state after it.
    pub state: String,
    /// That state's phase.
    pub phase: Phase,
    /// What was caused besides, by what fired too.
    pub effects: Vec<Effect>,
    /// Who is told.
    pub notified: Vec<Party>,
    /// What the last that happened in it says of the works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub works: Option<Works>,
    /// What it did to terms.
    pub moved: Vec<Shift>,
    /// How the terms stand.
    pub terms: BTreeMap<String, Stood>,
    /// The states of the tracks: `track/body` and the state.
    pub tracks: BTreeMap<String, String>,
}

/// What a step did to a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The term, `term/body` of a body.
    pub term: String,
    /// The change.
    pub change: Change,
    /// The day on which it counts.
    pub on: Day,
    /// The law that says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// How a term stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stood {
    /// In one word, or its last day as counted.
    pub words: String,
    /// The last day as counted, while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nominal: Option<Day>,
    /// The earliest day on which it may end, where the law is read in two ways.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<Day>,
    /// The latest: the next working day, where the last is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Day>,
    /// The day on which it began, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<Day>,
    /// The day on which it was over, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Day>,
    /// The days that are left, while it stands still.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<i32>,
    /// How long it is for this case.
    pub length: Length,
    /// Who has to act before it ends.
    pub binds: Binds,
    /// What it means if nobody does.
    pub silence: Silence,
    /// The event that its end fires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fires: Option<String>,
    /// The law that sets it.
    pub source: String,
}
