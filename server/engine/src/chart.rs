//! A workflow and its terms with everything looked up once: what a case's next step is worked out from.

use std::collections::BTreeMap;

use contract::cases::Phase;
use jiff::civil::Date;

use crate::{
    Event, State, Track, Who, Workflow,
    clock::{Calendar, Clocks, Count, Entry, Move, Status, Term},
    standing::{Counting, Facts, Known, Running, Standing, Timer},
};

/// The most states of a workflow, those of its tracks included: a set of them is one number.
pub const MOST_STATES: usize = 128;

/// A workflow and its terms, ready to be followed. Made from a definition without [findings](Workflow::findings).
#[derive(Debug)]
pub struct Chart<'d> {
    pub(crate) workflow: &'d Workflow,
    pub(crate) clocks: &'d Clocks,
    pub(crate) calendar: &'d Calendar,
    pub(crate) events: Vec<Prepared<'d>>,
    names: BTreeMap<&'d str, u16>,
    states: BTreeMap<&'d str, u16>,
    terms: BTreeMap<&'d str, u16>,
}

/// An event with what belongs to it.
#[derive(Debug)]
pub(crate) struct Prepared<'d> {
    pub(crate) event: &'d Event,
    /// The states it leaves, one bit each.
    pub(crate) from: u128,
    pub(crate) to: u16,
    pub(crate) branches: Vec<u16>,
    /// The track whose states it moves.
    pub(crate) track: Option<u16>,
    /// The tracks it opens.
    pub(crate) opens: Vec<u16>,
    /// The tracks it takes away.
    pub(crate) closes: Vec<u16>,
    /// The term before whose end it is possible.
    pub(crate) before: Option<u16>,
    /// The terms whose end fires it.
    pub(crate) fired_by: Vec<u16>,
    /// What it does to terms.
    pub(crate) moves: Vec<(u16, &'d Move)>,
}

impl Prepared<'_> {
    /// Whether it is possible in a state.
    pub(crate) fn leaves(&self, state: u16) -> bool {
        self.from & bit(state) != 0
    }
}

fn bit(state: u16) -> u128 {
    1_u128.checked_shl(u32::from(state)).unwrap_or(0)
}

/// A place in a list as it is kept: no list of a definition is longer.
fn place(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn places<'d>(ids: impl Iterator<Item = &'d String>) -> BTreeMap<&'d str, u16> {
    let mut found = BTreeMap::new();
    for (at, id) in ids.enumerate() {
        found.entry(id.as_str()).or_insert(place(at));
    }
    found
}

impl<'d> Chart<'d> {
    /// Looks everything up once. Names that are not there lead nowhere; the check has refused them.
    #[must_use]
    pub fn new(workflow: &'d Workflow, clocks: &'d Clocks, calendar: &'d Calendar) -> Self {
        let states = places(workflow.states.iter().map(|state| &state.id));
        let names = places(workflow.events.iter().map(|event| &event.id));
        let terms = places(clocks.terms.iter().map(|term| &term.id));
        let tracks = places(workflow.tracks.iter().map(|track| &track.id));
        let state_of = |id: &String| states.get(id.as_str()).copied().unwrap_or(u16::MAX);
        let events = workflow.events.iter().map(|event| Prepared {
            event,
            from: event.from.iter().fold(0, |set, from| set | bit(state_of(from))),
            to: state_of(&event.to),
            branches: event.branches.iter().map(|branch| state_of(&branch.to)).collect(),
            track: event.track.as_ref().and_then(|track| tracks.get(track.as_str()).copied()),
            opens: (0..)
                .zip(&workflow.tracks)
                .filter(|(_, track)| track.opened_by.contains(&event.id))
                .map(|(at, _)| at)
                .collect(),
            closes: (0..)
                .zip(&workflow.tracks)
                .filter(|(_, track)| track.closed_by.contains(&event.id))
                .map(|(at, _)| at)
                .collect(),
            before: event.before.as_ref().and_then(|term| terms.get(term.as_str()).copied()),
            fired_by: (0..)
                .zip(&clocks.terms)
                .filter(|(_, term)| term.fires.as_ref() == Some(&event.id))
                .map(|(at, _)| at)
                .collect(),
            moves: (0..)
                .zip(&clocks.terms)
                .flat_map(|(at, term)| {
                    let own = term.moves.iter().filter(|moves| moves.event == event.id);
                    own.map(move |moves| (at, moves))
                })
                .collect(),
        });
        let events = events.collect();
        Self { workflow, clocks, calendar, events, names, states, terms }
    }

    /// Where a new draft is.
    #[must_use]
    pub fn begin(&self) -> Standing {
        self.standing(&self.workflow.initial).unwrap_or(Standing {
            state: 0,
            tracks: Vec::new(),
            terms: Vec::new(),
            filed: None,
        })
    }

