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
    let history: Vec<Happened<'_>> =
        (1..).zip(events).map(|(seq, event)| Happened::Event(record(seq, event, "2026-03-02"))).collect();
    let replayed = chart.replay(&chart.begin(), &history, &NoFacts)?;
    Ok(chart.state_of(&replayed.standing).to_owned())
}

/// A record of an event with nothing but its day.
pub(crate) fn record<'a>(seq: i64, event: &'a str, on: &str) -> Record<'a> {
    Record {
        seq,
        event,
        to: None,
        on: on.parse().unwrap(),
        bodies: &[],
        until: None,
        late: None,
        versions: &[],
        days: &[],
    }
}

/// A story of a case without constraint: what happens (`until`, `received=<event>` or an event), its day, and what else stands
/// in the step.
pub(crate) fn story(steps: &[(&str, &str, &str)]) -> String {
    let step = |(what, on, more): &(&str, &str, &str)| match what.split_once('=') {
        _ if *what == "until" => format!("[[step]]\nuntil = \"{on}\"\n"),
        Some((key, event)) => format!("[[step]]\n{key} = \"{event}\"\non = \"{on}\"\n{more}\n"),
        None => format!("[[step]]\nevent = \"{what}\"\non = \"{on}\"\n{more}\n"),
    };
    let steps: String = steps.iter().map(step).collect();
    format!("answers = {{ vincolo = \"no\" }}\n{steps}")
}
