//! Terms that stand still for good, and ends that lead to nothing: found by following every way that a case may take.

use std::collections::{BTreeMap, BTreeSet};

use contract::cases::Phase;

use crate::{
    Finding, Place, Workflow,
    clock::{Clocks, Term},
    stepping::over,
    ways::{Passage, Stands, Ways},
};

/// What is wrong with terms of the main way on some way through the workflow. Whoever calls has made sure of the names.
pub(crate) fn findings(workflow: &Workflow, clocks: &Clocks) -> Vec<Finding> {
    let mut groups: BTreeMap<(Option<&str>, usize), Vec<usize>> = BTreeMap::new();
    for (index, term) in clocks.terms.iter().enumerate().filter(|(_, term)| term.track.is_none()) {
        // Terms that fire the same event stand in for each other.
        let key = term.fires.as_deref().map_or((None, index), |fires| (Some(fires), 0));
        groups.entry(key).or_default().push(index);
    }
    let mut list = Vec::new();
    for terms in groups.into_values() {
        let ways = Ways::new(workflow, clocks, &terms, false);
        if ways.cut {
            continue;
        }
        let group = Group {
            workflow,
            ways,
            terms: terms.iter().filter_map(|at| Some((*at, clocks.terms.get(*at)?))).collect(),
        };
        let doubts: Vec<Doubt> = (0..group.terms.len()).flat_map(|own| group.doubts(own)).collect();
        if !doubts.is_empty() {
            let close = Ways::new(workflow, clocks, &terms, true);
            let same = group.ways.same_as(&close);
            list.extend(doubts.iter().filter_map(|doubt| group.sure(doubt, &close, &same)));
        }
    }
    list
}

/// Something that would be wrong if a case could come there.
struct Doubt {
    /// The term, by its place among those of its group.
    own: usize,
    /// The state in which it is wrong.
    state: usize,
    what: What,
}

enum What {
    /// The rule at this place stops the term for good.
    StoppedBy(usize),
    /// In these places it stands still for good, and its end would mean something.
    Still(BTreeSet<usize>),
    /// In these places it runs, and its end means nothing.
    InVain(BTreeSet<usize>),
    /// Its end means nothing wherever it runs.
    Never,
}

/// Terms that fire the same event, or one that fires none.
struct Group<'a> {
    workflow: &'a Workflow,
    terms: Vec<(usize, &'a Term)>,
    ways: Ways<'a>,
}