    /// A case in a state, without tracks and terms; `None` if there is no such state.
    #[must_use]
    pub fn standing(&self, state: &str) -> Option<Standing> {
        let state = self.state_place(state)?;
        Some(Standing { state, tracks: Vec::new(), terms: Vec::new(), filed: None })
    }

    /// What a name counts that begins with `in_`: tracks in this state, as far as their body has no track of that other kind.
    pub(crate) fn counted_in(&self, name: &str) -> Option<(u16, Option<u16>)> {
        let name = name.strip_prefix("in_")?;
        let of_track = |id: &str| {
            let place = self.state_place(id)?;
            self.state(place).is_some_and(|state| state.track.is_some()).then_some(place)
        };
        if let Some(state) = of_track(name) {
            return Some((state, None));
        }
        let (state, track) = name.rsplit_once("_without_")?;
        Some((of_track(state)?, Some(self.track_place(track)?)))
    }

    /// The tracks that an event opens, or the one whose states it moves.
    pub fn tracks_of(&self, event: &str) -> impl Iterator<Item = &'d Track> {
        let own = self.event_place(event).and_then(|place| self.prepared(place));
        let tracks: Vec<u16> =
            own.into_iter().flat_map(|own| own.opens.iter().copied().chain(own.track)).collect();
        tracks.into_iter().filter_map(|track| self.track(track))
    }

    /// A term by the days of rest as they are known now.
    #[must_use]
    pub fn rolled(&self, counting: Counting) -> Counting {
        match self.term(counting.term) {
            Some(term) => counting.rolled(term, self.calendar),
            None => counting,
        }
    }

    /// Whether anything has to be done in time.
    #[must_use]
    pub fn has_terms(&self) -> bool {
        !self.clocks.is_empty()
    }

    /// Whether anything runs beside the main way.
    #[must_use]
    pub fn has_tracks(&self) -> bool {
        !self.workflow.tracks.is_empty()
    }

    /// The term before whose end an event is possible, and its last day, if that is over on a day; where it runs for each
    /// body by itself, that of the bodies that the event is for.
    #[must_use]
    pub fn over_since(
        &self,
        event: &Event,
        at: &Standing,
        on: Date,
        bodies: &[&str],
    ) -> Option<(&'d Term, Date)> {
        let own = self.event_place(&event.id).and_then(|place| self.prepared(place))?;
        let place = own.before?;
        let theirs = |body: &str| body.is_empty() || bodies.is_empty() || bodies.contains(&body);
        let mut own = at.terms.iter().filter(|counting| counting.term == place);
        let counting = own.find(|counting| theirs(&counting.body))?;
        let last = match counting.count.status {
            Status::Running(due) => (on > due.rolled).then_some(due.rolled),
            // What is recorded later may have been done in time: also on the working day after a last day of rest.
            Status::Ended(ended) => {
                let exact = self.term(place)?.exact;
                let last = if exact { ended } else { self.calendar.rolled(ended) };
                (on > last).then_some(last)
            }
            _ => None,
        }?;
        Some((self.term(place)?, last))
    }

    /// The place of a state.
    #[must_use]
    pub fn state_place(&self, id: &str) -> Option<u16> {
        self.states.get(id).copied()
    }

    /// The place of an event.
    #[must_use]
    pub fn event_place(&self, id: &str) -> Option<u16> {
        self.names.get(id).copied()
    }

    /// The place of a term.
    #[must_use]
    pub fn term_place(&self, id: &str) -> Option<u16> {
        self.terms.get(id).copied()
    }

    /// The place of a track.
    #[must_use]
    pub fn track_place(&self, id: &str) -> Option<u16> {
        self.workflow.tracks.iter().position(|track| track.id == id).map(place)
    }

    /// The state at a place.
    #[must_use]
    pub fn state(&self, place: u16) -> Option<&'d State> {
        self.workflow.states.get(usize::from(place))
    }

    /// The term at a place.
    #[must_use]
    pub fn term(&self, place: u16) -> Option<&'d Term> {
        self.clocks.terms.get(usize::from(place))
    }

    /// The track at a place.
    #[must_use]
    pub fn track(&self, place: u16) -> Option<&'d Track> {
        self.workflow.tracks.get(usize::from(place))
    }

    pub(crate) fn prepared(&self, event: u16) -> Option<&Prepared<'d>> {
        self.events.get(usize::from(event))
    }

    pub(crate) fn phase(&self, state: u16) -> Phase {
        self.state(state).map_or(Phase::Archived, |state| state.phase)
    }

    /// The id of the state that a case is in.
    #[must_use]
    pub fn state_of(&self, at: &Standing) -> &'d str {
        self.state(at.state).map_or("", |state| state.id.as_str())
    }

    /// The events that somebody may fire now, in the order of the definition, each with the body of its track.
    pub fn possible<'a>(
        &'a self,
        at: &'a Standing,
        who: &'a [Who],
        facts: &'a dyn Facts,
    ) -> impl Iterator<Item = (&'d Event, &'a str)> {
        self.events.iter().filter(|own| own.event.open_to(who)).flat_map(move |own| {
            let tracks = at.tracks.iter().filter(|running| Some(running.track) == own.track);
            let beside =
                tracks.filter(|running| own.leaves(running.state)).map(|running| running.body.as_str());
            let main = (own.track.is_none() && own.leaves(at.state)).then_some("");
            beside
                .chain(main)
                .filter(|body| self.guarded(own, at, (facts, body)))
                .map(|body| (own.event, body))
        })
    }

    /// Whether the event's condition holds and its documents are there.
    pub(crate) fn guarded(
        &self,
        own: &Prepared<'_>,
        at: &Standing,
        (facts, body): (&dyn Facts, &str),
    ) -> bool {
        let known = Known { chart: self, at, facts, body: Some(body) };
        own.event.when.as_ref().is_none_or(|when| when.holds(&known))
            && own.event.documents.iter().all(|slot| facts.has_document(slot))
    }

    /// What will fire by itself, the earliest first, if nothing happens before.
    #[must_use]
    pub fn timers(&self, at: &Standing) -> Vec<Timer<'d>> {
        let mut timers: Vec<Timer<'d>> = at
            .terms
            .iter()
            .filter_map(|counting| {
                let term = self.term(counting.term)?;
                let due = counting.count.status.due()?;
                Some(Timer {
                    term: &term.id,
                    body: counting.body.clone(),
                    event: term.fires.as_deref()?,
                    on: due.nominal,
                    after: due.rolled,
                })
            })
            .collect();
        // Two that end on one day fire in the order of the file.
        timers.sort_by_key(|timer| (timer.after, timer.on, self.term_place(timer.term), timer.body.clone()));
        timers
    }

    /// The length of a term that holds for a case, by its place.
    pub(crate) fn version(&self, term: &Term, at: &Standing, facts: &dyn Facts, on: Date) -> u16 {
        let filed = at.filed.unwrap_or(on);
        let known = Known { chart: self, at, facts, body: None };
        let holds = |version: &&crate::clock::Version| {
            version.covers(filed) && version.when.as_ref().is_none_or(|when| when.holds(&known))
        };
        let found = term.versions.iter().position(|version| holds(&version));
        found.map_or(0, |at| place(at).saturating_add(1))
    }

    /// Counts a change of a term, by both readings. What the term does not stand for is left alone.
    pub(crate) fn counted(
        &self,
        counting: &Counting,
        entry: &Entry,
        cautious: Option<&Entry>,
    ) -> Result<Counting, crate::clock::Misplaced> {
        let Some(term) = self.term(counting.term) else { return Ok(counting.clone()) };
        let mut next = counting.clone();
        let other = counting.cautious.or_else(|| has_two_readings(term).then_some(counting.count));
        next.count = counting.count.changed(term, counting.version, entry, self.calendar)?;
        next.cautious = other.map(|count| match cautious {
            // What cannot be by the cautious reading alone leaves it as it is.
            Some(entry) => count.changed(term, counting.version, entry, self.calendar).unwrap_or(count),
            None => count,
        });
        Ok(next)
    }
}

