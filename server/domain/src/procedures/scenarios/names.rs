//! The names in a story that its procedure does not have: with one of them misspelt it would prove nothing.

use contract::Lang;
use engine::{
    Track,
    expressions::nearest,
    scenario::{Expected, REFUSED, Scenario, Told, can_stand},
};

use super::{Definition, Slip};

/// How a track that nobody opened stands, in a story.
const NOT_OPEN: &str = "not open";

/// The questions, documents, bodies, tracks, terms and states that a story names and its procedure does not have, and the
/// events that it expects to come by themselves.
pub(super) fn unknown(definition: &Definition, scenario: &Scenario) -> Vec<Slip> {
    let mut names = Names { definition, found: Vec::new() };
    names.told(scenario);
    names.found
}

/// The event that a step tells of, if the procedure has none of that id and the step does not expect just that.
pub(super) fn event(definition: &Definition, place: usize, told: &Told) -> Option<Slip> {
    let refused = told.expect.as_ref().and_then(|expect| expect.refused.as_deref());
    let (key, id) = [("event", &told.event), ("received", &told.received), ("rectified", &told.rectified)]
        .into_iter()
        .find_map(|(key, id)| Some((key, id.as_ref()?)))?;
    let known = definition.workflow.events.iter().map(|event| event.id.as_str());
    (definition.workflow.event(id).is_none() && refused != Some("unknown")).then(|| Slip {
        step: Some(place),
        keys: vec![key.to_owned()],
        message: format!("there is no event `{id}`"),
        remedy: nearest::remedy(id, known),
    })
}

struct Names<'a> {
    definition: &'a Definition,
    found: Vec<Slip>,
}

/// What a name is, and where it stands: in which step, under which keys.
struct Named<'a> {
    kind: &'a str,
    name: &'a str,
    step: Option<usize>,
    keys: &'a [&'a str],
}

