//! What is wrong with a workflow before any case follows it.

use std::collections::BTreeSet;

use contract::cases::Phase;

use crate::{Effect, Event, MOST_STATES, Track, Who, Workflow, expressions::nearest, stepping::over};

/// Where in a workflow something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The workflow as a whole.
    Workflow,
    /// A state, by its place in [`Workflow::states`].
    State(usize),
    /// An event, by its place in [`Workflow::events`].
    Event(usize),
    /// A branch of an event.
    Branch(usize, usize),
    /// A track, by its place in [`Workflow::tracks`].
    Track(usize),
    /// A term, by its place in [`Clocks::terms`](crate::clock::Clocks::terms).
    Term(usize),
    /// Another length of a term.
    Version(usize, usize),
    /// What an event does to a term.
    Move(usize, usize),
}

/// Something wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// The key there that says it, where one does; else it is about the whole.
    pub key: Option<&'static str>,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to write instead, one sentence without full stop.
    pub remedy: String,
}

/// Whether a text can name the act that something comes from: `?`, `…` and `-` name none.
#[must_use]
pub fn cites(source: &str) -> bool {
    source.chars().any(char::is_alphabetic)
}

impl Workflow {
    /// Everything wrong with the workflow; empty if cases may follow it.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut found = Findings { workflow: self, list: Vec::new() };
        found.ids();
        found.initial();
        found.tracks();
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

impl Workflow {
    /// What to write instead of a track that is not there.
    pub(crate) fn meant_track(&self, name: &str) -> String {
        let near = nearest::near(name, self.tracks.iter().map(|track| track.id.as_str()));
        near.map_or_else(
            || "name a `[[track]]` of workflow.toml, or remove the key".to_owned(),
            |track| format!("write `{track}`"),
        )
    }
}

pub(crate) struct Findings<'a> {
    pub(crate) workflow: &'a Workflow,
    list: Vec<Finding>,
}

