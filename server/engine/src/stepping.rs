//! What an event does where a case is: the next standing, and everything that follows from it.

use contract::cases::{Phase, Works};
use jiff::civil::Date;

use crate::{
    Chart, Effect, Event, Late, Who,
    chart::Prepared,
    clock::Misplaced,
    moves::Moves,
    standing::{Facts, Known, Moved, Running, Standing},
};

/// Something that is about to happen to a case.
#[derive(Debug, Clone, Copy)]
pub struct Happening<'a> {
    /// The event's id.
    pub event: &'a str,
    /// In which capacities whoever does it may act.
    pub who: &'a [Who],
    /// The day on which it counts, in Italy.
    pub on: Date,
    /// The body whose track it moves, or the bodies for which it opens one.
    pub bodies: &'a [&'a str],
    /// What was written with it.
    pub text: Option<&'a str>,
    /// The last day that it sets, where it starts a term whose length is set each time.
    pub until: Option<Date>,
    /// Whether somebody answers for doing it after its term, with a written reason.
    pub forced: bool,
    /// The place that it will have in the journal.
    pub seq: i64,
    /// Which lengths of terms were chosen, where that is on record; otherwise the facts decide.
    pub versions: &'a [(&'a str, u16)],
    /// Days that answers said, where that is on record; otherwise the facts say them.
    pub days: &'a [(&'a str, Date)],
}

/// An event that may happen, where it leads and what it causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step<'d> {
    /// The event.
    pub event: &'d Event,
    /// The state of the main way after it.
    pub to: &'d str,
    /// That state's phase.
    pub phase: Phase,
    /// What it causes besides, in order.
    pub effects: &'d [Effect],
    /// The text without blanks around, where the event takes one and one was written.
    pub text: Option<String>,
    /// What it did to terms, in order.
    pub moved: Vec<Moved>,
    /// The days that answers said for terms.
    pub days: Vec<(String, Date)>,
    /// What it means for the works.
    pub works: Option<Works>,
    /// The day on which its term had ended, if it is done although it comes too late.
    pub late: Option<Date>,
    /// Where the case is after it.
    pub standing: Standing,
}

/// Why an event did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The workflow has no such state.
    #[error("no state `{0}`")]
    UnknownState(String),
    /// The workflow has no such event.
    #[error("no event `{0}`")]
    UnknownEvent(String),
    /// It is not possible in the state the case is in.
    #[error("not possible in this state")]
    NotPossibleNow,
    /// Whoever tried may not fire it.
    #[error("not allowed")]
    NotAllowed,
    /// Its condition does not hold.
    #[error("its condition does not hold")]
    ConditionFails,
    /// A document is not there yet.
    #[error("the document `{0}` is missing")]
    DocumentMissing(String),
    /// It needs a text and none was written.
    #[error("a text is required")]
    TextMissing,
    /// The text is longer than allowed.
    #[error("the text has more than {max_chars} characters")]
    TextTooLong {
        /// The longest text, in characters.
        max_chars: u32,
    },
    /// Its term has ended on that day.
    #[error("the term `{term}` has ended on {last}")]
    TooLate {
        /// The term's id.
        term: String,
        /// The last day.
        last: Date,
        /// Whether it may be done with a written reason.
        forcible: bool,
    },
    /// It would do to a term what the law lets happen only so often, or never.
    #[error("the term `{term}`: {why}")]
    Term {
        /// The term's id.
        term: String,
        /// Why.
        why: Misplaced,
    },
    /// A track of this kind runs for that body already.
    #[error("`{0}` was asked already")]
    BodyAsked(String),
    /// The history names what this workflow does not lead to.
    #[error("the event `{event}` does not lead to `{to}`")]
    Elsewhere {
        /// The event's id.
        event: String,
        /// The state on record.
        to: String,
    },
}

