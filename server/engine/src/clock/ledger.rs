//! The changes of a term in order, and what they come to.

use jiff::civil::Date;

use super::{Calendar, Length, Quota, Term};

/// What happens to a term on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day on which it has effect: of an act that runs for a person, that of its proven receipt.
    pub on: Date,
    /// What happens.
    pub change: Change,
    /// The act or event that causes it, as the case's journal calls it.
    pub cause: String,
}

/// The last day of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// As it is counted.
    pub nominal: Date,
    /// The same, or the next working day. Whether the office gains that day is disputed: it acts by the earlier.
    pub rolled: Date,
}

/// How a term stands after its changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It has not begun.
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

/// What a change did: the last day before and after it, where the term ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'a> {
    /// The change.
    pub entry: &'a Entry,
    /// How the term stood before.
    pub before: Status,
    /// How it stands after.
    pub after: Status,
}

/// A term read from its changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'a> {
    /// How it stands now.
    pub status: Status,
    /// What each change did, in order.
    pub steps: Vec<Step<'a>>,
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
    /// Reads the term from its changes, which are in order.
    ///
    /// # Errors
    /// The place of the first change that cannot be, and why.
    pub fn read<'a>(
        &self,
        entries: &'a [Entry],
        calendar: &Calendar,
    ) -> Result<Reading<'a>, (usize, Misplaced)> {
        let mut at = Standing {
            term: self,
            calendar,
            status: Status::Waiting,
            began: None,
            interrupted: 0,
            suspended: 0,
        };
        let mut steps = Vec::with_capacity(entries.len());
        let mut last: Option<Date> = None;
        for (place, entry) in entries.iter().enumerate() {
            if let Some(day) = last.filter(|day| entry.on < *day) {
                return Err((place, Misplaced::OutOfOrder(day)));
            }
            last = Some(entry.on);
            let before = at.status;
            at.status = at.changed(entry).map_err(|why| (place, why))?;
            steps.push(Step { entry, before, after: at.status });
        }
        Ok(Reading { status: at.status, steps })
    }
}

/// A term while it is read.
struct Standing<'t> {
    term: &'t Term,
    calendar: &'t Calendar,
    status: Status,
    /// The day on which it first began.
    began: Option<Date>,
    interrupted: u16,
    suspended: u16,
}

impl Standing<'_> {
    fn changed(&mut self, entry: &Entry) -> Result<Status, Misplaced> {
        let on = entry.on;
        match (self.status, entry.change) {
            (Status::Waiting, Change::Start) => {
                self.began = Some(on);
                Ok(self.running(self.term.length.after(on)))
            }
            (Status::Running(due), Change::Suspend) => {
                self.suspended = self.allowed(self.term.suspends, self.suspended, due, on)?;
                Ok(Status::Suspended { since: on, left: days(on, due.nominal) })
            }
            (Status::Suspended { left, .. }, Change::Resume) => Ok(self.running(later(on, left))),
            (Status::Running(due), Change::Interrupt) => {
                self.interrupted = self.allowed(self.term.interrupts, self.interrupted, due, on)?;
                Ok(Status::Interrupted { since: on })
            }
            (Status::Interrupted { .. }, Change::Restart) => Ok(self.running(self.term.length.after(on))),
            (Status::Running(due), Change::Extend(by)) => Ok(self.running(by.after(due.nominal))),
            (Status::Suspended { since, left }, Change::Extend(by)) => {
                let left = days(since, by.after(later(since, left)));
                Ok(Status::Suspended { since, left })
            }
            (Status::Ended(_) | Status::Waiting, _) => Err(Misplaced::NotNow),
            (_, Change::End) => Ok(Status::Ended(on)),
            _ => Err(Misplaced::NotNow),
        }
    }

    fn running(&self, nominal: Date) -> Status {
        Status::Running(Due { nominal, rolled: self.calendar.rolled(nominal) })
    }

    /// How often it was done with this one, if it may be done once more on that day.
    fn allowed(&self, quota: Option<Quota>, done: u16, due: Due, on: Date) -> Result<u16, Misplaced> {
        let quota = quota.ok_or(Misplaced::Never)?;
        if quota.times.is_some_and(|times| done >= times) {
            return Err(Misplaced::Spent(done));
        }
        let within = quota.within.zip(self.began).map(|(within, began)| within.after(began));
        let last = within.map_or(due.rolled, |within| within.min(due.rolled));
        if on > last { Err(Misplaced::TooLate(last)) } else { Ok(done.saturating_add(1)) }
    }
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

fn later(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}
