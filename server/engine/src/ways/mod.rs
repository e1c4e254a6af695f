//! Every way that a case may take, as far as some of its terms are concerned: without days, with all that may happen.
//!
//! It is followed twice. *Loosely* whatever might be possible is: what cannot happen then cannot happen at all. *Closely*
//! conditions are held to what happened before, and what is received is received at once: where such a way leads, a case
//! can come. Between the two nothing is said.

use std::collections::BTreeMap;

use crate::{
    Branch, Event, Track, Workflow,
    assumed::{Assumed, bit},
    clock::{Clocks, Move, Term},
};

mod step;

/// The most places that are looked at loosely: of a workflow with more nothing is said.
const MOST_PLACES: usize = 20_000;

/// The most that are looked at closely, those first to which few events lead: a check is asked for often.
const MOST_CLOSE: usize = 3_000;

/// How a term stands, without its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stands {
    Waiting,
    Running,
    Suspended,
    Interrupted,
    Ended,
}

impl Stands {
    /// Whether it has begun and stands still.
    pub(crate) fn still(self) -> bool {
        matches!(self, Self::Suspended | Self::Interrupted)
    }
}

/// A term on a way: how it stands, and how often it was stopped, as far as that is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Counted {
    stands: Stands,
    suspended: u16,
    interrupted: u16,
}

/// Where a case may be, as far as what may happen from there depends on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Where {
    state: usize,
    terms: Vec<Counted>,
    /// What waits for a receipt, by its place in the list of such rules.
    waits: u128,
}

/// Where a case may be, with what must be true of it there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct At<'d> {
    place: Where,
    /// What was sent in this state and not yet received.
    here: u128,
    assumed: Assumed<'d>,
}

/// What happened on the way from one place to the next.
#[derive(Debug)]
pub(crate) struct Passage {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// The terms that a rule stopped, with the place of the rule.
    pub(crate) stopped: Vec<(usize, usize)>,
    /// The terms that stood still, and go on or are ended by more than the end of the case.
    pub(crate) freed: Vec<usize>,
}

/// An event with what it has to do with the terms that are looked at.
struct Act<'d> {
    event: &'d Event,
    from: u128,
    to: Option<usize>,
    branches: Vec<(&'d Branch, usize)>,
    opens: u128,
    closes: u128,
    fired_by: Vec<usize>,
    moves: Vec<(usize, usize, &'d Move)>,
    receipts: Vec<usize>,
}

/// All ways through a workflow, as loosely or closely as they were followed.
pub(crate) struct Ways<'d> {
    workflow: &'d Workflow,
    terms: Vec<&'d Term>,
    acts: Vec<Act<'d>>,
    /// What waits for a receipt: the act, the term, the rule's place in the term, the rule.
    receipts: Vec<(usize, usize, usize, &'d Move)>,
    close: bool,
    places: Vec<At<'d>>,
    came: Vec<Option<(usize, usize)>>,
    pub(crate) passages: Vec<Passage>,
    /// Whether there were more places than are looked at.
    pub(crate) cut: bool,
}

/// A place that is being worked out, with what happened on the way there.
struct Next<'d> {
    at: At<'d>,
    stopped: Vec<(usize, usize)>,
    freed: Vec<usize>,
}

impl<'d> Ways<'d> {
    /// Follows every event from the first state on. `terms` are the terms to look at, by their places.
    pub(crate) fn new(workflow: &'d Workflow, clocks: &'d Clocks, terms: &[usize], close: bool) -> Self {
        let terms: Vec<&Term> = terms.iter().filter_map(|term| clocks.terms.get(*term)).collect();
        let none = Counted { stands: Stands::Waiting, suspended: 0, interrupted: 0 };
        let state = workflow.states.iter().position(|state| state.id == workflow.initial).unwrap_or(0);
        let place = Where { state, terms: vec![none; terms.len()], waits: 0 };
        let begin = At { place, here: 0, assumed: Assumed::default() };
        let mut ways = Self {
            workflow,
            acts: Vec::new(),
            receipts: Vec::new(),
            terms,
            close,
            places: vec![begin.clone()],
            came: vec![None],
            passages: Vec::new(),
            cut: false,
        };
        ways.acts = workflow.events.iter().map(|event| ways.act(event)).collect();
        let receipts = (0..).zip(&ways.acts).flat_map(|(at, act)| {
            let own = act.moves.iter().filter(|(.., moves)| moves.day.is_receipt());
            own.map(move |(term, nth, moves)| (at, *term, *nth, *moves))
        });
        ways.receipts = receipts.collect();
        for (place, (act, ..)) in ways.receipts.iter().enumerate() {
            ways.acts.get_mut(*act).into_iter().for_each(|act| act.receipts.push(place));
        }
        ways.follow(begin);
        ways
    }

