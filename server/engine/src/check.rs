//! What is wrong with a workflow before any case follows it.

use std::collections::BTreeSet;

use contract::cases::Phase;

use crate::{Effect, Event, Who, Workflow};

/// The longest text that an event may ask for, in characters.
const LONGEST_TEXT: u32 = 20_000;

/// Where in a workflow something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The workflow as a whole.
    Workflow,
    /// A state, by its place in [`Workflow::states`].
    State(usize),
    /// An event, by its place in [`Workflow::events`].
    Event(usize),
}

/// Something wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to write instead, one sentence without full stop.
    pub remedy: String,
}

impl Workflow {
    /// Everything wrong with the workflow; empty if cases may follow it.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Findings { workflow: self, list: Vec::new() };
        found.ids();
        found.initial();
        found.events();
        found.submission();
        // Where names are wrong, what follows from them would only repeat it.
        if found.list.is_empty() {
            found.reach();
            found.turns();
        }
        found.list
    }
}

struct Findings<'a> {
    workflow: &'a Workflow,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.list.push(Finding { place, message: message.into(), remedy: remedy.into() });
    }

    fn ids(&mut self) {
        let workflow = self.workflow;
        let mut seen = BTreeSet::new();
        for (index, state) in workflow.states.iter().enumerate() {
            if !seen.insert(&state.id) {
                let message = format!("the state `{}` is there twice", state.id);
                self.add(Place::State(index), message, "give each state an id of its own");
            }
        }
        seen.clear();
        for (index, event) in workflow.events.iter().enumerate() {
            if !seen.insert(&event.id) {
                let message = format!("the event `{}` is there twice", event.id);
                self.add(Place::Event(index), message, "give each event an id of its own");
            }
        }
    }

    fn initial(&mut self) {
        let workflow = self.workflow;
        match workflow.state(&workflow.initial) {
            None => {
                let message = format!("`initial` names the state `{}`, which is not there", workflow.initial);
                self.add(Place::Workflow, message, self.known_states());
            }
            Some(state) if state.phase != Phase::Draft => {
                let message =
                    format!("the initial state `{}` has the phase `{}`", state.id, state.phase.as_str());
                self.add(Place::Workflow, message, "let `initial` name a state whose phase is `draft`");
            }
            Some(_) => {}
        }
    }

    fn events(&mut self) {
        let workflow = self.workflow;
        for (index, event) in workflow.events.iter().enumerate() {
            let place = Place::Event(index);
            let id = &event.id;
            if event.who.is_empty() {
                let remedy = "name in `who` at least one of applicant, clerk, rup, dirigente";
                self.add(place, format!("nobody may fire the event `{id}`"), remedy);
            }
            if event.from.is_empty() {
                let remedy = "name in `from` the states in which it is possible";
                self.add(place, format!("the event `{id}` is possible in no state"), remedy);
            }
            for name in event.from.iter().chain([&event.to]) {
                if workflow.state(name).is_none() {
                    let message = format!("the event `{id}` names the state `{name}`, which is not there");
                    self.add(place, message, self.known_states());
                }
            }
            if twice(&event.from) || twice(&event.who) || twice(&event.effects) {
                let message = format!("the event `{id}` says the same thing twice in a list");
                self.add(place, message, "keep one of the two");
            }
            self.text(place, event);
        }
    }

    fn text(&mut self, place: Place, event: &Event) {
        let id = &event.id;
        let message = event.effects.contains(&Effect::Message);
        match event.text {
            None if message => {
                let remedy = "add `text = { required = true, max_chars = 2000 }` or remove the effect";
                self.add(place, format!("the event `{id}` sends a message but takes no text"), remedy);
            }
            Some(_) if !message => {
                let remedy = "add the effect `message` or remove `text`";
                self.add(place, format!("the text of the event `{id}` would be lost"), remedy);
            }
            Some(rule) if rule.max_chars == 0 || rule.max_chars > LONGEST_TEXT => {
                let message = format!("the text of the event `{id}` may have {} characters", rule.max_chars);
                self.add(place, message, format!("write a number from 1 to {LONGEST_TEXT}"));
            }
            _ => {}
        }
    }

    /// A case leaves the draft by one event only, the one that gives it a number.
    fn submission(&mut self) {
        let workflow = self.workflow;
        let draft = |id: &String| workflow.is_draft(id);
        let mut submissions = 0;
        for (index, event) in workflow.events.iter().enumerate() {
            let place = Place::Event(index);
            let id = &event.id;
            let registers = event.effects.contains(&Effect::RegisterIncoming);
            let drafts = event.from.iter().any(draft);
            let leaves = drafts && !draft(&event.to);
            submissions += usize::from(registers && drafts);
            if registers && drafts && submissions > 1 {
                let remedy = "leave `register_incoming` to the one event that files the case";
                self.add(place, format!("the event `{id}` is a second submission"), remedy);
            } else if registers && drafts && !(leaves && event.from.iter().all(draft)) {
                let remedy = "let `from` name drafts only and `to` a state that is no draft";
                self.add(place, format!("the event `{id}` files what is no draft, or leaves it one"), remedy);
            } else if registers && event.who.iter().any(|who| *who != Who::Applicant) {
                let remedy = "write `who = [\"applicant\"]`";
                self.add(
                    place,
                    format!("the event `{id}` registers as received what the office does"),
                    remedy,
                );
            } else if leaves && !registers {
                let remedy = "add the effect `register_incoming`, or start from another state";
                self.add(place, format!("the event `{id}` takes a draft further without a number"), remedy);
            }
            if draft(&event.to) && !event.from.iter().all(draft) {
                let remedy = "lead to a state with another phase";
                self.add(place, format!("the event `{id}` turns a filed case back into a draft"), remedy);
            }
            self.outgoing(place, event);
        }
        if submissions == 0 {
            let remedy = "give the effect `register_incoming` to the event that leaves the draft";
            self.add(Place::Workflow, "no event files the case", remedy);
        }
    }

    /// What is registered as sent is written, by the office, in a case that was filed.
    fn outgoing(&mut self, place: Place, event: &Event) {
        if !event.effects.contains(&Effect::RegisterOutgoing) {
            return;
        }
        let id = &event.id;
        if event.who.contains(&Who::Applicant) {
            let remedy = "take `applicant` out of `who`, or write `register_incoming`";
            self.add(place, format!("the event `{id}` registers as sent what the applicant does"), remedy);
        }
        if event.from.iter().any(|state| self.workflow.is_draft(state)) {
            let remedy = "let `from` name states of a filed case only";
            self.add(place, format!("the event `{id}` sends an act about a draft"), remedy);
        }
        if !event.text.is_some_and(|rule| rule.required) || !event.effects.contains(&Effect::Message) {
            let remedy = "add the effect `message` and `text = { required = true, max_chars = 2000 }`";
            self.add(place, format!("the event `{id}` sends an act without words"), remedy);
        }
    }

    /// Every state can be reached, and from every state there is a way to an end.
    fn reach(&mut self) {
        let workflow = self.workflow;
        let mut reached = BTreeSet::from([workflow.initial.as_str()]);
        let mut ending: BTreeSet<&str> =
            workflow.states.iter().filter(|state| ends(state.phase)).map(|state| state.id.as_str()).collect();
        // Each round adds at least one state or is the last.
        for _round in &workflow.states {
            for event in &workflow.events {
                if event.from.iter().any(|from| reached.contains(from.as_str())) {
                    reached.insert(event.to.as_str());
                }
                if ending.contains(event.to.as_str()) {
                    ending.extend(event.from.iter().map(String::as_str));
                }
            }
        }
        for (index, state) in workflow.states.iter().enumerate() {
            if !reached.contains(state.id.as_str()) {
                let message = format!("no event ever leads to the state `{}`", state.id);
                self.add(Place::State(index), message, "let an event lead there, or remove it");
            }
            if !ending.contains(state.id.as_str()) {
                let message = format!("a case in the state `{}` can never end", state.id);
                let remedy =
                    "add events that lead to a state whose phase is concluded, withdrawn or archived";
                self.add(Place::State(index), message, remedy);
            }
        }
    }

    /// Whoever a phase waits for can do something.
    fn turns(&mut self) {
        let workflow = self.workflow;
        for (index, state) in workflow.states.iter().enumerate() {
            let office = [Who::Clerk, Who::Rup, Who::Dirigente];
            let (turn, who): (&[Who], &str) = match state.phase {
                Phase::WaitingApplicant => (&[Who::Applicant], "the applicant"),
                Phase::Submitted | Phase::InReview => (&office, "the office"),
                _ => continue,
            };
            if workflow.possible(&state.id, turn).next().is_none() {
                let message = format!("in the state `{}` it is up to {who}, who can do nothing", state.id);
                self.add(Place::State(index), message, format!("add an event that {who} may fire"));
            }
        }
    }

    fn known_states(&self) -> String {
        let ids: Vec<&str> = self.workflow.states.iter().map(|state| state.id.as_str()).collect();
        format!("write one of: {}", ids.join(", "))
    }
}

fn ends(phase: Phase) -> bool {
    matches!(phase, Phase::Concluded | Phase::Withdrawn | Phase::Archived)
}

fn twice<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(index, one)| list.iter().take(index).any(|other| other == one))
}
