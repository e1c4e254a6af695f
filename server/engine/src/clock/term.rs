//! Terms as the law sets them: how long they are, what moves them, and what it means when they end.

use contract::{
    cases::{Binds, Silence},
    expr::Formula,
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Calendar, Change};

/// The terms of a procedure; `clocks.toml` in its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// The terms, in the order in which pages show them; `[[term]]` in the file.
    #[serde(rename = "term", default)]
    pub terms: Vec<Term>,
}

impl Clocks {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The term of an id.
    #[must_use]
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}

/// A term of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// Who has to act before it ends.
    pub binds: Binds,
    /// How long it is.
    pub length: Length,
    /// Other lengths, and when they hold instead; `[[term.version]]` in the file. The first that holds on the day of
    /// filing is taken, and stays.
    #[serde(rename = "version", default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// What it means if nobody acts.
    #[serde(default, skip_serializing_if = "Silence::is_nothing")]
    pub silence: Silence,
    /// The event that its end fires.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fires: Option<String>,
    /// The track whose clock it is: it runs once for each body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// Whether it runs on when the case is concluded.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outlives: bool,
    /// The states in which it is meant that nothing comes of its end, although silence means something elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub idle_in: Vec<String>,
    /// Whether it ends on its last day also where that is a day of rest: a validity, not a time to act.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Whether something is done on its last day and not until then: the day of a meeting. It is a working day.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub appointment: bool,
    /// The most days that the office may give, where it says how long it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u16>,
    /// How often it may be interrupted; never, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interrupts: Option<Quota>,
    /// How often it may be suspended; never, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspends: Option<Quota>,
    /// The law that sets it.
    pub source: String,
    /// What moves it; `[[term.on]]` in the file.
    #[serde(rename = "on", default)]
    pub moves: Vec<Move>,
}

impl Term {
    /// How long it is in a version: 0 is the length that holds if no other does.
    #[must_use]
    pub fn length_in(&self, version: u16) -> Length {
        let other = usize::from(version).checked_sub(1).and_then(|at| self.versions.get(at));
        other.map_or(self.length, |version| version.length)
    }
}

/// Another length of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// How long it is then.
    pub length: Length,
    /// It holds only for cases of which this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// For cases filed on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub valid_from: Option<Date>,
    /// For cases filed on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub valid_to: Option<Date>,
    /// The law that sets it.
    pub source: String,
}

impl Version {
    /// Whether it is in force for a case filed on a day.
    #[must_use]
    pub fn covers(&self, filed: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= filed) && self.valid_to.is_none_or(|to| filed <= to)
    }
}

/// What an event does to a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The event.
    pub event: String,
    /// Only where it leads to this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What it does.
    pub does: Change,
    /// The day on which it does it.
    #[serde(default, skip_serializing_if = "FromDay::is_event")]
    pub day: FromDay,
    /// So many days later.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after_days: u16,
    /// What it does by the more cautious reading, where the law is read in two ways.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cautious: Option<Cautious>,
    /// The law that says so.
    pub source: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(days: &u16) -> bool {
    *days == 0
}

/// What an event does by the more cautious of two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cautious {
    /// Nothing.
    Nothing,
    /// This.
    Does(Change),
}

/// The day from which an event counts for a term.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromDay {
    /// That of the event.
    #[default]
    Event,
    /// That on which the person has proven to have received it: of a term that runs for a person.
    Receipt,
    /// That on which the last of the bodies of these tracks has proven to have received it: of a term that runs for bodies.
    ReceiptBy(Vec<String>),
    /// That which an answer of the form says: a question of the kind `date`. Where it is not answered, that of the event.
    Answer(String),
    /// That on which the last of these terms ended: silence has its effect then, and is attested later. Where none has, that
    /// of the event.
    EndOf(Vec<String>),
}

impl FromDay {
    /// Whether it is the day of the event.
    #[must_use]
    pub fn is_event(&self) -> bool {
        *self == Self::Event
    }

    /// Whether it waits for the receipt, by whomever.
    #[must_use]
    pub fn is_receipt(&self) -> bool {
        matches!(self, Self::Receipt | Self::ReceiptBy(_))
    }

    /// The tracks whose bodies are waited for, where it is their receipt that counts.
    #[must_use]
    pub fn receivers(&self) -> Option<&[String]> {
        match self {
            Self::ReceiptBy(tracks) => Some(tracks),
            _ => None,
        }
    }
}

/// How long a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Calendar days.
    Days(u16),
    /// Days on which offices work, Saturdays left out.
    WorkingDays(u16),
    /// Months: the term ends on the day of the same number, or on the last of a shorter month.
    Months(u16),
    /// Years, as twelve months each.
    Years(u16),
    /// As the office sets it each time, but no shorter than so many days.
    Given(u16),
}

impl Length {
    /// The last day of the term that begins with an event on `day`, which does not count. `until` is the day that the
    /// office set, where it sets one.
    #[must_use]
    pub fn after(self, day: Date, until: Option<Date>, calendar: &Calendar) -> Date {
        let span = match self {
            Self::WorkingDays(days) => return calendar.working_days_after(day, days),
            Self::Given(least) => {
                let least = day.saturating_add(Span::new().days(least));
                return until.map_or(least, |until| until.max(least));
            }
            Self::Days(days) => Span::new().days(days),
            Self::Months(months) => Span::new().months(months),
            Self::Years(years) => Span::new().years(years),
        };
        day.saturating_add(span)
    }
}

/// How often, and how early, something may be done to a term.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// At most so many times; as often as one likes, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u16>,
    /// Only within this long of the day on which the term first began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Length>,
}

/// Days as `YYYY-MM-DD`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::ref_option, reason = "serde asks for this shape")]
    pub(super) fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.collect_str(day),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let text = String::deserialize(from)?;
        // `parse` alone would also take a moment such as 2026-01-01T10:00.
        let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
        let wrong = || D::Error::custom(format_args!("`{text}` is no day of the form YYYY-MM-DD"));
        day.map(Some).ok_or_else(wrong)
    }
}
