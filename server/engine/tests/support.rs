//! Workflows without terms, stepped by a word.

use contract::cases::Phase;
use engine::{
    clock::{Calendar, Clocks},
    *,
};

pub(crate) fn state(id: &str, phase: Phase) -> State {
    State { id: id.into(), phase, track: None }
}

/// An event with nothing but what every event has.
pub(crate) fn plain_event() -> Event {
    toml::from_str("id = \"x\"\nfrom = []\nto = \"x\"\nwho = []").unwrap()
}

/// Fires an event in a state, with a workflow that has no terms.
pub(crate) fn step(
    workflow: &Workflow,
    state: &str,
    event: &str,
    who: &[Who],
    text: Option<&str>,
) -> Result<(String, Phase, Vec<Effect>, Option<String>), Refusal> {
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(workflow, &clocks, &calendar);
    let at = chart.standing(state).ok_or_else(|| Refusal::UnknownState(state.to_owned()))?;
    let what = Happening {
        event,
        who,
        on: "2026-03-02".parse().unwrap(),
        bodies: &[],
        text,
        until: None,
        forced: false,
        seq: 1,
        versions: &[],
        days: &[],
    };
    let step = chart.step(&at, &what, &NoFacts)?;
    Ok((step.to.to_owned(), step.phase, step.effects.to_vec(), step.text))
}

pub(crate) fn possible(workflow: &Workflow, state: &str, who: &[Who]) -> Vec<String> {
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(workflow, &clocks, &calendar);
    let Some(at) = chart.standing(state) else { return Vec::new() };
    chart.possible(&at, who, &NoFacts).map(|(event, _)| event.id.clone()).collect()
}

/// The state after a history of events.
pub(crate) fn replayed(workflow: &Workflow, events: &[&str]) -> Result<String, Refusal> {
    let (clocks, calendar) = (Clocks::default(), Calendar::default());
    let chart = Chart::new(workflow, &clocks, &calendar);
    let history: Vec<Happened<'_>> = (1..)
        .zip(events)
        .map(|(seq, event)| {
            Happened::Event(Record {
                seq,
                event,
                to: None,
                on: "2026-03-02".parse().unwrap(),
                bodies: &[],
                until: None,
                late: None,
                versions: &[],
                days: &[],
            })
        })
        .collect();
    let replayed = chart.replay(&chart.begin(), &history, &NoFacts)?;
    Ok(chart.state_of(&replayed.standing).to_owned())
}
