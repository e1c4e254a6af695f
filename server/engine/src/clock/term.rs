//! A term as the law sets it: how long it is, and what may stop it how often.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

/// How long a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Calendar days.
    Days(u16),
    /// Months: the term ends on the day of the same number, or on the last of a shorter month.
    Months(u16),
    /// Years, as twelve months each.
    Years(u16),
}

impl Length {
    /// The last day of the term that begins with an event on `day`, which does not count.
    #[must_use]
    pub fn after(self, day: Date) -> Date {
        let span = match self {
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

/// A term of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// How long it is.
    pub length: Length,
    /// The law that sets it.
    pub source: String,
    /// What may interrupt it; nothing, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interrupts: Option<Quota>,
    /// What may suspend it; nothing, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspends: Option<Quota>,
}
