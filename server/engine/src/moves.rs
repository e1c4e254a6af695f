//! What an event does to the state, the tracks and the terms of a case.

use contract::{cases::Phase, expr::Value};
use jiff::civil::Date;

use crate::{
    Chart, Happening, Refusal, Who,
    chart::{Prepared, same_body},
    clock::{Cautious, Change, Entry, FromDay, Misplaced, Move, Status},
    standing::{Counting, Facts, Moved, Running, Standing},
    stepping::over,
};

/// What one event does to tracks and terms.
pub(crate) struct Moves<'a, 'd> {
    pub(crate) chart: &'a Chart<'d>,
    pub(crate) facts: &'a dyn Facts,
    pub(crate) what: &'a Happening<'a>,
    pub(crate) moved: Vec<Moved>,
    /// Whether what a term does not allow refuses the event; otherwise the term is left alone.
    pub(crate) strict: bool,
    /// The last day of the event's own term, if it comes after that: it stops no term and makes none longer.
    pub(crate) late: Option<Date>,
    /// The state that the event led to when it happened, where that was before.
    pub(crate) led: Option<u16>,
    /// The days that answers said, for the record.
    pub(crate) days: Vec<(String, Date)>,
    /// Terms whose matter was settled since: what is received only now does not begin them.
    pub(crate) settled: Vec<(u16, String)>,
}

impl Moves<'_, '_> {
    /// Moves the state, opens tracks, moves terms, ends what is over.
    pub(crate) fn carry_out(
        &mut self,
        own: &Prepared<'_>,
        to: u16,
        standing: &mut Standing,
    ) -> Result<(), Refusal> {
        let body = self.what.bodies.first().copied().unwrap_or_default();
        match own.track {
            Some(track) => {
                let running = standing.tracks.iter_mut().find(|running| running.is(track, body));
                if let Some(running) = running {
                    running.state = to;
                }
            }
            None => {
                if self.chart.phase(standing.state) == Phase::Draft && self.chart.phase(to) != Phase::Draft {
                    standing.filed = Some(self.what.on);
                }
                standing.state = to;
            }
        }
        for track in &own.closes {
            standing.tracks.retain(|running| running.track != *track);
        }
        for track in &own.opens {
            let state = self.chart.track(*track).and_then(|track| self.chart.state_place(&track.initial));
            let Some(state) = state else { continue };
            let one = [""];
            let bodies = if self.what.bodies.is_empty() { &one } else { self.what.bodies };
            for body in bodies {
                // Asked once more, it begins anew.
                standing.tracks.retain(|running| !running.is(*track, body));
                standing
                    .terms
                    .retain(|counting| !(same_body(&counting.body, body) && self.of_track(counting, *track)));
                standing.tracks.push(Running { track: *track, body: (*body).to_owned(), state });
            }
        }
        self.over(own, standing, own.event.who.as_slice() == [Who::System]);
        self.terms(own, false, standing)?;
        self.ends(own, to, standing);
        Ok(())
    }

    /// Ends the term whose end this is. What nobody but the end of a term fires has ended one that runs, also where by
    /// the days of rest as they are known now it would end later: what fired stays, and does not fire again.
    pub(crate) fn over(&mut self, own: &Prepared<'_>, standing: &mut Standing, fired: bool) {
        let body = self.what.bodies.first().copied().unwrap_or_default();
        let runs = |term: u16| {
            let counting = standing.terms.iter().find(|counting| counting.is(term, body))?;
            Some((counting.count.status.due()?.nominal, term))
        };
        let mut running: Vec<(Date, u16)> = own.fired_by.iter().filter_map(|term| runs(*term)).collect();
        running.sort_unstable();
        let over = running.iter().filter(|(nominal, _)| *nominal <= self.what.on).count();
        running.truncate(over.max(usize::from(fired)));
        for (_, term) in running {
            let entry = Entry::new(self.what.on, Change::End, self.what.seq);
            // It runs: nothing keeps it from ending.
            let _ended = self.count(term, body, entry, Some(entry), standing);
        }
    }

    fn of_track(&self, counting: &Counting, track: u16) -> bool {
        let own = self.chart.term(counting.term).and_then(|term| term.track.as_deref());
        own.is_some_and(|own| self.chart.track_place(own) == Some(track))
    }

