//! What fires by itself for ever: events whose terms begin each other.

use std::collections::BTreeSet;

use crate::{
    Event, Who, Workflow,
    clock::{Change, Clocks, Move, Term},
    stepping::over,
};

/// An event that a term fires, with the state to which it led.
type Way<'a> = (&'a Event, &'a str);

/// Rings of events of which each begins the term that fires the next, the first event of each as the file has it first.
/// Rings that somebody says to be meant, and those whose events may exclude each other, are left out.
pub(crate) fn rings<'a>(workflow: &'a Workflow, clocks: &'a Clocks) -> Vec<Vec<&'a Event>> {
    let by_itself: Vec<&Event> =
        workflow.events.iter().filter(|event| event.who == [Who::System] && !event.repeats).collect();
    let mut found: Vec<Vec<&Event>> = Vec::new();
    for event in &by_itself {
        if found.iter().flatten().any(|other| other.id == event.id) {
            continue;
        }
        for to in event.targets() {
            let ring = Rings { clocks, by_itself: &by_itself, workflow }.back_to((event, to));
            if let Some(ring) = ring.filter(|ring| compatible(ring)) {
                found.push(ring);
                break;
            }
        }
    }
    found
}

struct Rings<'a, 's> {
    workflow: &'a Workflow,
    clocks: &'a Clocks,
    by_itself: &'s [&'a Event],
}

impl<'a> Rings<'a, '_> {
    /// The shortest way on which an event brings itself about, nobody doing anything.
    fn back_to(&self, begin: Way<'a>) -> Option<Vec<&'a Event>> {
        let mut seen = BTreeSet::from([(begin.0.id.as_str(), begin.1)]);
        let mut ways: Vec<(Way<'a>, Vec<&'a Event>)> = vec![(begin, vec![begin.0])];
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for (way, so_far) in ways {
                for next in self.next(way) {
                    if (next.0.id.as_str(), next.1) == (begin.0.id.as_str(), begin.1) {
                        return Some(so_far);
                    }
                    if seen.insert((next.0.id.as_str(), next.1)) {
                        longer.push((next, so_far.iter().copied().chain([next.0]).collect()));
                    }
                }
            }
            ways = longer;
        }
        None
    }

    /// The events that follow by themselves on one: they are fired by the terms that it begins.
    fn next(&self, (event, at): Way<'a>) -> Vec<Way<'a>> {
        let closed = self.workflow.state(at).is_none_or(|state| over(state.phase));
        let begins = |term: &&Term| {
            (term.outlives || !closed) && term.moves.iter().any(|moves| starts(moves, &event.id, at))
        };
        let fired: Vec<&str> =
            self.clocks.terms.iter().filter(begins).filter_map(|term| term.fires.as_deref()).collect();
        let follows = |next: &&&'a Event| {
            fired.contains(&next.id.as_str())
                && next.track == event.track
                && next.from.iter().any(|from| from == at)
        };
        let mut ways = Vec::new();
        for next in self.by_itself.iter().filter(follows) {
            let own =
                if next.stays() { self.workflow.state(at).map(|state| &state.id) } else { Some(&next.to) };
            let targets = own.into_iter().chain(next.branches.iter().map(|branch| &branch.to));
            ways.extend(targets.map(|to| (*next, to.as_str())));
        }
        ways
    }
}

/// Whether a rule lets its term begin when this event leads to this state. What waits for a receipt waits for somebody.
fn starts(moves: &Move, event: &str, to: &str) -> bool {
    moves.does == Change::Start
        && moves.event == event
        && !moves.day.is_receipt()
        && moves.to.as_deref().is_none_or(|own| own == to)
}

/// Whether nothing says that the events of a ring could not all happen in one case: with two conditions nobody knows.
fn compatible(ring: &[&Event]) -> bool {
    let conditions = ring.iter().flat_map(|event| {
        event.when.iter().chain(event.branches.iter().map(|branch| &branch.when)).map(|when| &when.text)
    });
    conditions.collect::<BTreeSet<_>>().len() < 2
}
