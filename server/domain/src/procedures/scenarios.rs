//! Stories of cases with what must come of them: the proof, in a procedure's folder, that its states and terms are
//! those of the law.

mod answers;
mod names;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use engine::{
    clock::Calendar,
    scenario::{Came, Scenario, simulate_with},
};
use serde::Deserialize;

use super::{
    Definition, Finding,
    load::{decoded, of_file},
    source::{
        At::{self, Item, Key},
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
    let mut shown = Shown::default();
    for (at, scenario) in source.value.scenarios.iter().enumerate() {
        let slips = slips(definition, scenario);
        // What a story with a slip comes to would only say the slip again.
        if slips.is_empty() {
            told(definition, calendar, (&source, at), &mut shown, &mut found);
        }
        found.extend(slips.iter().map(|slip| {
            let message = format!("«{}»: {}", scenario.name, slip.message);
            source.finding(&slip.way(at), message, slip.remedy.clone())
        }));
    }
    for (place, more) in shown.said.values().filter(|(_, more)| *more > 0) {
        if let Some(finding) = found.get_mut(*place) {
            finding.message += &format!("; the same in {more} more of the stories");
        }
    }
    // What is wrong already would only be said again.
    if found.is_empty() {
        let events = definition.workflow.events.iter().map(|event| &event.id);
        let terms = definition.clocks.terms.iter().map(|term| &term.id);
        let unseen = events.filter(|id| !shown.happened.contains(*id)).map(|id| ("event", id));
        let unseen = unseen.chain(terms.filter(|id| !shown.began.contains(*id)).map(|id| ("term", id)));
        found.extend(unseen.map(|(kind, id)| {
            let message = format!("no scenario shows the {kind} `{id}`");
            source.finding(&[], message, "add a `[[scenario]]` in which it has a part")
        }));
    }
    found
}

/// The events and terms that have a part in a story.
#[derive(Default)]
struct Shown {
    happened: BTreeSet<String>,
    began: BTreeSet<String>,
    /// What was said of events, with the place of the finding and how many more stories come to the same.
    said: BTreeMap<(String, String), (usize, usize)>,
}

/// Tells a story, and says what does not come of it as its author expects.
fn told(
    definition: &Definition,
    calendar: &Calendar,
    (source, at): (&Source<'_, Scenarios>, usize),
    shown: &mut Shown,
    found: &mut Vec<Finding>,
) {
    let Some(scenario) = source.value.scenarios.get(at) else { return };
    let came = simulate(definition, calendar, scenario);
    for (place, (came, told)) in came.iter().zip(&scenario.steps).enumerate() {
        if came.refused.is_none() {
            shown.happened.extend(told.event.clone());
        }
        shown.happened.extend(came.fired.iter().map(|(event, _)| event.clone()));
        let terms = came.terms.keys().map(|term| term.split('/').next().unwrap_or_default().to_owned());
        shown.began.extend(terms);
        let mut messages = came.differences(&told.expect.clone().unwrap_or_default());
        if came.because.is_some() {
            // What is refused brings nothing about: that follows.
            messages.truncate(1);
        }
        for message in &messages {
            let said = (came.what.clone(), message.clone());
            if let Some((_, more)) = shown.said.get_mut(&said) {
                *more += 1;
                continue;
            }
            shown.said.insert(said, (found.len(), 0));
            let way = [Key("scenario"), Item(at), Key("step"), Item(place)];
            let message = format!("«{}», {} on {}: {message}", scenario.name, came.what, came.on.0);
            let remedy = "correct the scenario, or what it shows to be wrong";
            found.push(source.finding(&way, message, remedy));
        }
        // A story that went another way goes on from there: what comes after is told once it goes as it should.
        if !messages.is_empty() {
            return;
        }
    }
}

/// Everything in a story that cannot be meant.
fn slips(definition: &Definition, scenario: &Scenario) -> Vec<Slip> {
    if let Some(place) = scenario.steps.iter().position(|told| !told.is_one_thing()) {
        return vec![Slip {
            step: Some(place),
            keys: Vec::new(),
            message: "a step tells nothing, or two things at once".to_owned(),
            remedy: "write one of `event`, `received`, `rectified` and `until`, with `on` where it has a day"
                .to_owned(),
        }];
    }
    let mut slips = story_slips(definition, scenario);
    for (place, told) in scenario.steps.iter().enumerate() {
        let Some(slip) = names::event(definition, place, told) else { continue };
        if !slips.iter().any(|own| own.message == slip.message) {
            slips.push(slip);
        }
    }
    slips
}

/// Something in a story that cannot be meant: with it the story would prove nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The step in which it stands, from 0; none if it is about the whole story.
    pub step: Option<usize>,
    /// The keys under which it stands in the story, or in that step.
    pub keys: Vec<String>,
    /// What is wrong, without full stop.
    pub message: String,
    /// What to write instead, without full stop.
    pub remedy: String,
}

impl Slip {
    /// The way to it in the file of stories, of which this one is at a place.
    fn way(&self, at: usize) -> Vec<At<'_>> {
        let step = self.step.into_iter().flat_map(|place| [Key("step"), Item(place)]);
        let keys = self.keys.iter().map(|key| Key(key));
        [Key("scenario"), Item(at)].into_iter().chain(step).chain(keys).collect()
    }
}

impl fmt::Display for Slip {
    /// `step 2: what is wrong; what to write`, on one line, the step from 1.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.step {
            write!(f, "step {}: ", place + 1)?;
        }
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

/// What a story names and its procedure does not have: answers, documents, bodies, tracks, terms and states; and answers that
/// their questions cannot have. An event that is not there is refused as the story goes.
#[must_use]
pub fn story_slips(definition: &Definition, scenario: &Scenario) -> Vec<Slip> {
    let mut slips = names::unknown(definition, scenario);
    slips.extend(answers::wrong(definition, scenario));
    slips
}

/// Tells a story to a procedure, step by step, each answer in the type of its question. `calendar` is that of the country.
#[must_use]
pub fn simulate(definition: &Definition, calendar: &Calendar, scenario: &Scenario) -> Vec<Came> {
    let values = answers::values(definition, scenario);
    simulate_with(&definition.chart(&scenario.calendar(calendar)), scenario, values)
}
