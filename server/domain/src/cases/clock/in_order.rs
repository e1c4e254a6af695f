//! Whether a case is still one that could have happened when a day of it is put right: acts come after what made them
//! possible, and what the end of a term led to has the day on which it ends.

use contract::Code;
use engine::{Chart, Late, Who, Workflow, clock::Clocks};
use jiff::civil::Date;

use super::{
    History,
    history::{Fact, past_of},
};
use crate::{
    error::{Error, Result},
    procedures::Definition,
};

/// Goes on only if a case is in order after a rectification wherever it was before.
///
/// # Errors
/// [`Error::Conflict`] with `CannotRectify` where an act would come before what made it possible, after the end of the term
/// that it had to keep or after its receipt, with `EndMoved` where the end of a term that led the case on would be another day.
pub(super) fn demanded(
    (definition, chart): (&Definition, &Chart<'_>),
    before: &History,
    after: &History,
) -> Result<()> {
    let (workflow, clocks) = (&definition.workflow, &definition.clocks);
    let (old, new): (Vec<Fact>, Vec<Fact>) =
        (before.standing_facts().collect(), after.standing_facts().collect());
    for (place, fact) in new.iter().enumerate() {
        // What was out of order before is not its doing.
        let was = old.iter().position(|own| own.seq == fact.seq);
        let early = |facts: &[Fact], place| {
            too_early((workflow, chart), facts, place) || before.read_before(facts, place)
        };
        if early(&new, place) && !was.is_some_and(|place| early(&old, place)) {
            return Err(Error::Conflict(Code::CannotRectify));
        }
        let was = was.and_then(|place| old.get(place));
        // What happened stays when something else proves to have been earlier: that it was late then is seen.
        let moved = was.is_none_or(|own| own.day != fact.day);
        if moved && too_late((workflow, chart), after, fact) {
            return Err(Error::Conflict(Code::CannotRectify));
        }
        if off_its_end((clocks, chart), after, fact)
            && !was.is_some_and(|own| off_its_end((clocks, chart), before, own))
        {
            return Err(Error::Conflict(Code::EndMoved));
        }
    }
    Ok(())
}

/// Whether an event has a day before the filing, or before that of the event which made it possible. What the office may
/// record later can have happened before the end of a term that its way led through.
fn too_early((workflow, chart): (&Workflow, &Chart<'_>), facts: &[Fact], place: usize) -> bool {
    let Some((fact, past)) = facts.get(..=place).and_then(<[Fact]>::split_last) else { return false };
    let files = |past: &&Fact| workflow.submission().is_some_and(|filing| filing.id == past.event);
    if past.iter().find(files).is_some_and(|filing| fact.day < filing.day) {
        return true;
    }
    let by_term = |id: &str| workflow.event(id).is_some_and(|event| event.who.contains(&Who::System));
    let own = workflow.event(&fact.event);
    let dated = own.is_some_and(|event| event.dated);
    let after = own.is_some_and(|event| event.after.is_some());
    let (past, bodies) = (past_of(past), &fact.payload.bodies);
    let since = match workflow.made_possible(&past, &fact.event, bodies) {
        Some(first) if dated && (after || by_term(first.event)) => {
            chart.possible_since(&past, &fact.event, bodies)
        }
        first => first.map(|first| first.on),
    };
    since.is_some_and(|since| fact.day < since)
}

/// Whether an event that is possible only until the end of a term has a later day. What is accepted late with a reason may.
fn too_late((workflow, chart): (&Workflow, &Chart<'_>), history: &History, fact: &Fact) -> bool {
    let event = workflow.event(&fact.event);
    let Some(event) = event.filter(|event| event.before.is_some() && event.late != Late::Forced) else {
        return false;
    };
    let bodies: Vec<&str> = fact.payload.bodies.iter().map(String::as_str).collect();
    let standing = history.until(fact.seq).replay(chart).ok().map(|replayed| replayed.standing);
    standing.is_some_and(|at| chart.over_since(event, &at, fact.day, &bodies).is_some())
}

/// Whether an event that the end of a term fired has another day than that on which it ends, by what happened before.
fn off_its_end((clocks, chart): (&Clocks, &Chart<'_>), history: &History, fact: &Fact) -> bool {
    end_of((clocks, chart), history, fact).is_some_and(|end| end != fact.day)
}

/// The day on which the term ends whose end an event is, by what happened before it; nothing for every other event.
fn end_of((clocks, chart): (&Clocks, &Chart<'_>), history: &History, fact: &Fact) -> Option<Date> {
    if !clocks.terms.iter().any(|term| term.fires.as_deref() == Some(fact.event.as_str())) {
        return None;
    }
    let standing = history.until(fact.seq).replay(chart).ok()?.standing;
    let timers = chart.timers(&standing);
    let body = fact.payload.bodies.first().map_or("", String::as_str);
    let own = timers.iter().find(|timer| timer.event == fact.event && timer.body == body);
    own.map(|timer| timer.on)
}