    /// What the event does to terms when it happens, or when it is received.
    pub(crate) fn terms(
        &mut self,
        own: &Prepared<'_>,
        receipt: bool,
        standing: &mut Standing,
    ) -> Result<(), Refusal> {
        // The state that the event led to: the case's, or its track's.
        let body = self.what.bodies.first().copied().unwrap_or_default();
        let reached = match own.track {
            None => Some(standing.state),
            Some(track) => standing.tracks.iter().find(|run| run.is(track, body)).map(|run| run.state),
        };
        let reached = self.led.or(reached).and_then(|state| self.chart.state(state));
        let leads =
            |to: &Option<String>| to.as_ref().is_none_or(|to| reached.is_some_and(|state| state.id == *to));
        let counts = |moves: &&(u16, &Move)| moves.1.day.is_receipt() == receipt && leads(&moves.1.to);
        for (place, moves) in own.moves.iter().filter(counts) {
            let Some(term) = self.chart.term(*place) else { continue };
            if begins(moves.does) && !term.outlives && over(self.chart.phase(standing.state)) {
                continue;
            }
            match &term.track {
                None => self.moved_by(*place, moves, "", standing)?,
                Some(track) => {
                    for body in self.bodies(own, track, *place, standing) {
                        self.moved_by(*place, moves, &body, standing)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What one rule does to the clock of one body.
    fn moved_by(
        &mut self,
        place: u16,
        moves: &Move,
        body: &str,
        standing: &mut Standing,
    ) -> Result<(), Refusal> {
        if begins(moves.does) && self.settled.iter().any(|(term, of)| *term == place && same_body(of, body)) {
            return Ok(());
        }
        let on = self.day(moves, standing);
        let entry = Entry { on, change: moves.does, until: self.what.until, cause: self.what.seq };
        let cautious = match moves.cautious {
            None => Some(entry),
            Some(Cautious::Nothing) => None,
            Some(Cautious::Does(change)) => Some(Entry { change, ..entry }),
        };
        let favours = matches!(moves.does, Change::Suspend | Change::Interrupt | Change::Extend(_));
        if let Some(last) = self.late.filter(|_| favours) {
            let void = Some(Misplaced::TooLate(last));
            let body = body.to_owned();
            self.moved.push(Moved { term: place, body, entry, cautious, done: false, void });
            return Ok(());
        }
        self.count(place, body, entry, cautious, standing)
    }

    /// The day on which a rule counts: the event's, the one that an answer says, or that on which a term ended.
    fn day(&mut self, moves: &Move, standing: &Standing) -> Date {
        let base = match &moves.day {
            FromDay::Event | FromDay::Receipt | FromDay::ReceiptBy(_) => self.what.on,
            FromDay::Answer(name) => {
                let on_record = self.what.days.iter().find(|(own, _)| own == name).map(|(_, day)| *day);
                let answered = || match self.facts.answers().value(name) {
                    Some(Value::Date(day)) => Some(day),
                    _ => None,
                };
                let day = on_record.or_else(answered).unwrap_or(self.what.on);
                if !self.days.iter().any(|(own, _)| own == name) {
                    self.days.push((name.clone(), day));
                }
                day
            }
            FromDay::EndOf(terms) => {
                let named = |counting: &&Counting| {
                    self.chart.term(counting.term).is_some_and(|term| terms.contains(&term.id))
                };
                let ended =
                    standing.terms.iter().filter(named).filter_map(|counting| match counting.count.status {
                        Status::Ended(day) => Some(day),
                        _ => None,
                    });
                ended.max().map_or(self.what.on, |day| day.min(self.what.on))
            }
        };
        if moves.after_days == 0 {
            base
        } else {
            base.saturating_add(jiff::Span::new().days(moves.after_days))
        }
    }

    /// The bodies whose clock of a track's term the event moves.
    fn bodies(&self, own: &Prepared<'_>, track: &str, term: u16, standing: &Standing) -> Vec<String> {
        let Some(track) = self.chart.track_place(track) else { return Vec::new() };
        if own.track == Some(track) || own.opens.contains(&track) {
            if self.what.bodies.is_empty() {
                return vec![String::new()];
            }
            return self.what.bodies.iter().map(|body| (*body).to_owned()).collect();
        }
        let counted = standing.terms.iter().filter(|counting| counting.term == term);
        counted.map(|counting| counting.body.clone()).collect()
    }

    fn count(
        &mut self,
        place: u16,
        body: &str,
        entry: Entry,
        cautious: Option<Entry>,
        standing: &mut Standing,
    ) -> Result<(), Refusal> {
        let chart = self.chart;
        let found = standing.terms.iter().position(|counting| counting.is(place, body));
        let counting = match found.and_then(|at| standing.terms.get(at)) {
            Some(counting) => counting.clone(),
            None => Counting::waiting(place, body, self.version(place, standing, entry.on)),
        };
        let counted = chart.counted(&counting, &entry, cautious.as_ref());
        let done = counted.is_ok();
        self.moved.push(Moved { term: place, body: body.to_owned(), entry, cautious, done, void: None });
        match counted {
            Ok(next) => match found.and_then(|at| standing.terms.get_mut(at)) {
                Some(own) => *own = next,
                None => standing.terms.push(next),
            },
            // The term does not run so that this concerns it.
            Err(Misplaced::NotNow) => {}
            Err(why) if self.strict => {
                let term = chart.term(place).map_or_else(String::new, |term| term.id.clone());
                return Err(Refusal::Term { term, why });
            }
            Err(_) => {}
        }
        Ok(())
    }

    /// Which length of a term holds: as it is on record, or as the facts decide.
    fn version(&self, place: u16, standing: &Standing, on: Date) -> u16 {
        let Some(term) = self.chart.term(place) else { return 0 };
        let on_record = self.what.versions.iter().find(|(id, _)| *id == term.id);
        on_record.map_or_else(|| self.chart.version(term, standing, self.facts, on), |(_, version)| *version)
    }

    /// Ends the terms of a track that is closed, and of a case that is concluded.
    fn ends(&mut self, own: &Prepared<'_>, to: u16, standing: &mut Standing) {
        let phase = self.chart.phase(to);
        if !over(phase) {
            return;
        }
        let body = self.what.bodies.first().copied().unwrap_or_default();
        let mut ending = Vec::new();
        for counting in &standing.terms {
            let Some(term) = self.chart.term(counting.term) else { continue };
            let concerned = match own.track {
                Some(track) => same_body(&counting.body, body) && self.of_track(counting, track),
                None => !term.outlives,
            };
            if concerned && counting.count.status.is_open() {
                // Also where it was to go on only later: it ends with the case.
                let entry = Entry::new(self.what.on, Change::End, self.what.seq);
                ending.push((counting.term, counting.body.clone(), entry));
            }
        }
        for (term, body, entry) in ending {
            // It runs: nothing keeps it from ending.
            let _ended = self.count(term, &body, entry, Some(entry), standing);
        }
    }
}

/// Whether a change lets a term run.
fn begins(change: Change) -> bool {
    matches!(change, Change::Start | Change::Restart | Change::Resume)
}