impl Findings<'_> {
    pub(crate) fn add(&mut self, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.list.push(Finding { place, key: None, message: message.into(), remedy: remedy.into() });
    }

    /// Something wrong with what stands under a key.
    pub(crate) fn at(
        &mut self,
        place: Place,
        key: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.list.push(Finding { place, key: Some(key), message: message.into(), remedy: remedy.into() });
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

    fn tracks(&mut self) {
        let workflow = self.workflow;
        if workflow.states.len() > MOST_STATES {
            let message = format!("there are {} states", workflow.states.len());
            let remedy = format!("keep to {MOST_STATES}: what differs only in words is one state");
            self.add(Place::Workflow, message, remedy);
        }
        for (index, state) in workflow.states.iter().enumerate() {
            if let Some(track) = state.track.as_deref().filter(|track| workflow.track(track).is_none()) {
                let message =
                    format!("the state `{}` names the track `{track}`, which is not there", state.id);
                self.at(Place::State(index), "track", message, workflow.meant_track(track));
            }
        }
        for (index, track) in workflow.tracks.iter().enumerate() {
            self.track(index, track);
        }
    }

    fn track(&mut self, index: usize, track: &Track) {
        let (workflow, place, id) = (self.workflow, Place::Track(index), &track.id);
        if workflow.tracks.iter().take(index).any(|other| other.id == *id) {
            self.add(place, format!("the track `{id}` is there twice"), "give each track an id of its own");
        }
        if !workflow.states_of(Some(id)).any(|state| state.id == track.initial) {
            let message =
                format!("the track `{id}` begins in `{}`, which is none of its states", track.initial);
            self.add(place, message, format!("name a state with `track = \"{id}\"`"));
        }
        if track.opened_by.is_empty() {
            let remedy = "name in `opened_by` the events that open one";
            self.add(place, format!("no event opens the track `{id}`"), remedy);
        }
        let named = [("opened", &track.opened_by), ("closed", &track.closed_by)];
        for (how, name) in named.into_iter().flat_map(|(how, list)| list.iter().map(move |name| (how, name)))
        {
            if workflow.event(name).is_none_or(|event| event.track.is_some()) {
                let message =
                    format!("the track `{id}` is {how} by `{name}`, which is no event of the main way");
                self.add(place, message, "name an event without `track`");
            }
        }
        for name in track.closed_by.iter().filter(|name| track.opened_by.contains(name)) {
            let message = format!("the event `{name}` both opens and closes the track `{id}`");
            let remedy = "name it in `opened_by` alone: what is opened once more for a body begins anew";
            self.add(place, message, remedy);
        }
    }

    /// Whose event it is, and whether its states belong together.
    fn belongs(&mut self, place: Place, event: &Event) {
        let (workflow, id) = (self.workflow, &event.id);
        if let Some(track) = event.track.as_deref().filter(|track| workflow.track(track).is_none()) {
            let message = format!("the event `{id}` names the track `{track}`, which is not there");
            self.at(place, "track", message, workflow.meant_track(track));
            return;
        }
        let elsewhere = |name: &&String| workflow.state(name).is_some_and(|state| state.track != event.track);
        if let Some(name) = event.from.iter().chain(event.targets()).find(elsewhere) {
            let message = format!("the event `{id}` and its state `{name}` are not of the same track");
            self.add(place, message, "write the same `track` for both, or for none");
        }
        self.brought(place, event);
        if event.who.contains(&Who::System) && event.who.len() > 1 {
            let remedy = "give persons an event of their own: what ends by itself is nobody's act";
            self.at(place, "who", format!("the event `{id}` is fired by a term and by people"), remedy);
        }
    }

    /// What decides something has its law beside it.
    fn sources(&mut self, index: usize, event: &Event) {
        let id = &event.id;
        let blank = |source: &Option<String>| !source.as_deref().is_some_and(cites);
        if blank(&event.source) && (event.when.is_some() || event.before.is_some()) {
            let remedy = "add `source` with the act and article that says so";
            self.add(Place::Event(index), format!("the rule of the event `{id}` has no source"), remedy);
        }
        for (at, branch) in event.branches.iter().enumerate() {
            if blank(&branch.source) {
                let remedy = "add `source` with the act and article that says so";
                let message = format!("the branch of `{id}` to `{}` has no source", branch.to);
                self.add(Place::Branch(index, at), message, remedy);
            }
        }
        if !event.late.is_refused() && event.before.is_none() {
            let remedy = "add `before` with the id of a term, or remove `late`";
            self.add(Place::Event(index), format!("the event `{id}` is late for no term"), remedy);
        }
    }

    fn initial(&mut self) {
        let workflow = self.workflow;
        match workflow.state(&workflow.initial) {
            None => {
                let message = format!("`initial` names the state `{}`, which is not there", workflow.initial);
                self.add(Place::Workflow, message, self.near_state(&workflow.initial));
            }
            Some(state) if state.phase != Phase::Draft || state.track.is_some() => {
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
                self.at(place, "who", format!("nobody may fire the event `{id}`"), remedy);
            }
            if event.from.is_empty() {
                let remedy = "name in `from` the states in which it is possible";
                self.at(place, "from", format!("the event `{id}` is possible in no state"), remedy);
            }
            for name in event.from.iter().chain(event.targets()) {
                if workflow.state(name).is_none() {
                    let message = format!("the event `{id}` names the state `{name}`, which is not there");
                    let key = if event.from.contains(name) { "from" } else { "to" };
                    self.at(place, key, message, self.near_state(name));
                }
            }
            if twice(&event.from) || twice(&event.who) || twice(&event.effects) {
                let message = format!("the event `{id}` says the same thing twice in a list");
                self.add(place, message, "keep one of the two");
            }
            self.belongs(place, event);
            self.sources(index, event);
            self.text(place, event);
            self.after(place, event);
            self.points(place, event);
            self.payment(place, event);
            self.payments_of(place, event);
            self.publish(place, event);
            self.recipients(place, event);
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
            let leaves = drafts && !event.targets().any(draft);
            submissions += usize::from(registers && drafts);
            if registers && drafts && submissions > 1 {
                let remedy = "leave `register_incoming` to the one event that files the case";
                self.add(place, format!("the event `{id}` is a second submission"), remedy);
            } else if registers && drafts && !(leaves && event.from.iter().all(draft)) {
                let remedy = "let `from` name drafts only and `to` a state that is no draft";
                self.add(place, format!("the event `{id}` files what is no draft, or leaves it one"), remedy);
            } else if registers
                && !event.who.iter().all(|who| matches!(who, Who::Applicant | Who::Linked | Who::Payment))
            {
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
            if event.targets().any(draft) && !event.from.iter().all(draft) {
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
            workflow.states.iter().filter(|state| over(state.phase)).map(|state| state.id.as_str()).collect();
        // Each round adds at least one state or is the last.
        for _round in &workflow.states {
            for event in &workflow.events {
                if event.from.iter().any(|from| reached.contains(from.as_str())) {
                    reached.extend(event.targets().map(String::as_str));
                    let opened = workflow.tracks.iter().filter(|track| track.opened_by.contains(&event.id));
                    reached.extend(opened.map(|track| track.initial.as_str()));
                }
                if event.targets().any(|to| ending.contains(to.as_str())) {
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
        for (index, state) in workflow.states.iter().enumerate().filter(|(_, state)| state.track.is_none()) {
            let office = [Who::Clerk, Who::Rup, Who::Dirigente];
            let (turn, who): (&[Who], &str) = match state.phase {
                Phase::WaitingApplicant => (&[Who::Applicant], "the applicant"),
                Phase::Submitted | Phase::InReview => (&office, "the office"),
                _ => continue,
            };
            let acts = |event: &Event| event.from.contains(&state.id) && event.open_to(turn);
            if !workflow.events.iter().any(acts) {
                let message = format!("in the state `{}` it is up to {who}, who can do nothing", state.id);
                self.add(Place::State(index), message, format!("add an event that {who} may fire"));
            }
        }
    }

    fn near_state(&self, name: &str) -> String {
        nearest::remedy(name, self.workflow.states.iter().map(|state| state.id.as_str()))
    }
}

fn twice<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(index, one)| list.iter().take(index).any(|other| other == one))
}
