//! The changes of a term in order, and what they come to.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Calendar, Length, Quota, Term};

/// What happens to a term on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
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
    Extend(Length),
    /// What it was for is done.
    End,
}

/// A change with its day and what caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The day on which it has effect: of an act that runs for a person, that of its proven receipt.
    pub on: Date,
    /// What happens.
    pub change: Change,
    /// The last day that the office set, where the term's length is set each time.
    pub until: Option<Date>,
    /// The place in the case's journal of what causes it.
    pub cause: i64,
}

impl Entry {
    /// A change whose length the term itself gives.
    #[must_use]
    pub fn new(on: Date, change: Change, cause: i64) -> Self {
        Self { on, change, until: None, cause }
    }
}

/// The last day of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// As it is counted.
    pub nominal: Date,
    /// The same, or the next working day. Whether the office gains that day is disputed: it acts by the earlier.
    pub rolled: Date,
}

/// How a term stands after its changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It has not begun.
    #[default]
    Waiting,
    /// It runs until then.
    Running(Due),
    /// It stands still.
    Suspended {
        /// Since that day.
        since: Date,
        /// So many days are left.
        left: i32,
    },
    /// It stands still, and begins again when what interrupted it is over.
    Interrupted {
        /// Since that day.
        since: Date,
    },
    /// What it was for was done on that day.
    Ended(Date),
}

impl Status {
    /// The last day, while it runs.
    #[must_use]
    pub fn due(self) -> Option<Due> {
        match self {
            Self::Running(due) => Some(due),
            _ => None,
        }
    }

    /// Whether it has begun and has not ended.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Waiting | Self::Ended(_))
    }
}

/// What a change did: how the term stood before and after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The change.
    pub entry: Entry,
    /// How the term stood before.
    pub before: Status,
    /// How it stands after.
    pub after: Status,
}

/// A term read from its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How it stands now.
    pub status: Status,
    /// What each change did, in order.
    pub lines: Vec<Line>,
}

/// Why a change cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// The term does not stand so that this could happen to it.
    #[error("not possible as the term stands")]
    NotNow,
    /// Nothing may do this to this term.
    #[error("nothing does this to this term")]
    Never,
    /// It was done as often as the law lets it.
    #[error("it was done {0} times already")]
    Spent(u16),
    /// The last day for it was then.
    #[error("the last day for it was {0}")]
    TooLate(Date),
    /// It is dated before the change before it.
    #[error("it is dated before {0}")]
    OutOfOrder(Date),
}

impl Term {
    /// Reads the term, in its usual length, from its changes, which are in order.
    ///
    /// # Errors
    /// The place of the first change that cannot be, and why.
    pub fn read(&self, entries: &[Entry], calendar: &Calendar) -> Result<Reading, (usize, Misplaced)> {
        let mut count = Count::default();
        let mut lines = Vec::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            let before = count.status;
            count = count.changed(self, 0, entry, calendar).map_err(|why| (place, why))?;
            lines.push(Line { entry: *entry, before, after: count.status });
        }
        Ok(Reading { status: count.status, lines })
    }
}

/// A term as far as it has been counted: all that the next change needs to know.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How it stands.
    pub status: Status,
    /// The day on which it first began.
    pub began: Option<Date>,
    /// The day of its last change.
    pub last: Option<Date>,
    /// How often it was interrupted.
    pub interrupted: u16,
    /// How often it was suspended.
    pub suspended: u16,
    /// By how much it was made longer: a term that begins again is as long as it had become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extended: Option<Length>,
}