impl Names<'_> {
    fn told(&mut self, scenario: &Scenario) {
        let definition = self.definition;
        let form = &definition.form;
        let steps = form.steps.iter().map(|step| step.id.as_str());
        let questions = form.steps.iter().flat_map(|step| &step.questions).map(|one| one.id.as_str());
        let answered: Vec<&str> = questions.chain(steps).collect();
        for name in scenario.answers.keys() {
            let named = Named { kind: "question", name, step: None, keys: &["answers", name] };
            self.known(&named, &answered);
        }
        let documents: Vec<&str> = definition.slots.iter().map(|slot| slot.id.as_str()).collect();
        for name in &scenario.documents {
            self.known(&Named { kind: "document", name, step: None, keys: &["documents"] }, &documents);
        }
        for (place, told) in scenario.steps.iter().enumerate() {
            for name in &told.bodies {
                self.body(name, place, &["bodies"]);
            }
            self.nobody(told, place);
            if let Some(expect) = &told.expect {
                self.expected(expect, place);
            }
        }
    }

    fn expected(&mut self, expect: &Expected, place: usize) {
        let (workflow, clocks) = (&self.definition.workflow, &self.definition.clocks);
        let terms: Vec<&str> = clocks.terms.iter().map(|term| term.id.as_str()).collect();
        let ends =
            |key, ends: Vec<&String>| ends.into_iter().cloned().map(|name| (key, name)).collect::<Vec<_>>();
        let mut of_terms = ends("terms", expect.terms.keys().collect());
        of_terms.extend(ends("earliest", expect.earliest.keys().collect()));
        of_terms.extend(ends("latest", expect.latest.keys().collect()));
        for (key, written) in &of_terms {
            let (name, body) = parted(written);
            let keys = ["expect", *key, written.as_str()];
            self.known(&Named { kind: "term", name, step: Some(place), keys: &keys }, &terms);
            self.body_of(body, place, &keys);
        }
        let tracks: Vec<&str> = workflow.tracks.iter().map(|track| track.id.as_str()).collect();
        for (written, state) in &expect.tracks {
            let (name, body) = parted(written);
            let keys = ["expect", "tracks", written.as_str()];
            self.known(&Named { kind: "track", name, step: Some(place), keys: &keys }, &tracks);
            self.body_of(body, place, &keys);
            if state != NOT_OPEN && tracks.contains(&name) {
                let states: Vec<&str> =
                    workflow.states_of(Some(name)).map(|state| state.id.as_str()).collect();
                self.known(&Named { kind: "state", name: state, step: Some(place), keys: &keys }, &states);
            }
        }
        for (term, words) in expect.terms.iter().filter(|(_, words)| !can_stand(words)) {
            self.found.push(Slip {
                step: Some(place),
                keys: vec!["expect".to_owned(), "terms".to_owned(), term.clone()],
                message: format!("no term stands so: `{words}`"),
                remedy: "write its last day as \"2026-02-28\", or one of: waiting, suspended 18, interrupted, ended"
                    .to_owned(),
            });
        }
        if let Some(name) = &expect.refused {
            let keys = ["expect", "refused"];
            self.known(&Named { kind: "refusal", name, step: Some(place), keys: &keys }, &REFUSED);
        }
        if let Some(name) = &expect.state {
            let states: Vec<&str> = workflow.states.iter().map(|state| state.id.as_str()).collect();
            self.known(
                &Named { kind: "state", name, step: Some(place), keys: &["expect", "state"] },
                &states,
            );
        }
        let events: Vec<&str> = workflow.events.iter().map(|event| event.id.as_str()).collect();
        for name in expect.fired.iter().flatten() {
            self.known(
                &Named { kind: "event", name, step: Some(place), keys: &["expect", "fired"] },
                &events,
            );
        }
    }

    /// An event that asks bodies, or that is about one, with none named: nobody could do that.
    fn nobody(&mut self, told: &Told, place: usize) {
        let refused = told.expect.as_ref().is_some_and(|expect| expect.refused.is_some());
        let (Some(event), [], false) = (&told.event, &told.bodies[..], refused) else { return };
        let texts = self.definition.text(Lang::It);
        let moves = self.definition.workflow.event(event).and_then(|event| event.track.as_deref());
        let of = |track: &&Track| track.opened_by.contains(event) || moves == Some(track.id.as_str());
        let tracks = self.definition.workflow.tracks.iter().filter(of);
        let bodies: Vec<&str> = tracks.flat_map(|track| texts.bodies(&track.id)).map(|(id, _)| id).collect();
        if let Some(first) = bodies.first() {
            self.found.push(Slip {
                step: Some(place),
                keys: vec!["event".to_owned()],
                message: format!("the event `{event}` is for bodies, and the story names none"),
                remedy: format!("add `bodies = [\"{first}\"]`, or others of {}", bodies.join(", ")),
            });
        }
    }

    fn body_of(&mut self, body: Option<&str>, place: usize, keys: &[&str]) {
        if let Some(body) = body {
            self.body(body, place, keys);
        }
    }

    fn body(&mut self, name: &str, place: usize, keys: &[&str]) {
        let definition = self.definition;
        let texts = definition.text(Lang::It);
        let tracks = definition.workflow.tracks.iter();
        let bodies: Vec<&str> = tracks.flat_map(|track| texts.bodies(&track.id)).map(|(id, _)| id).collect();
        self.known(&Named { kind: "body", name, step: Some(place), keys }, &bodies);
    }

    /// Says once that a name is not there.
    fn known(&mut self, named: &Named<'_>, known: &[&str]) {
        let message = format!("there is no {} `{}`", named.kind, named.name);
        if known.contains(&named.name) || self.found.iter().any(|slip| slip.message == message) {
            return;
        }
        let remedy = match known {
            [] if named.kind == "body" => {
                "name the bodies under `[track.….body]` in the texts, or take it out".to_owned()
            }
            [] => format!("take it out: the procedure has no {}", named.kind),
            known => nearest::remedy(named.name, known.iter().copied()),
        };
        let keys = named.keys.iter().map(|key| (*key).to_owned()).collect();
        self.found.push(Slip { step: named.step, keys, message, remedy });
    }
}

/// A term or track, and the body that it is of.
fn parted(written: &str) -> (&str, Option<&str>) {
    written.split_once('/').map_or((written, None), |(name, body)| (name, Some(body)))
}
