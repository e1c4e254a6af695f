//! What is wrong with the day from which an event counts for a term.

use crate::{
    Workflow,
    clock::{Change, Clocks, FromDay, Move, Term},
    expressions::nearest,
    stepping::over,
};

/// What is wrong, and what to do.
type Wrong = (String, String);

/// Everything wrong with the day of one rule of a term.
pub(crate) fn wrong(workflow: &Workflow, clocks: &Clocks, term: &Term, moves: &Move) -> Vec<Wrong> {
    let all = [
        counted_from(clocks, term, moves),
        received_by(workflow, term, moves),
        received_once(clocks, moves),
        never_received(workflow, term, moves),
    ];
    all.into_iter().flatten().collect()
}

/// The terms from whose end it counts are there.
fn counted_from(clocks: &Clocks, term: &Term, moves: &Move) -> Option<Wrong> {
    let FromDay::EndOf(terms) = &moves.day else { return None };
    let unknown = terms.iter().find(|of| clocks.term(of).is_none())?;
    let known = clocks.terms.iter().map(|term| term.id.as_str());
    let message = format!("the term `{}` counts from the end of `{unknown}`, which is no term", term.id);
    Some((message, nearest::remedy(unknown, known)))
}

/// Bodies receive only what goes to them.
fn received_by(workflow: &Workflow, term: &Term, moves: &Move) -> Option<Wrong> {
    let tracks = moves.day.receivers()?;
    let (id, event) = (&term.id, &moves.event);
    if let Some(unknown) = tracks.iter().find(|name| workflow.track(name).is_none()) {
        let message =
            format!("the term `{id}` waits for bodies of the track `{unknown}`, which is not there");
        return Some((message, workflow.meant_track(unknown)));
    }
    let rule = workflow.event(event).and_then(|event| event.recipients.as_ref());
    let goes = |name: &String| rule.is_some_and(|rule| rule.asked.contains(name));
    let all = !tracks.is_empty() && tracks.iter().all(goes);
    (!all).then(|| {
        let message = format!("the term `{id}` waits for bodies to which the act of `{event}` does not go");
        let remedy = "name the tracks in `receipt_by`, and in `asked` of the event's `recipients` too";
        (message, remedy.to_owned())
    })
}

/// An act is received once: what counts from that counts from the receipt of the same.
fn received_once(clocks: &Clocks, moves: &Move) -> Option<Wrong> {
    moves.day.receivers()?;
    let event = &moves.event;
    let mut all = clocks.terms.iter().flat_map(|term| &term.moves);
    let other = all.any(|other| other.event == *event && other.day.is_receipt() && other.day != moves.day);
    other.then(|| {
        let message = format!("terms count from the receipt of `{event}` by the one and by the other");
        (message, "let all that counts from its receipt count from that of the same".to_owned())
    })
}

/// A term that ends with the case does not wait for the receipt of the act that ends both.
fn never_received(workflow: &Workflow, term: &Term, moves: &Move) -> Option<Wrong> {
    let phase = |name: &String| workflow.state(name).map(|state| state.phase);
    let event = workflow.event(&moves.event)?;
    let over = match &moves.to {
        Some(to) => phase(to).is_some_and(over),
        None => event.targets().all(|to| phase(to).is_some_and(over)),
    };
    let never = over && !term.outlives && moves.does == Change::End && moves.day.is_receipt();
    never.then(|| {
        let message =
            format!("the term `{}` ends with the case, whenever the act of `{}` is received", term.id, event.id);
        let remedy = "write `outlives = true` in the term, and where the case is then in `from` of the event that it fires; \
                      or take `day` out";
        (message, remedy.to_owned())
    })
}
