//! Days that people say: on which something happened that is recorded later, and the last day that the office sets.

use contract::cases::{Binds, DaySet};
use jiff::{Span, civil::Date};

use crate::{
    Chart, Event, Standing, Step, Who, Workflow,
    clock::{Change, Clocks, FromDay, Length, Status, Term},
};

/// The most days that the office may give where the procedure does not say less: a slip of the year is one.
pub const LONGEST_DAY_SET: u16 = 5 * 366;

/// Something that happened to a case: the event, the state that it led to, and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past<'a> {
    /// Its place in the journal.
    pub seq: i64,
    /// The event's id.
    pub event: &'a str,
    /// The state that it led to.
    pub to: &'a str,
    /// The day on which it counts.
    pub on: Date,
    /// The bodies that it was for.
    pub bodies: &'a [String],
}

/// Why a last day cannot be the one that an act sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayWrong {
    /// Nobody said it, and nothing else says how long the term is.
    #[error("no last day is set")]
    Missing,
    /// It is over.
    #[error("the last day is over")]
    Past,
    /// It leaves less than the law does, or gives no more time.
    #[error("the last day comes too early")]
    TooEarly,
    /// It is after the most that may be given.
    #[error("the last day comes too late")]
    TooLate,
    /// Nobody works on it, and something is to be done then.
    #[error("nobody works on that day")]
    Rest,
}

impl Workflow {
    /// Whether an event may count from a day before the one on which it is written down: what the applicant does can come
    /// another way, and some of what the office does it records later. The rest is done here and now.
    #[must_use]
    pub fn recorded_later(&self, event: &str, who: &[Who]) -> bool {
        self.event(event).is_some_and(|event| {
            let own = event.who.iter().any(|one| *one != Who::Applicant && who.contains(one));
            event.dated || event.who.contains(&Who::Applicant) && !own
        })
    }

    /// What made an event possible where a case is, by what happened to it, oldest first: what led the case here or, where the
    /// event moves what runs beside, what last moved that for one of its `bodies`. Nothing where it always was.
    #[must_use]
    pub fn made_possible<'p>(&self, past: &[Past<'p>], event: &str, bodies: &[String]) -> Option<Past<'p>> {
        let event = self.event(event)?;
        if let Some(track) = &event.track {
            return self.moved_beside(past, track, bodies);
        }
        // What runs beside has states of its own.
        let of_case = |past: &&Past<'_>| self.event(past.event).is_none_or(|event| event.track.is_none());
        let own: Vec<&Past<'p>> = past.iter().filter(of_case).collect();
        own.windows(2).rev().find_map(|pair| match pair {
            [before, after] if before.to != after.to && !event.from.iter().any(|from| from == before.to) => {
                Some(**after)
            }
            _ => None,
        })
    }

    /// What last moved a track on by somebody's hand: for one of these bodies, where it runs for each. What leads back to where
    /// the track begins asks again what its opening asked.
    fn moved_beside<'p>(&self, past: &[Past<'p>], track: &str, bodies: &[String]) -> Option<Past<'p>> {
        let track = self.tracks.iter().find(|own| own.id == track)?;
        let opens = |id: &str| track.opened_by.iter().any(|event| event == id);
        let moves = |id: &str| {
            let by_hand = |event: &&Event| !event.who.contains(&Who::System) && event.to != track.initial;
            self.event(id).filter(by_hand).is_some_and(|event| event.track.as_ref() == Some(&track.id))
        };
        let theirs =
            |of: &[String]| of.is_empty() || bodies.is_empty() || of.iter().any(|body| bodies.contains(body));
        past.iter()
            .rev()
            .find(|past| (opens(past.event) || moves(past.event)) && theirs(past.bodies))
            .copied()
    }
}

impl Clocks {
    /// How far the last day may be that an event sets: of the term that it begins, or of one that it makes longer.
    #[must_use]
    pub fn day_set(&self, event: &Event) -> Option<DaySet> {
        let starts = self
            .terms
            .iter()
            .find_map(|term| Some(DaySet { least: begun(term, &event.id)?, most: term.most }));
        let longer = || self.terms.iter().any(|term| lengthens(term, event, None));
        starts.or_else(|| longer().then_some(DaySet { least: 0, most: None }))
    }
}

