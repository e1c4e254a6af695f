//! When the portal was not there: what was recorded, what is announced, for which days one asks.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{ids::OutageId, time::Moment};

/// The longest reason of an announced outage, in characters.
pub const LONGEST_REASON: usize = 200;

/// The longest announced outage, in milliseconds: a week.
const LONGEST_MS: i64 = 7 * 24 * 60 * 60 * 1000;

/// The most days of one list or attestation.
const MOST_DAYS: i32 = 366;

/// A time in which the portal was not there, or will not be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutageRow {
    /// Its id.
    pub id: OutageId,
    /// Whether an administrator announced it; else the portal recorded it.
    pub announced: bool,
    /// From when.
    pub began_at: Moment,
    /// Until when.
    pub ended_at: Moment,
    /// Why, as announced; empty for what was recorded.
    pub reason: String,
}

impl OutageRow {
    /// How long it lasted in minutes, rounded, at least one.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        ((self.ended_at.0 - self.began_at.0 + 30_000) / 60_000).max(1)
    }
}

/// The days that a list is about, first and last included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Days {
    /// The ninety days that end with this one.
    #[must_use]
    pub fn until(today: Date) -> Self {
        Self { from: today.saturating_sub(89.days()), to: today }
    }

    /// The days that an address says, `2026-11-01` and `2026-11-30`; `None` if they are no days, end before
    /// they begin, or are more than a year.
    #[must_use]
    pub fn parse(from: &str, to: &str) -> Option<Self> {
        let days = Self { from: from.parse().ok()?, to: to.parse().ok()? };
        let count = days.from.until(days.to).ok()?.get_days();
        (0..MOST_DAYS).contains(&count).then_some(days)
    }

    /// From the first moment of the first day to the last of the last, in Rome.
    #[must_use]
    pub fn moments(self) -> (Moment, Moment) {
        let next = self.to.saturating_add(1.days());
        (Moment::of_day(self.from), Moment(Moment::of_day(next).0 - 1))
    }
}

/// The public page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutagePage {
    /// The days shown.
    pub days: Days,
    /// Whether the address asked for days that make no sense.
    pub wrong: bool,
    /// Announced ones that have not ended, soonest first.
    pub coming: Vec<OutageRow>,
    /// Those of the days, latest first.
    pub past: Vec<OutageRow>,
}

/// The administrators' form, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanForm {
    /// First day, `2026-11-28`.
    pub from_day: String,
    /// Time of the day, `22:00`.
    pub from_time: String,
    /// Last day.
    pub to_day: String,
    /// Time of the day.
    pub to_time: String,
    /// Why.
    pub reason: String,
    /// What is wrong.
    pub problems: Vec<PlanProblem>,
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanProblem {
    /// The beginning is no day and time.
    From,
    /// The end is no day and time.
    To,
    /// It ends before it begins, or lasts longer than a week.
    Order,
    /// It has ended already.
    Over,
    /// There is no reason.
    ReasonMissing,
    /// The reason is longer than [`LONGEST_REASON`].
    ReasonTooLong,
}

/// An outage that can be announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutage {
    /// From when.
    pub began_at: Moment,
    /// Until when.
    pub ended_at: Moment,
    /// Why.
    pub reason: String,
}

impl PlanForm {
    /// Judges what was typed; the outage, if nothing is wrong.
    #[must_use]
    pub fn judged(mut self, now: Moment) -> (Self, Option<NewOutage>) {
        let at = |day: &str, time: &str| Moment::typed_in_rome(day.trim(), time.trim());
        let from = at(&self.from_day, &self.from_time);
        let to = at(&self.to_day, &self.to_time);
        let reason = self.reason.trim().to_owned();
        self.problems.extend(from.is_none().then_some(PlanProblem::From));
        self.problems.extend(to.is_none().then_some(PlanProblem::To));
        if let (Some(from), Some(to)) = (from, to) {
            let lasts = to.0 - from.0;
            if lasts <= 0 || lasts > LONGEST_MS {
                self.problems.push(PlanProblem::Order);
            } else if to <= now {
                self.problems.push(PlanProblem::Over);
            }
        }
        self.problems.extend(reason.is_empty().then_some(PlanProblem::ReasonMissing));
        let long = reason.chars().count() > LONGEST_REASON;
        self.problems.extend(long.then_some(PlanProblem::ReasonTooLong));
        let right = from.zip(to).filter(|_| self.problems.is_empty());
        let outage = right.map(|(began_at, ended_at)| NewOutage { began_at, ended_at, reason });
        (self, outage)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_795_340_460_000);

    fn form(from: (&str, &str), to: (&str, &str), reason: &str) -> PlanForm {
        let text = |text: &str| text.to_owned();
        PlanForm {
            from_day: text(from.0),
            from_time: text(from.1),
            to_day: text(to.0),
            to_time: text(to.1),
            reason: text(reason),
            problems: Vec::new(),
        }
    }

    #[test]
    fn an_announcement_is_taken_or_says_what_is_wrong() {
        let (from, to) = (("2026-12-01", "22:00"), ("2026-12-02", "01:30"));
        let (_, outage) = form(from, to, " Lavori ").judged(NOW);
        let outage = outage.unwrap();
        assert_eq!((outage.ended_at.0 - outage.began_at.0, outage.reason.as_str()), (210 * 60_000, "Lavori"));
        for (form, problem) in [
            (form(("1/12", "22:00"), to, "x"), PlanProblem::From),
            (form(from, ("2026-12-02", "25:00"), "x"), PlanProblem::To),
            (form(to, from, "x"), PlanProblem::Order),
            (form(from, ("2026-12-20", "22:00"), "x"), PlanProblem::Order),
            (form(("2020-01-01", "01:00"), ("2020-01-01", "02:00"), "x"), PlanProblem::Over),
            (form(from, to, " "), PlanProblem::ReasonMissing),
            (form(from, to, &"è".repeat(201)), PlanProblem::ReasonTooLong),
        ] {
            let (judged, outage) = form.judged(NOW);
            assert_eq!((judged.problems, outage), (vec![problem], None));
        }
    }

    #[test]
    fn days_are_those_of_rome_and_at_most_a_year() {
        let days = Days::parse("2026-11-28", "2026-11-28").unwrap();
        let (from, to) = days.moments();
        assert_eq!((from.rfc3339().as_str(), to.0 - from.0), ("2026-11-27T23:00:00Z", 86_399_999));
        for (from, to) in
            [("2026-11-28", "2026-11-27"), ("2025-01-01", "2026-11-28"), ("x", "2026-11-28"), ("", "")]
        {
            assert_eq!(Days::parse(from, to), None, "{from} {to}");
        }
        assert_eq!(Days::until("2026-11-28".parse().unwrap()).from.to_string(), "2026-08-31");
    }
}
