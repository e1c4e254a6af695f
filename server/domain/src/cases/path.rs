//! The way of a case through its procedure: what it has come through, what can come next.

use contract::{
    Lang,
    cases::{Binds, PathNext, PathStop, PathView, Phase},
};
use engine::{Event, Who};

use super::{actions::Acting, clock::History};

/// The way of a case. What is lacking yet for a step is not looked at, only what its answers or what has run beside rule out
/// from here, and the acts that are out of place because of the cases it follows: it shows where the procedure leads.
pub(super) fn path_view(
    acting: &Acting<'_>,
    lang: Lang,
    history: &History,
    out_of_place: &[&str],
) -> PathView {
    let texts = acting.definition.text(lang);
    let workflow = &acting.definition.workflow;
    let own = |id: &str| workflow.state(id).is_some_and(|state| state.track.is_none());
    let mut travelled: Vec<PathStop> = Vec::new();
    for fact in history.standing_facts().filter(|fact| own(&fact.to)) {
        let label = texts.state(&fact.to).label;
        // What leaves the case where it is is told by the history below.
        if travelled.last().is_some_and(|last| last.label == label) {
            continue;
        }
        let by = texts.event(&fact.event).timeline.to_owned();
        travelled.push(PathStop { label: label.to_owned(), on: fact.day, by });
    }
    let state = acting.chart.state_of(acting.standing);
    let here = |event: &&Event| {
        event.track.is_none()
            && event.from.iter().any(|from| from == state)
            && !out_of_place.contains(&event.id.as_str())
    };
    let timers = acting.chart.timers(acting.standing);
    let mut next: Vec<PathNext> = Vec::new();
    for event in workflow.events.iter().filter(here) {
        let leads = acting.chart.leads(event, acting.standing, acting.facts);
        for to in leads.into_iter().filter(|to| *to != state) {
            let one = PathNext {
                label: texts.state(to).label.to_owned(),
                by: texts.event(&event.id).label.to_owned(),
                whose: whose(event),
                on: timers.iter().find(|timer| timer.event == event.id).map(|timer| timer.on),
                over: workflow.state(to).is_some_and(|state| {
                    matches!(state.phase, Phase::Concluded | Phase::Withdrawn | Phase::Archived)
                }),
            };
            // The end of a term that does not run leads nowhere now.
            if (one.whose.is_some() || one.on.is_some()) && !next.contains(&one) {
                next.push(one);
            }
        }
    }
    let beside = acting.standing.tracks.iter().filter_map(|running| {
        let track = acting.chart.track(running.track)?;
        let state = acting.chart.state(running.state)?;
        Some((
            texts.track(&track.id).to_owned(),
            texts.body(&track.id, &running.body).to_owned(),
            texts.state(&state.id).label.to_owned(),
        ))
    });
    PathView { travelled, next, beside: beside.collect() }
}

fn whose(event: &Event) -> Option<Binds> {
    if event.who.contains(&Who::System) {
        None
    } else if event.who.iter().any(|who| matches!(who, Who::Applicant | Who::Linked | Who::Payment)) {
        Some(Binds::Applicant)
    } else {
        Some(Binds::Office)
    }
}
