//! What is wrong with the terms of a workflow before any case counts them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::{
    Finding, Place, Who, Workflow,
    assumed::Assumed,
    check::cites,
    check_days,
    check_loops::rings,
    check_stops,
    clock::{Cautious, Change, Clocks, Length, Move, Term, Version},
    expressions::nearest,
};

/// The longest length that a rule may have.
const LONGEST_YEARS: u16 = 100;

impl Clocks {
    /// Everything wrong with the terms of this workflow; empty if cases may count them.
    #[must_use]
    pub fn findings(&self, workflow: &Workflow) -> Vec<Finding> {
        let mut found = Found { clocks: self, workflow, list: Vec::new() };
        for (index, term) in self.terms.iter().enumerate() {
            found.term(index, term);
        }
        found.fired();
        found.deadlines();
        found.loops();
        // Where names are wrong, what follows from them would only repeat it.
        if found.list.is_empty() && workflow.findings().is_empty() {
            found.list = check_stops::findings(workflow, self);
        }
        found.list
    }
}

struct Found<'a> {
    clocks: &'a Clocks,
    workflow: &'a Workflow,
    list: Vec<Finding>,
}

impl Found<'_> {
    fn add(&mut self, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        self.list.push(Finding { place, key: None, message: message.into(), remedy: remedy.into() });
    }

    /// Something wrong with what stands under a key.
    fn at(&mut self, place: Place, key: &'static str, message: impl Into<String>, remedy: impl Into<String>) {
        self.list.push(Finding { place, key: Some(key), message: message.into(), remedy: remedy.into() });
    }

    fn term(&mut self, index: usize, term: &Term) {
        let (place, id) = (Place::Term(index), &term.id);
        if self.clocks.terms.iter().take(index).any(|other| other.id == *id) {
            self.add(place, format!("the term `{id}` is there twice"), "give each term an id of its own");
        }
        if let Some(track) = term.track.as_deref().filter(|track| self.workflow.track(track).is_none()) {
            let message = format!("the term `{id}` belongs to the track `{track}`, which is not there");
            self.at(place, "track", message, self.workflow.meant_track(track));
        }
        let own = term.track.as_deref().and_then(|track| self.workflow.track(track));
        if let Some(track) = own.filter(|track| !track.closed_by.is_empty()) {
            let message = format!("the term `{id}` belongs to the track `{}`, which is closed", track.id);
            self.at(
                place,
                "track",
                message,
                "take out `closed_by`: what has a term is moved by its own events",
            );
        }
        if !cites(&term.source) {
            let remedy = "write in `source` the act and article that sets it";
            self.at(place, "source", format!("the term `{id}` has no source"), remedy);
        }
        let lengths = std::iter::once((place, term.length));
        let others = (0..).zip(&term.versions).map(|(at, other)| (Place::Version(index, at), other.length));
        for (place, length) in lengths.chain(others).collect::<Vec<_>>() {
            self.length(place, term, length);
        }
        let least = match term.length {
            Length::Given(least) => Some(least),
            _ => None,
        };
        if term.most.is_some_and(|most| least.is_none_or(|least| most < least)) {
            let remedy = "give `most` to a term whose length is `given`, and not less than that";
            self.at(place, "most", format!("the term `{id}` cannot be held to so many days"), remedy);
        }
        if term.appointment && term.length != Length::Given(1) {
            let remedy = "give it `length = { given = 1 }`, or leave `appointment` out";
            self.at(
                place,
                "appointment",
                format!("the office does not set the day of the term `{id}`"),
                remedy,
            );
        }
        let main = |id: &&String| self.workflow.state(id).is_none_or(|state| state.track.is_some());
        if let Some(unknown) = term.idle_in.iter().find(main) {
            let message =
                format!("the term `{id}` is idle in `{unknown}`, which is no state of the main way");
            self.at(place, "idle_in", message, "name states of workflow.toml that have no `track`");
        }
        self.versions(index, term);
        self.moves(index, term);
        self.stops(place, term);
        self.silence(place, term);
    }

    fn length(&mut self, place: Place, term: &Term, length: Length) {
        let id = &term.id;
        let empty = matches!(
            length,
            Length::Days(0)
                | Length::WorkingDays(0)
                | Length::Months(0)
                | Length::Years(0)
                | Length::Given(0)
        );
        if empty {
            self.at(place, "length", format!("the term `{id}` has no length"), "write a number of 1 or more");
        }
        self.bounded(place, id, length);
        if matches!(length, Length::WorkingDays(_)) && term.suspends.is_some() {
            let remedy = "count it in `days`, or let nothing suspend it";
            self.add(
                place,
                format!("what is left of the term `{id}` cannot be counted in working days"),
                remedy,
            );
        }
    }

    /// No law gives centuries, and no calendar has the days of a thousand of them.
    fn bounded(&mut self, place: Place, id: &str, length: Length) {
        let (number, most) = match length {
            Length::Years(years) => (years, LONGEST_YEARS),
            Length::Months(months) => (months, LONGEST_YEARS * 12),
            Length::Days(days) | Length::WorkingDays(days) | Length::Given(days) => {
                (days, LONGEST_YEARS * 366)
            }
        };
        if number > most {
            let message = format!("the term `{id}` has a length of more than {LONGEST_YEARS} years");
            let key = if matches!(place, Place::Move(..)) { "does" } else { "length" };
            self.at(place, key, message, "write the length that the law gives");
        }
    }

    /// By how much an event makes a term longer, by any reading.
    fn extensions(&mut self, place: Place, id: &str, moves: &Move) {
        let cautious = match moves.cautious {
            Some(Cautious::Does(does)) => Some(does),
            _ => None,
        };
        for does in [Some(moves.does), cautious].into_iter().flatten() {
            if let Change::Extend(by) = does {
                self.bounded(place, id, by);
            }
        }
    }

    fn versions(&mut self, index: usize, term: &Term) {
        let id = &term.id;
        for (at, version) in term.versions.iter().enumerate() {
            let place = Place::Version(index, at);
            if !cites(&version.source) {
                let remedy = "write in `source` the act and article that sets it";
                self.add(place, format!("another length of the term `{id}` has no source"), remedy);
            }
            let (from, to) = (version.valid_from.unwrap_or(Date::MIN), version.valid_to.unwrap_or(Date::MAX));
            if from > to {
                let remedy = "let `valid_from` be the earlier of the two";
                self.add(place, format!("another length of the term `{id}` ends before it begins"), remedy);
            }
            let overlaps = term.versions.iter().take(at).any(|other| {
                let (other_from, other_to) =
                    (other.valid_from.unwrap_or(Date::MIN), other.valid_to.unwrap_or(Date::MAX));
                from <= other_to && other_from <= to && self.wherever(version, other)
            });
            if overlaps {
                let remedy = "end the one before the other begins with `valid_to` and `valid_from`, or put the narrower \
                              condition first: of two that hold the first in the file counts";
                self.add(
                    place,
                    format!("two lengths of the term `{id}` are in force on the same days"),
                    remedy,
                );
            }
        }
    }

    /// Whether the other holds wherever this one does, as far as their conditions tell.
    fn wherever(&self, version: &Version, other: &Version) -> bool {
        let (Some(when), tracks) = (&other.when, &self.workflow.tracks) else { return true };
        let Some(own) = &version.when else { return false };
        let without =
            Assumed::default().holding(own, tracks).is_some_and(|own| own.failing(when, tracks).is_none());
        let same = own.tree.is_some() && own.tree == when.tree;
        same || without
    }

    fn moves(&mut self, index: usize, term: &Term) {
        let id = &term.id;
        let mut seen = BTreeSet::new();
        for (at, moves) in term.moves.iter().enumerate() {
            let place = Place::Move(index, at);
            self.extensions(place, id, moves);
            let event = self.workflow.event(&moves.event);
            match event {
                None => {
                    let message = format!("the term `{id}` is moved by `{}`, which is no event", moves.event);
                    let known = self.workflow.events.iter().map(|event| event.id.as_str());
                    self.add(place, message, nearest::remedy(&moves.event, known));
                }
                Some(event) if event.track.is_some() && event.track != term.track && term.track.is_some() => {
                    let message =
                        format!("the term `{id}` and its event `{}` are of two tracks", moves.event);
                    self.add(place, message, "let an event of the same track, or of the main way, move it");
                }
                Some(_) => {}
            }
            if !cites(&moves.source) {
                let remedy = "write in `source` the act and article that says so";
                self.add(
                    place,
                    format!("what `{}` does to the term `{id}` has no source", moves.event),
                    remedy,
                );
            }
            for (message, remedy) in check_days::wrong(self.workflow, self.clocks, term, moves) {
                self.at(place, "day", message, remedy);
            }
            let leads = |to: &&String| event.is_some_and(|event| !event.targets().any(|own| own == *to));
            if let Some(to) = moves.to.as_ref().filter(leads) {
                let message = format!("the event `{}` never leads to `{to}`", moves.event);
                self.at(place, "to", message, "write in `to` a state that it leads to, or remove the key");
            }
            if !seen.insert((&moves.event, &moves.to, moves.day.is_event())) {
                let remedy = "keep one of the two";
                self.add(place, format!("the event `{}` moves the term `{id}` twice", moves.event), remedy);
            }
            let changes = [
                Some(moves.does),
                moves.cautious.and_then(|other| match other {
                    Cautious::Does(change) => Some(change),
                    Cautious::Nothing => None,
                }),
            ];
            for (change, allowed, key) in [
                (Change::Interrupt, term.interrupts.is_some(), "interrupts"),
                (Change::Suspend, term.suspends.is_some(), "suspends"),
            ] {
                if changes.contains(&Some(change)) && !allowed {
                    let message = format!("nothing says how often the term `{id}` may be stopped so");
                    self.add(place, message, format!("add `{key} = {{}}`, or `{key} = {{ times = 1 }}`"));
                }
            }
        }
    }

    /// A term begins, goes on again after it stood still, and comes to an end.
    fn stops(&mut self, place: Place, term: &Term) {
        let id = &term.id;
        let does = |change: Change| term.moves.iter().any(|moves| moves.does == change);
        if !does(Change::Start) {
            let remedy = "add `[[term.on]]` with an event that does `start`";
            self.add(place, format!("the term `{id}` never begins"), remedy);
        }
        for (stops, goes_on, words) in
            [(Change::Suspend, Change::Resume, "resume"), (Change::Interrupt, Change::Restart, "restart")]
        {
            if does(stops) && !does(goes_on) {
                let message = format!("the term `{id}` stands still for ever once it is stopped");
                self.add(place, message, format!("add `[[term.on]]` with an event that does `{words}`"));
            }
        }
        if term.outlives && term.fires.is_none() && !does(Change::End) {
            let remedy = "add `fires`, or `[[term.on]]` with an event that does `end`";
            self.add(place, format!("the clock of the term `{id}` never stops"), remedy);
        }
    }

    /// What forms by silence is a state of the case.
    fn silence(&mut self, place: Place, term: &Term) {
        let id = &term.id;
        let fired = term.fires.as_ref().and_then(|fires| self.workflow.event(fires));
        if let Some(fires) = term.fires.as_ref().filter(|_| fired.is_none()) {
            let message = format!("the end of the term `{id}` fires `{fires}`, which is no event");
            let silent = self.workflow.events.iter().filter(|event| event.who == [Who::System]);
            let near = nearest::near(fires, silent.map(|event| event.id.as_str()));
            let remedy = near.map_or_else(
                || "name an event with `who = [\"system\"]`".to_owned(),
                |event| format!("write `{event}`"),
            );
            self.at(place, "fires", message, remedy);
        }
        if let Some(event) = fired {
            if event.who != [Who::System] {
                let message = format!("the end of the term `{id}` fires `{}`, which people fire", event.id);
                self.at(place, "fires", message, "name an event with `who = [\"system\"]`");
            }
            if event.track != term.track {
                let message = format!("the end of the term `{id}` fires an event of another track");
                self.at(place, "fires", message, "write the same `track` for both, or for none");
            }
        }
        let leads = fired.is_some_and(|event| event.targets().all(|to| !event.from.contains(to)));
        if !term.silence.is_nothing() && !leads {
            let message = format!("the silence at the end of the term `{id}` leads to no state");
            let remedy = "let `fires` name an event that leads to a state in which it is attested";
            self.at(place, "silence", message, remedy);
        }
    }

    /// What only the end of a term may fire is fired by one.
    fn fired(&mut self) {
        for (index, event) in self.workflow.events.iter().enumerate() {
            let fired = self.clocks.terms.iter().any(|term| term.fires.as_ref() == Some(&event.id));
            if event.who.contains(&Who::System) && !fired {
                let message = format!("nobody may fire the event `{}`, and no term does", event.id);
                let remedy = "name it in `fires` of a term of clocks.toml";
                self.add(Place::Event(index), message, remedy);
            }
        }
    }

    /// What fires by itself comes to an end, or is meant to come again.
    fn loops(&mut self) {
        for ring in rings(self.workflow, self.clocks) {
            let Some(first) = ring.first() else { continue };
            let at = self.workflow.events.iter().position(|event| event.id == first.id).unwrap_or_default();
            let message = match ring.as_slice() {
                [one] => format!("the event `{}` begins the term that fires it, for ever", one.id),
                all => {
                    let ids: Vec<String> = all.iter().map(|event| format!("`{}`", event.id)).collect();
                    format!("the events {} fire each other for ever", ids.join(", "))
                }
            };
            let remedy = "let something that somebody does begin the term, or write `repeats = true` where it is meant to \
                          come again and again";
            self.add(Place::Event(at), message, remedy);
        }
        for (index, event) in self.workflow.events.iter().enumerate() {
            if event.repeats && event.who != [Who::System] {
                let message = format!("the event `{}` repeats, and no term fires it", event.id);
                self.add(
                    Place::Event(index),
                    message,
                    "give `repeats` to an event with `who = [\"system\"]`",
                );
            }
        }
    }

    /// What is possible only until a term ends names one: that of each body only where it is the body's own track.
    fn deadlines(&mut self) {
        for (index, event) in self.workflow.events.iter().enumerate() {
            let Some(term) = &event.before else { continue };
            let own = |term: &Term| term.track.is_none() || term.track == event.track;
            if !self.clocks.term(term).is_some_and(own) {
                let message =
                    format!("the event `{}` waits for the term `{term}`, which is not there", event.id);
                let known = self.clocks.terms.iter().map(|term| term.id.as_str());
                self.at(Place::Event(index), "before", message, nearest::remedy(term, known));
            }
        }
    }
}
