//! A procedure's workflow as a drawing: states and events in the procedure's own words, for an office and a lawyer.
//!
//! [`Drawing`] holds what is drawn; it becomes a picture (`svg`), text for other programs (`mermaid`) or data (serde).
//! Everything here is worked out from the definition alone, and comes out the same each time.

mod cards;
mod conditions;
mod layout;
mod mermaid;
mod metrics;
mod moves;
mod picture;
mod svg;
mod told;
mod words;

use contract::{
    Lang,
    cases::{Binds, Phase, Silence},
    expr::Formula,
};
use engine::{
    Event, Late, Who,
    clock::{Move, Term},
};
use serde::Serialize;

use super::{Definition, Words};

/// What is drawn of a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawing {
    /// The procedure's word in addresses.
    pub procedure: String,
    /// Its version.
    pub version: u32,
    /// The language of its words.
    pub lang: Lang,
    /// Its name.
    pub title: String,
    /// The states, in the order of a case's usual life.
    pub nodes: Vec<Node>,
    /// Each way from a state to a state, in the order of the events.
    pub edges: Vec<Edge>,
    /// What runs beside the main way.
    pub tracks: Vec<Lane>,
    /// The terms.
    pub terms: Vec<TermNote>,
    /// The events, each once: what cards and panels tell.
    #[serde(skip)]
    acts: Vec<Act>,
}

/// A state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its number in the drawing, from 1: rows name the state they lead to by it.
    pub number: usize,
    /// Its name.
    pub label: String,
    /// What happens next.
    pub next: String,
    /// Where a case in it is in its life.
    pub phase: Phase,
    /// The track it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// Whether a case, or a track, begins in it.
    pub initial: bool,
}

/// A way from a state to a state by an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The event.
    pub event: String,
    /// Its words.
    pub label: String,
    /// The state that it leaves.
    pub from: String,
    /// The state that it leads to: the same, if the case stays where it is.
    pub to: String,
    /// Who may fire it.
    pub who: Vec<Who>,
    /// The event is possible only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// It leads here only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// It is possible only until this term has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The terms whose end fires it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// What runs beside the main way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lane {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// The events that open one.
    pub opened_by: Vec<String>,
    /// The events that take it away again.
    pub closed_by: Vec<String>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermNote {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Who has to act before it ends.
    pub binds: Binds,
    /// How long it is, in words.
    pub length: String,
    /// Other lengths, in words, with when they hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_lengths: Vec<String>,
    /// What it means if nobody acts.
    pub silence: Silence,
    /// The same in the procedure's own words.
    pub silence_words: String,
    /// The event that its end fires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fires: Option<String>,
    /// The track whose clock it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<String>,
    /// What moves it, as the file says it, each with its law.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// The same in words: a line for each way in which it is moved, with the events that do.
    #[serde(skip)]
    moved: Vec<String>,
    /// The law that sets it.
    pub source: String,
}

/// An event with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Act {
    id: String,
    label: String,
    who: Vec<Who>,
    /// The states that it leaves, by their places.
    from: Vec<usize>,
    /// Where it leads: the branches first, as they are looked at first, each with its condition. No place: it stays.
    goals: Vec<(Option<String>, Option<usize>)>,
    when: Option<String>,
    /// The name of the term until whose end it is possible.
    before: Option<String>,
    /// Whether it is possible later with a written reason.
    forced: bool,
    /// The terms whose end fires it, by their places.
    ended: Vec<usize>,
    /// The names of the tracks that it opens.
    opens: Vec<String>,
}

/// So many states make an event one of many states, told once for all of them.
const MANY: usize = 6;

impl Act {
    /// Whether nobody fires it but the end of a term.
    fn by_itself(&self) -> bool {
        self.who.iter().all(|who| *who == Who::System)
    }

    /// Whether it is told once for all its states.
    fn of_many(&self) -> bool {
        self.from.len() >= MANY
    }
}