    fn act(&self, event: &'d Event) -> Act<'d> {
        let place = |id: &String| self.workflow.states.iter().position(|state| state.id == *id);
        let fires = |(_, term): &(usize, &&Term)| term.fires.as_ref() == Some(&event.id);
        let tracks = |named: fn(&Track) -> &Vec<String>| {
            let tracks = self.workflow.tracks.iter().enumerate();
            tracks.filter(|(_, track)| named(track).contains(&event.id)).fold(0, |set, (at, _)| set | bit(at))
        };
        Act {
            event,
            from: event.from.iter().filter_map(place).fold(0, |set, state| set | bit(state)),
            to: place(&event.to),
            branches: event.branches.iter().filter_map(|branch| Some((branch, place(&branch.to)?))).collect(),
            opens: tracks(|track| &track.opened_by),
            closes: tracks(|track| &track.closed_by),
            fired_by: self.terms.iter().enumerate().filter(fires).map(|(own, _)| own).collect(),
            moves: self
                .terms
                .iter()
                .enumerate()
                .flat_map(|(own, term)| {
                    term.moves.iter().enumerate().map(move |(nth, moves)| (own, nth, moves))
                })
                .filter(|(.., moves)| moves.event == event.id)
                .collect(),
            receipts: Vec::new(),
        }
    }

    fn follow(&mut self, begin: At<'d>) {
        let mut known = BTreeMap::from([(begin, 0)]);
        let most = if self.close { MOST_CLOSE } else { MOST_PLACES };
        let mut from = 0;
        while let Some(at) = self.places.get(from).cloned() {
            if self.places.len() > most || self.receipts.len() > 128 {
                self.cut = true;
                return;
            }
            for (act, next) in self.after(&at) {
                let to = *known.entry(next.at.clone()).or_insert_with(|| {
                    self.places.push(next.at);
                    self.came.push(Some((from, act)));
                    self.places.len() - 1
                });
                self.passages.push(Passage { from, to, stopped: next.stopped, freed: next.freed });
            }
            from += 1;
        }
    }

    /// All places, by their number.
    pub(crate) fn places(&self) -> std::ops::Range<usize> {
        0..self.places.len()
    }

    /// The place of these ways that is the same as one of the others.
    pub(crate) fn same_as(&self, others: &Self) -> BTreeMap<usize, usize> {
        let own: BTreeMap<&Where, usize> =
            self.places.iter().enumerate().map(|(number, at)| (&at.place, number)).collect();
        let other = |(number, at): (usize, &At<'_>)| Some((number, *own.get(&at.place)?));
        others.places.iter().enumerate().filter_map(other).collect()
    }

    /// The state of a place, by its place in the workflow.
    pub(crate) fn state(&self, place: usize) -> usize {
        self.places.get(place).map_or(0, |at| at.place.state)
    }

    /// How a term stands in a place: the term by its place among those that are looked at.
    pub(crate) fn stands(&self, place: usize, own: usize) -> Stands {
        let counted = self.places.get(place).and_then(|at| at.place.terms.get(own));
        counted.map_or(Stands::Waiting, |term| term.stands)
    }

    /// The events on a shortest way to a place.
    pub(crate) fn way_to(&self, place: usize) -> Vec<&'d str> {
        let mut events = Vec::new();
        let mut place = place;
        while let Some((from, act)) = self.came.get(place).copied().flatten() {
            events.extend(self.acts.get(act).map(|act| act.event.id.as_str()));
            place = from;
        }
        events.reverse();
        events
    }

    /// For each place, whether a way from there leads to one of these.
    pub(crate) fn lead_to(&self, wanted: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut leads: Vec<bool> = self.places().map(wanted).collect();
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); leads.len()];
        for passage in &self.passages {
            if let Some(list) = back.get_mut(passage.to) {
                list.push(passage.from);
            }
        }
        let mut open: Vec<usize> = self.places().filter(|place| leads.get(*place) == Some(&true)).collect();
        while let Some(place) = open.pop() {
            for before in back.get(place).into_iter().flatten() {
                if let Some(known) = leads.get_mut(*before).filter(|known| !**known) {
                    *known = true;
                    open.push(*before);
                }
            }
        }
        leads
    }
}