impl Count {
    /// Counts one change more.
    ///
    /// # Errors
    /// Why it cannot be.
    pub fn changed(
        self,
        term: &Term,
        version: u16,
        entry: &Entry,
        calendar: &Calendar,
    ) -> Result<Self, Misplaced> {
        let on = entry.on;
        // What is done while something is still to come (what was left runs on ten days later) is done all the same: the end,
        // and what makes the term longer, which does not ask on which day.
        // What is over stays so, whatever is told later of a day before.
        let longer = matches!(entry.change, Change::Extend(_)) && self.status.is_open();
        let whenever = entry.change == Change::End || longer;
        // What has ended begins anew, from whatever day.
        let anew = entry.change == Change::Start && matches!(self.status, Status::Ended(_));
        if let Some(day) = self.last.filter(|day| on < *day && !whenever && !anew) {
            return Err(Misplaced::OutOfOrder(day));
        }
        let mut next = Self { last: Some(self.last.map_or(on, |last| last.max(on))), ..self };
        let running = |nominal| running(nominal, term, calendar);
        let whole = || {
            let usual = term.length_in(version).after(on, entry.until, calendar);
            running(self.extended.map_or(usual, |by| by.after(usual, None, calendar)))
        };
        next.status = match (self.status, entry.change) {
            // What was asked again begins anew, with nothing of what it was before.
            (Status::Waiting | Status::Ended(_), Change::Start) => {
                next = Self { began: Some(on), last: Some(on), ..Self::default() };
                running(term.length_in(version).after(on, entry.until, calendar))
            }
            (Status::Running(due), Change::Suspend) => {
                next.suspended = self.allowed(term.suspends, self.suspended, due, on, calendar)?;
                // On a last day that rolled nothing is left, and nothing is owed.
                Status::Suspended { since: on, left: days(on, due.nominal).max(0) }
            }
            (Status::Suspended { left, .. }, Change::Resume) => running(later(on, left)),
            (Status::Running(due), Change::Interrupt) => {
                next.interrupted = self.allowed(term.interrupts, self.interrupted, due, on, calendar)?;
                Status::Interrupted { since: on }
            }
            (Status::Interrupted { .. }, Change::Restart) => whole(),
            (Status::Running(due), Change::Extend(by)) => {
                let nominal = by.after(due.nominal, entry.until, calendar);
                next.extended = Some(self.longer(by, due.nominal, nominal));
                running(nominal)
            }
            (Status::Suspended { since, left }, Change::Extend(by)) => {
                let (before, after) =
                    (later(since, left), by.after(later(since, left), entry.until, calendar));
                next.extended = Some(self.longer(by, before, after));
                Status::Suspended { since, left: days(since, after) }
            }
            (Status::Ended(_) | Status::Waiting, _) => return Err(Misplaced::NotNow),
            (_, Change::End) => Status::Ended(on),
            _ => return Err(Misplaced::NotNow),
        };
        Ok(next)
    }

    /// By how much the term was made longer with this one: in the same unit, or else in days.
    fn longer(self, by: Length, before: Date, after: Date) -> Length {
        let in_days = u16::try_from(days(before, after)).unwrap_or(u16::MAX);
        match (self.extended, by) {
            (None, Length::Given(_)) => Length::Days(in_days),
            (None, by) => by,
            (Some(Length::Days(so_far)), _) => Length::Days(so_far.saturating_add(in_days)),
            (Some(Length::Months(so_far)), Length::Months(more)) => {
                Length::Months(so_far.saturating_add(more))
            }
            (Some(Length::Years(so_far)), Length::Years(more)) => Length::Years(so_far.saturating_add(more)),
            (Some(so_far), _) => {
                let so_far = u16::try_from(days(before, so_far.after(before, None, &Calendar::default())));
                Length::Days(so_far.unwrap_or(u16::MAX).saturating_add(in_days))
            }
        }
    }

    /// How often it was done with this one, if it may be done once more on that day.
    fn allowed(
        self,
        quota: Option<Quota>,
        done: u16,
        due: Due,
        on: Date,
        calendar: &Calendar,
    ) -> Result<u16, Misplaced> {
        let quota = quota.ok_or(Misplaced::Never)?;
        if quota.times.is_some_and(|times| done >= times) {
            return Err(Misplaced::Spent(done));
        }
        let within = quota.within.zip(self.began).map(|(within, began)| within.after(began, None, calendar));
        let last = within.map_or(due.rolled, |within| calendar.rolled(within).min(due.rolled));
        if on > last { Err(Misplaced::TooLate(last)) } else { Ok(done.saturating_add(1)) }
    }
}

fn running(nominal: Date, term: &Term, calendar: &Calendar) -> Status {
    let rolled = if term.exact { nominal } else { calendar.rolled(nominal) };
    Status::Running(Due { nominal, rolled })
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn later(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}
