//! What came in time, and is written down when the end of its term has led the case on already.

use jiff::civil::Date;

use crate::{
    Chart, Past, Standing, Who,
    clock::{Change, Term},
};

/// What the end of a term led to by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedByItself {
    /// Its place in the journal.
    pub seq: i64,
    /// The event that it fired.
    pub event: String,
    /// The last day on which the term was kept: a last day of rest goes on to the next working day.
    pub last: Date,
    /// Whether it was a silence with a meaning.
    pub silence: bool,
}

impl Chart<'_> {
    /// What the end of a term led to by itself, where nothing has led the case on since; `past` is what happened and stands,
    /// oldest first. What runs beside has states of its own, and what leaves the case where it is leads nowhere.
    #[must_use]
    pub fn ended_by_itself(&self, past: &[Past<'_>]) -> Option<EndedByItself> {
        let of_case =
            |past: &&Past<'_>| self.workflow.event(past.event).is_none_or(|event| event.track.is_none());
        let own: Vec<&Past<'_>> = past.iter().filter(of_case).collect();
        let last = own.windows(2).rev().find_map(|pair| match pair {
            [before, after] if before.to != after.to => Some(*after),
            _ => None,
        })?;
        let mut terms = self.fired_by(last.event).peekable();
        terms.peek()?;
        let (exact, silence) = terms.fold((true, false), |(exact, silence), term| {
            (exact && term.exact, silence || !term.silence.is_nothing())
        });
        Some(EndedByItself {
            seq: last.seq,
            event: last.event.to_owned(),
            last: if exact { last.on } else { self.calendar.rolled(last.on) },
            silence,
        })
    }

    /// Whether an event is one of those for which the term waited that `ended` by firing an event, and which whoever writes it
    /// down may record later: it ends that term, or is possible only until its end. If it happened by the last day, the end of
    /// the term led to nothing: the case was still as it was `before`.
    #[must_use]
    pub fn waited_for(&self, ended: &str, before: &Standing, event: &str, who: &[Who]) -> bool {
        let from = self.state_of(before);
        let Some(event) = self.workflow.event(event).filter(|event| event.track.is_none()) else {
            return false;
        };
        let waits = |term: &Term| {
            let ends =
                |id: &str| term.moves.iter().any(|moves| moves.event == id && moves.does == Change::End);
            event.before.as_ref() == Some(&term.id) || ends(&event.id)
        };
        event.from.iter().any(|state| state == from)
            && self.workflow.recorded_later(&event.id, who)
            && self.fired_by(ended).any(waits)
    }

    /// The terms whose end fires an event.
    fn fired_by<'a>(&'a self, event: &'a str) -> impl Iterator<Item = &'a Term> {
        self.clocks.terms.iter().filter(move |term| term.fires.as_deref() == Some(event))
    }
}
