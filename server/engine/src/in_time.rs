//! What came in time, and is written down when the end of its term has led the case on already.

use crate::{Chart, Past, Standing, Who};

impl Chart<'_> {
    /// What the end of a term led to by itself, where nothing has led the case on since; `past` is what happened and stands,
    /// oldest first. What runs beside has states of its own.
    #[must_use]
    pub fn ended_by_itself<'a>(&self, past: &[Past<'a>]) -> Option<Past<'a>> {
        let of_case =
            |past: &&Past<'_>| self.workflow.event(past.event).is_none_or(|event| event.track.is_none());
        let own: Vec<&Past<'a>> = past.iter().filter(of_case).collect();
        let last = own.windows(2).rev().find_map(|pair| match pair {
            [before, after] if before.to != after.to => Some(**after),
            _ => None,
        })?;
        self.clocks.terms.iter().any(|term| term.fires.as_deref() == Some(last.event)).then_some(last)
    }

    /// Whether an event is one of those for which the term waited that `ended` by firing an event, and which whoever writes it
    /// down may record later. If it happened by the last day, the end of the term led to nothing: the case was still as it was
    /// `before`.
    #[must_use]
    pub fn waited_for(&self, ended: &str, before: &Standing, event: &str, who: &[Who]) -> bool {
        let from = self.state_of(before);
        let Some(event) = self.workflow.event(event).filter(|event| event.track.is_none()) else {
            return false;
        };
        let ends = |id: &str| event.before.as_deref() == Some(id);
        event.from.iter().any(|state| state == from)
            && self.workflow.recorded_later(&event.id, who)
            && self
                .clocks
                .terms
                .iter()
                .filter(|term| term.fires.as_deref() == Some(ended))
                .any(|term| ends(&term.id) || term.moves.iter().any(|moves| moves.event == event.id))
    }
}