impl Drawing {
    /// What is drawn of a definition, in the words of a language.
    #[must_use]
    pub fn new(definition: &Definition, lang: Lang) -> Self {
        let words = definition.text(lang);
        let workflow = &definition.workflow;
        let begins =
            |id: &String| workflow.initial == *id || workflow.tracks.iter().any(|it| it.initial == *id);
        let nodes = workflow.states.iter().zip(1..).map(|(state, number)| Node {
            id: state.id.clone(),
            number,
            label: words.state(&state.id).label.to_owned(),
            next: words.state(&state.id).next.to_owned(),
            phase: state.phase,
            track: state.track.clone(),
            initial: begins(&state.id),
        });
        let tracks = workflow.tracks.iter().map(|track| Lane {
            id: track.id.clone(),
            label: words.track(&track.id).to_owned(),
            opened_by: track.opened_by.clone(),
            closed_by: track.closed_by.clone(),
        });
        let events = workflow.events.iter();
        Self {
            procedure: definition.slug().to_owned(),
            version: definition.version(),
            lang,
            title: words.service().title.clone(),
            nodes: nodes.collect(),
            edges: events.clone().flat_map(|event| edges(definition, words, event)).collect(),
            tracks: tracks.collect(),
            terms: definition.clocks.terms.iter().map(|term| note(definition, lang, term)).collect(),
            acts: events.map(|event| act(definition, lang, event)).collect(),
        }
    }

    /// As text of Mermaid's `stateDiagram-v2`.
    #[must_use]
    pub fn mermaid(&self) -> String {
        mermaid::text(self)
    }

    /// As a picture that stands by itself: no script, nothing from elsewhere, and everything in words too.
    #[must_use]
    pub fn svg(&self) -> String {
        picture::svg(self)
    }

    /// The events that leave a state.
    fn acts_of(&self, state: usize) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(move |act| act.from.contains(&state))
    }

    /// The events that are told once for many states, each with its letter.
    fn of_many(&self) -> impl Iterator<Item = (String, &Act)> {
        self.acts.iter().filter(|act| act.of_many()).enumerate().map(|(at, act)| (words::letter(at), act))
    }
}

fn edges(definition: &Definition, words: Words<'_>, event: &Event) -> Vec<Edge> {
    let mut found = Vec::new();
    for from in &event.from {
        let way = |to: &String, branch: Option<String>| Edge {
            event: event.id.clone(),
            label: words.event(&event.id).label.to_owned(),
            from: from.clone(),
            to: to.clone(),
            who: event.who.clone(),
            when: event.when.as_ref().map(|when| when.text.clone()),
            branch,
            before: event.before.clone(),
            terms: ended_by(definition, event).map(|(_, term)| term.id.clone()).collect(),
        };
        let branches = event.branches.iter();
        found.extend(branches.map(|branch| way(&branch.to, Some(branch.when.text.clone()))));
        found.push(way(if event.stays() { from } else { &event.to }, None));
    }
    found
}

/// The terms whose end fires an event, with their places.
fn ended_by<'d>(definition: &'d Definition, event: &'d Event) -> impl Iterator<Item = (usize, &'d Term)> {
    let terms = definition.clocks.terms.iter().enumerate();
    terms.filter(|(_, term)| term.fires.as_ref() == Some(&event.id))
}

fn act(definition: &Definition, lang: Lang, event: &Event) -> Act {
    let (workflow, words) = (&definition.workflow, definition.text(lang));
    let said = |formula: &Formula| conditions::in_words(definition, lang, formula);
    let place = |id: &String| workflow.states.iter().position(|state| state.id == *id);
    let branches = event.branches.iter();
    let branches = branches.map(|branch| (Some(said(&branch.when)), place(&branch.to)));
    let opened = workflow.tracks.iter().filter(|track| track.opened_by.contains(&event.id));
    Act {
        id: event.id.clone(),
        label: words.event(&event.id).label.to_owned(),
        who: event.who.clone(),
        from: event.from.iter().filter_map(place).collect(),
        goals: branches.chain([(None, place(&event.to))]).collect(),
        when: event.when.as_ref().map(said),
        before: event.before.as_ref().map(|term| words.term(term).label.to_owned()),
        forced: event.late == Late::Forced,
        ended: ended_by(definition, event).map(|(place, _)| place).collect(),
        opens: opened.map(|track| words.track(&track.id).to_owned()).collect(),
    }
}

fn note(definition: &Definition, lang: Lang, term: &Term) -> TermNote {
    let own = definition.text(lang).term(&term.id);
    let other = |version| words::version(lang, version, |when| conditions::in_words(definition, lang, when));
    TermNote {
        id: term.id.clone(),
        label: own.label.to_owned(),
        binds: term.binds,
        length: words::length(lang, term.length),
        other_lengths: term.versions.iter().map(other).collect(),
        silence: term.silence,
        silence_words: own.silence.to_owned(),
        fires: term.fires.clone(),
        track: term.track.clone(),
        moved: moves::in_words(definition, lang, term),
        moves: term.moves.clone(),
        source: term.source.clone(),
    }
}