impl Group<'_> {
    fn state(&self, index: usize) -> &str {
        self.workflow.states.get(index).map_or("", |state| state.id.as_str())
    }

    fn phase(&self, state: usize) -> Phase {
        self.workflow.states.get(state).map_or(Phase::Draft, |state| state.phase)
    }

    fn runs(&self, place: usize, own: usize) -> bool {
        self.ways.stands(place, own) == Stands::Running
    }

    fn doubts(&self, own: usize) -> Vec<Doubt> {
        let Some((_, term)) = self.terms.get(own) else { return Vec::new() };
        let mut found = self.stopped(own);
        if let Some(event) = term.fires.as_ref().and_then(|fires| self.workflow.event(fires)) {
            let within = |index: &usize| event.from.iter().any(|id| id == self.state(*index));
            let means = (0..self.workflow.states.len()).filter(within).collect();
            found.extend(self.in_vain(own, &means));
            // What follows from a stop for good would only be said again.
            if !found.iter().any(|doubt| matches!(doubt.what, What::StoppedBy(_))) {
                found.extend(self.still(own, &means));
            }
        }
        found.retain(|doubt| !term.idle_in.iter().any(|id| id == self.state(doubt.state)));
        found
    }

    /// What stops a term leaves a way on which it goes on, or is ended by more than the end of the case.
    fn stopped(&self, own: usize) -> Vec<Doubt> {
        let freeing = self.ways.passages.iter().filter(|passage| passage.freed.contains(&own));
        let frees: BTreeSet<usize> = freeing.map(|passage| passage.from).collect();
        let goes_on = self.ways.lead_to(|place| frees.contains(&place));
        let mut after: BTreeMap<(usize, usize), bool> = BTreeMap::new();
        for passage in &self.ways.passages {
            let still = self.ways.stands(passage.to, own).still();
            for (_, nth) in passage.stopped.iter().filter(|(of, _)| *of == own && still) {
                let known = after.entry((*nth, self.ways.state(passage.to))).or_default();
                *known |= goes_on.get(passage.to) == Some(&true);
            }
        }
        let for_good = after.into_iter().filter(|(_, goes_on)| !goes_on);
        for_good.map(|((nth, state), _)| Doubt { own, state, what: What::StoppedBy(nth) }).collect()
    }

    /// Where its end would mean something, a term does not stand still for good with no other in its stead.
    fn still(&self, own: usize, means: &BTreeSet<usize>) -> Vec<Doubt> {
        if self.terms.get(own).is_none_or(|(_, term)| term.silence.is_nothing()) {
            return Vec::new();
        }
        let any_runs = |place: usize| (0..self.terms.len()).any(|own| self.runs(place, own));
        let may_run = self.ways.lead_to(any_runs);
        let running: BTreeSet<usize> =
            self.ways.places().filter(|place| any_runs(*place)).map(|place| self.ways.state(place)).collect();
        let mut found: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for place in self.ways.places().filter(|place| may_run.get(*place) == Some(&false)) {
            let state = self.ways.state(place);
            if self.ways.stands(place, own).still() && means.contains(&state) && running.contains(&state) {
                found.entry(state).or_default().insert(place);
            }
        }
        found.into_iter().map(|(state, places)| Doubt { own, state, what: What::Still(places) }).collect()
    }

    /// Where a term may run out, its end leads to something.
    fn in_vain(&self, own: usize, means: &BTreeSet<usize>) -> Vec<Doubt> {
        let Some((_, term)) = self.terms.get(own) else { return Vec::new() };
        let mut runs: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for place in self.ways.places().filter(|place| self.runs(*place, own)) {
            runs.entry(self.ways.state(place)).or_default().insert(place);
        }
        if runs.keys().all(|state| !means.contains(state)) {
            let first = runs.keys().next();
            return first.map(|state| Doubt { own, state: *state, what: What::Never }).into_iter().collect();
        }
        if term.silence.is_nothing() {
            return Vec::new();
        }
        let leads = |place: usize| self.runs(place, own) && means.contains(&self.ways.state(place));
        let later = self.ways.lead_to(leads);
        let mut found = Vec::new();
        for (state, mut places) in runs.into_iter().filter(|(state, _)| !means.contains(state)) {
            match self.phase(state) {
                Phase::Draft => continue,
                // It is up to the office, whose silence it is.
                Phase::Submitted | Phase::InReview => {}
                phase if over(phase) && !term.outlives => continue,
                // While others have to act the end may wait until the case goes on: it counts from its own day then.
                _ => places.retain(|place| later.get(*place) == Some(&false)),
            }
            found.push(Doubt { own, state, what: What::InVain(places) });
        }
        found
    }

    /// What is said of a doubt, if a case can come there.
    fn sure(&self, doubt: &Doubt, close: &Ways<'_>, same: &BTreeMap<usize, usize>) -> Option<Finding> {
        let (index, term) = self.terms.get(doubt.own)?;
        let among = |places: &BTreeSet<usize>| {
            close.places().find(|place| same.get(place).is_some_and(|loose| places.contains(loose)))
        };
        let (id, state) = (&term.id, self.state(doubt.state));
        let fires = term.fires.as_deref().unwrap_or_default();
        let (message, remedy) = match &doubt.what {
            What::StoppedBy(nth) => {
                let stops = |passage: &&Passage| {
                    passage.stopped.contains(&(doubt.own, *nth)) && close.state(passage.to) == doubt.state
                };
                close.passages.iter().find(stops)?;
                let (place, rule) = (Place::Move(*index, *nth), term.moves.get(*nth)?);
                return Some(stopped_for_good(place, id, &rule.event, state));
            }
            What::Still(places) => (
                format!(
                    "in the state `{state}` the term `{id}` can stand still for good, and its silence never forms"
                ),
                (among(places)?, "let an event on that way do `resume`, `restart` or `end`".to_owned()),
            ),
            What::InVain(places) => (
                format!("in the state `{state}` the silence at the end of the term `{id}` leads to nothing"),
                (
                    among(places)?,
                    format!(
                        "add `{state}` to `from` of `{fires}`, or let an event on that way stop or end the term"
                    ),
                ),
            ),
            What::Never => {
                let message = format!("the end of the term `{id}` can never fire `{fires}`");
                let remedy =
                    format!("let `from` of `{fires}` name a state in which the term runs, as `{state}`");
                return Some(Finding { place: Place::Term(*index), key: Some("fires"), message, remedy });
            }
        };
        let (place, remedy) = remedy;
        let message = format!("{message}: after {}", close.way_to(place).join(", "));
        let remedy = format!("{remedy}; if it is meant, name `{state}` in `idle_in` of the term");
        Some(Finding { place: Place::Term(*index), key: None, message, remedy })
    }
}

fn stopped_for_good(place: Place, term: &str, event: &str, state: &str) -> Finding {
    let message =
        format!("once `{event}` has stopped the term `{term}` in the state `{state}`, nothing lets it go on");
    let remedy = format!(
        "let an event that can come after `{state}` do `resume`, `restart` or `end`, or let `{event}` do `end`"
    );
    Finding { place, key: None, message, remedy }
}