impl<'d> Chart<'d> {
    /// Fires an event: where it leads and what it causes. Nothing is changed here. A text given to an event that takes
    /// none is ignored.
    ///
    /// # Errors
    /// A [`Refusal`]; what somebody may not do is refused as such before the state is looked at, so that an answer
    /// tells nothing about a case to those who have no part in it.
    pub fn step(&self, at: &Standing, what: &Happening<'_>, facts: &dyn Facts) -> Result<Step<'d>, Refusal> {
        let own = self
            .event_place(what.event)
            .and_then(|place| self.prepared(place))
            .ok_or_else(|| Refusal::UnknownEvent(what.event.to_owned()))?;
        if !own.event.open_to(what.who) {
            return Err(Refusal::NotAllowed);
        }
        self.possible_now(own, at, what.bodies)?;
        if let Some(slot) = own.event.documents.iter().find(|slot| !facts.has_document(slot)) {
            return Err(Refusal::DocumentMissing(slot.clone()));
        }
        let body = what.bodies.first().copied().unwrap_or_default();
        if !self.guarded(own, at, (facts, body)) {
            return Err(Refusal::ConditionFails);
        }
        let text = written(own.event, what.text)?;
        let late = self.late(own, at, what)?;
        let known = Known { chart: self, at, facts, body: Some(body) };
        let branch =
            own.event.branches.iter().zip(&own.branches).find(|(branch, _)| branch.when.holds(&known));
        let to = branch.map_or_else(|| self.target(own, at, what.bodies), |(_, to)| *to);
        let works = branch.and_then(|(branch, _)| branch.works).or(own.event.works);
        let mut standing = at.clone();
        let mut moves = Moves {
            chart: self,
            facts,
            what,
            moved: Vec::new(),
            strict: late.is_none(),
            late,
            led: None,
            days: Vec::new(),
            settled: Vec::new(),
        };
        moves.carry_out(own, to, &mut standing)?;
        let days = moves.days;
        let moved = moves.moved.into_iter().filter(|moved| moved.done).collect();
        let state = self.state(standing.state).ok_or(Refusal::NotPossibleNow)?;
        let event = own.event;
        Ok(Step {
            event,
            to: &state.id,
            phase: state.phase,
            effects: &event.effects,
            text,
            moved,
            days,
            works,
            late,
            standing,
        })
    }

    /// The state that an event leads to without branches: its own, or the one where the case or its track is.
    pub(crate) fn target(&self, own: &Prepared<'_>, at: &Standing, bodies: &[&str]) -> u16 {
        if !own.event.stays() {
            return own.to;
        }
        let body = bodies.first().copied().unwrap_or_default();
        match own.track {
            None => at.state,
            Some(track) => at
                .tracks
                .iter()
                .find(|running| running.is(track, body))
                .map_or(own.to, |running| running.state),
        }
    }

    /// Whether an event leaves the state in which the case, or the track of that body, is.
    pub(crate) fn is_here(&self, own: &Prepared<'_>, at: &Standing, bodies: &[&str]) -> bool {
        match own.track {
            None => own.leaves(at.state),
            Some(track) => {
                let body = bodies.first().copied().unwrap_or_default();
                at.tracks.iter().any(|running| running.is(track, body) && own.leaves(running.state))
            }
        }
    }

    fn possible_now(&self, own: &Prepared<'_>, at: &Standing, bodies: &[&str]) -> Result<(), Refusal> {
        if !self.is_here(own, at, bodies) {
            return Err(Refusal::NotPossibleNow);
        }
        let open = |running: &&Running| self.phase(running.state) != Phase::Concluded;
        let asked = at.tracks.iter().filter(open).find(|running| {
            own.opens.contains(&running.track)
                && (bodies.contains(&running.body.as_str()) || bodies.is_empty() && running.body.is_empty())
        });
        asked.map_or(Ok(()), |running| Err(Refusal::BodyAsked(running.body.clone())))
    }

    /// The day on which the event's term had ended, if that was before.
    fn late(&self, own: &Prepared<'_>, at: &Standing, what: &Happening<'_>) -> Result<Option<Date>, Refusal> {
        let Some((term, last)) = self.over_since(own.event, at, what.on, what.bodies) else {
            return Ok(None);
        };
        let forcible = own.event.late == Late::Forced;
        if forcible && what.forced {
            return Ok(Some(last));
        }
        Err(Refusal::TooLate { term: term.id.clone(), last, forcible })
    }

    /// What the proven receipt of an act does to terms: those that run for a person begin there.
    ///
    /// # Errors
    /// [`Refusal::UnknownEvent`]; [`Refusal::Term`] if it is dated before what happened to the term since.
    pub fn received(
        &self,
        at: &Standing,
        what: &Happening<'_>,
        facts: &dyn Facts,
    ) -> Result<(Standing, Vec<Moved>), Refusal> {
        let own = self
            .event_place(what.event)
            .and_then(|place| self.prepared(place))
            .ok_or_else(|| Refusal::UnknownEvent(what.event.to_owned()))?;
        let mut standing = at.clone();
        let mut moves = Moves {
            chart: self,
            facts,
            what,
            moved: Vec::new(),
            strict: true,
            late: None,
            led: None,
            days: Vec::new(),
            settled: Vec::new(),
        };
        moves.terms(own, true, &mut standing)?;
        Ok((standing, moves.moved.into_iter().filter(|moved| moved.done).collect()))
    }
}

/// Whether a case is over in this phase.
pub(crate) fn over(phase: Phase) -> bool {
    matches!(phase, Phase::Concluded | Phase::Withdrawn | Phase::Archived)
}

fn written(event: &Event, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(rule) = event.text else { return Ok(None) };
    let text = text.unwrap_or_default().trim();
    if text.is_empty() {
        return if rule.required { Err(Refusal::TextMissing) } else { Ok(None) };
    }
    if text.chars().count() > usize::try_from(rule.max_chars).unwrap_or(usize::MAX) {
        return Err(Refusal::TextTooLong { max_chars: rule.max_chars });
    }
    Ok(Some(text.to_owned()))
}
