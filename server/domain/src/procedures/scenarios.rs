//! Stories of cases with what must come of them: the proof, in a procedure's folder, that its states and terms are
//! those of the law.

use std::collections::BTreeSet;

use contract::Lang;
use engine::{
    clock::Calendar,
    scenario::{Scenario, simulate},
};
use serde::Deserialize;

use super::{
    Definition, Finding,
    load::{decoded, of_file},
    source::{
        At::{Item, Key},
        Source,
    },
};

/// The file of stories.
pub const SCENARIOS: &str = "scenarios.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenarios {
    #[serde(default, rename = "scenario")]
    scenarios: Vec<Scenario>,
}

/// Everything that does not come of the scenarios as their author expects, and every event and term that none of them
/// shows. A procedure without terms needs none. `calendar` is that of the country: holidays of a place are no part of a
/// procedure.
#[must_use]
pub fn scenarios_findings(
    definition: &Definition,
    calendar: &Calendar,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let slug = definition.slug();
    let Some(bytes) = read(SCENARIOS) else {
        if definition.clocks.is_empty() {
            return found;
        }
        let message = "the file is not there: nothing shows that the terms end when the law says";
        return vec![of_file(slug, SCENARIOS, message, "add it with a `[[scenario]]` for each rule")];
    };
    let Some(text) = decoded(slug, SCENARIOS, bytes, &mut found) else { return found };
    let file = format!("{slug}/{SCENARIOS}");
    let Some(source) = Source::<Scenarios>::read(file, &text, &mut found) else { return found };
    let (mut happened, mut began) = (BTreeSet::new(), BTreeSet::new());
    for (at, scenario) in source.value.scenarios.iter().enumerate() {
        if let Some(place) = scenario.steps.iter().position(|told| !told.is_one_thing()) {
            let way = [Key("scenario"), Item(at), Key("step"), Item(place)];
            let remedy =
                "write one of `event`, `received`, `rectified` and `until`, with `on` where it has a day";
            found.push(source.finding(&way, "a step tells nothing, or two things at once", remedy));
            continue;
        }
        for message in unknown(definition, scenario) {
            let message = format!("«{}»: {message}", scenario.name);
            let remedy = "write a name that the procedure has";
            found.push(source.finding(&[Key("scenario"), Item(at)], message, remedy));
        }
        let came = simulate(&definition.chart(&scenario.calendar(calendar)), scenario);
        for (place, (came, told)) in came.iter().zip(&scenario.steps).enumerate() {
            if came.refused.is_none() {
                happened.extend(told.event.clone());
            }
            happened.extend(came.fired.iter().map(|(event, _)| event.clone()));
            began.extend(came.terms.keys().map(|term| term.split('/').next().unwrap_or_default().to_owned()));
            let expected = told.expect.clone().unwrap_or_default();
            for message in came.differences(&expected) {
                let way = [Key("scenario"), Item(at), Key("step"), Item(place)];
                let message = format!("«{}», {} on {}: {message}", scenario.name, came.what, came.on.0);
                let remedy = "correct the scenario, or what it shows to be wrong";
                found.push(source.finding(&way, message, remedy));
            }
        }
    }
    // What is wrong already would only be said again.
    if found.is_empty() {
        let events = definition.workflow.events.iter().map(|event| &event.id);
        let terms = definition.clocks.terms.iter().map(|term| &term.id);
        let unseen = events.filter(|id| !happened.contains(*id)).map(|id| ("event", id));
        let unseen = unseen.chain(terms.filter(|id| !began.contains(*id)).map(|id| ("term", id)));
        found.extend(unseen.map(|(kind, id)| {
            let message = format!("no scenario shows the {kind} `{id}`");
            source.finding(&[], message, "add a `[[scenario]]` in which it has a part")
        }));
    }
    found
}

/// The names of a story that its procedure does not have: answers, documents, bodies, terms and states that are expected.
/// With one of them misspelt it would prove nothing. An unknown event is refused as the story goes.
#[must_use]
pub fn unknown(definition: &Definition, scenario: &Scenario) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |there: bool, kind: &str, name: &str| {
        let message = format!("there is no {kind} `{name}`");
        if !there && !wrong.contains(&message) {
            wrong.push(message);
        }
    };
    let (workflow, form) = (&definition.workflow, &definition.form);
    for name in scenario.answers.keys() {
        let group = form.steps.iter().any(|step| step.id == *name);
        say(group || form.question(name).is_some(), "question", name);
    }
    for name in &scenario.documents {
        say(definition.slots.iter().any(|slot| slot.id == *name), "document", name);
    }
    let texts = definition.text(Lang::It);
    for told in &scenario.steps {
        for body in &told.bodies {
            let known = workflow.tracks.iter().any(|track| texts.bodies(&track.id).any(|(id, _)| id == body));
            say(known, "body", body);
        }
        let Some(expect) = &told.expect else { continue };
        for name in expect.terms.keys().chain(expect.earliest.keys()).chain(expect.latest.keys()) {
            let id = name.split('/').next().unwrap_or_default();
            say(definition.clocks.term(id).is_some(), "term", id);
        }
        if let Some(state) = &expect.state {
            say(workflow.states.iter().any(|own| own.id == *state), "state", state);
        }
    }
    wrong
}