/// Whether some change of the term is read in two ways.
fn has_two_readings(term: &Term) -> bool {
    term.moves.iter().any(|moves| moves.cautious.is_some())
}

impl Counting {
    /// A term of the main way that waits for something.
    #[must_use]
    pub fn waiting_for(term: u16) -> Self {
        Self::waiting(term, "", 0)
    }

    /// A term that nothing has moved yet.
    pub(crate) fn waiting(term: u16, body: &str, version: u16) -> Self {
        Self { term, body: body.to_owned(), version, count: Count::default(), cautious: None }
    }

    /// Whether it is that term of that body.
    pub(crate) fn is(&self, term: u16, body: &str) -> bool {
        self.term == term && same_body(&self.body, body)
    }
}

impl Running {
    pub(crate) fn is(&self, track: u16, body: &str) -> bool {
        self.track == track && same_body(&self.body, body)
    }
}

impl Event {
    pub(crate) fn open_to(&self, who: &[Who]) -> bool {
        self.who.iter().any(|one| who.contains(one))
    }
}

/// Whether two bodies are the same. Most terms belong to none: comparing memory of no length costs more than all else of a
/// replay on processors that read it masked, since it is at no address.
pub(crate) fn same_body(one: &str, other: &str) -> bool {
    one.len() == other.len() && (one.is_empty() || one == other)
}