impl Chart<'_> {
    /// The day before which an event cannot have happened where a case is, by what happened to it, oldest first: an answer does
    /// not come before its question. Where the end of a term led the case here, that on which its own term began; that of the last
    /// event [after](Event::after) which it comes, where it names one. Nothing where it always was possible.
    #[must_use]
    pub fn possible_since(&self, past: &[Past<'_>], event: &str, bodies: &[String]) -> Option<Date> {
        let after = self.workflow.event(event).and_then(|event| event.after.as_deref());
        let last = after.and_then(|after| past.iter().rfind(|past| past.event == after));
        if let Some(last) = last {
            return Some(last.on);
        }
        let made = self.workflow.made_possible(past, event, bodies)?;
        let by_term =
            |id: &str| self.workflow.event(id).is_some_and(|event| event.who.contains(&Who::System));
        if !by_term(made.event) {
            return Some(made.on);
        }
        let own = self.workflow.event(event)?.before.as_deref()?;
        // What the office does or receives before the end of its own term may have been there before that began.
        let term = self.clocks.term(own).filter(|term| term.binds != Binds::Office)?;
        let (on, day) = began(term, past)?;
        // It may count from the end of another term, before the event itself.
        (day.is_event() || day.is_receipt()).then_some(on)
    }

    /// Goes on only if the day `due` that is set with a step on a day can be the last one: never before what the law leaves,
    /// and later than it was where more time is granted.
    ///
    /// # Errors
    /// A [`DayWrong`].
    pub fn demand_day(
        &self,
        before: &Standing,
        step: &Step<'_>,
        due: Option<Date>,
        on: Date,
    ) -> Result<(), DayWrong> {
        let mut gives = None;
        let after = |days: u16| on.saturating_add(Span::new().days(days));
        for (place, term) in self.clocks.terms.iter().enumerate() {
            if let Some(least) = begun(term, &step.event.id) {
                match due {
                    // Nothing but the office says how long it is.
                    None if matches!(term.length, Length::Given(1)) => return Err(DayWrong::Missing),
                    None => {}
                    Some(due) if due < after(least) => {
                        return Err(if due <= on { DayWrong::Past } else { DayWrong::TooEarly });
                    }
                    Some(due) if due > after(term.most.unwrap_or(LONGEST_DAY_SET)) => {
                        return Err(DayWrong::TooLate);
                    }
                    Some(due) if term.appointment && !self.calendar.is_working_day(due) => {
                        return Err(DayWrong::Rest);
                    }
                    Some(_) => {}
                }
            }
            if !lengthens(term, step.event, Some(step.to)) {
                continue;
            }
            let own = before.terms.iter().filter(|counting| usize::from(counting.term) == place);
            for status in own.map(crate::Counting::status).filter(|status| status.is_open()) {
                let due = due.ok_or(DayWrong::Missing)?;
                if due > after(LONGEST_DAY_SET) {
                    return Err(DayWrong::TooLate);
                }
                let more = !matches!(status, Status::Running(now) if due <= now.nominal);
                gives = Some(gives.unwrap_or_default() || more);
            }
        }
        // Of two terms that run beside each other one may already end later.
        if gives == Some(false) { Err(DayWrong::TooEarly) } else { Ok(()) }
    }
}

/// What began a term for the last time, by what happened, and from which day it counts: a start of what runs already changes
/// nothing.
fn began<'t>(term: &'t Term, past: &[Past<'_>]) -> Option<(Date, &'t FromDay)> {
    let mut runs = false;
    let mut began = None;
    for past in past {
        for moves in term.moves.iter().filter(|moves| moves.event == past.event) {
            match moves.does {
                Change::Start | Change::Restart if !runs => {
                    runs = true;
                    began = Some((past.on, &moves.day));
                }
                Change::End => runs = false,
                _ => {}
            }
        }
        runs &= term.fires.as_deref() != Some(past.event);
    }
    began
}

/// The least length of a term that begins with an event, where the office says how long it is.
fn begun(term: &Term, event: &str) -> Option<u16> {
    let starts = |does: Change| matches!(does, Change::Start | Change::Restart);
    match term.length {
        Length::Given(least) => {
            term.moves.iter().any(|moves| moves.event == event && starts(moves.does)).then_some(least)
        }
        _ => None,
    }
}

/// Whether an event makes a term longer up to a day that the office sets; `to` is where it leads, if that is known.
fn lengthens(term: &Term, event: &Event, to: Option<&str>) -> bool {
    term.moves.iter().any(|moves| {
        moves.event == event.id
            && matches!(moves.does, Change::Extend(Length::Given(_)))
            && to.is_none_or(|to| moves.to.as_deref().is_none_or(|own| own == to))
    })
}
