//! A case worked out again from its history: the state, and each term with every change and its cause.

use jiff::civil::Date;

use crate::{
    Chart, Refusal, Standing,
    chart::Prepared,
    clock::{Change, Count, Entry, Line, Misplaced, Status},
    moves::Moves,
    standing::{Counting, Facts, Moved},
    stepping::Happening,
    trace::Trace,
};

/// Something that happened to a case, as its journal holds it.
#[derive(Debug, Clone, Copy)]
pub enum Happened<'a> {
    /// An event of the workflow.
    Event(Record<'a>),
    /// The event at that place in the journal was received by the person it is for.
    Received {
        /// The place of the event.
        of: i64,
        /// The day of the receipt.
        on: Date,
        /// Its own place in the journal.
        seq: i64,
    },
    /// The event at that place was a mistake: the case is as if it had not happened, or had happened on another day.
    Rectified {
        /// The place of the event.
        of: i64,
        /// The true day; the event did not happen at all, if there is none.
        on: Option<Date>,
    },
    /// The event at that place stands, but days that answers said with it were others.
    DaysRectified {
        /// The place of the event.
        of: i64,
        /// The true days, by the names under which the event has them.
        days: &'a [(&'a str, Date)],
    },
}

/// An event that happened, and what was decided then: it is not judged again.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Its place in the journal.
    pub seq: i64,
    /// The event's id.
    pub event: &'a str,
    /// The state that it led to; where it leads without branches, if it is not there.
    pub to: Option<&'a str>,
    /// The day on which it counts.
    pub on: Date,
    /// The bodies it was for.
    pub bodies: &'a [&'a str],
    /// The last day that it set.
    pub until: Option<Date>,
    /// The last day of its own term, if it came after that.
    pub late: Option<Date>,
    /// Which lengths of terms were chosen.
    pub versions: &'a [(&'a str, u16)],
    /// The days that answers said.
    pub days: &'a [(&'a str, Date)],
}

/// A term with everything that moved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger<'d> {
    /// The term's id.
    pub term: &'d str,
    /// How it stands.
    pub counting: Counting,
    /// What moved it, by day, and what did not although it should have.
    pub lines: Vec<LedgerLine>,
}

/// One change of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerLine {
    /// It had effect; with the earliest day on which the term may end after it, where it runs or stands still.
    Done(Line, Option<Date>),
    /// It had none: it came too late, or too often.
    Void(Entry, Misplaced),
}

/// A case worked out from its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed<'d> {
    /// Where it is.
    pub standing: Standing,
    /// Its terms.
    pub ledgers: Vec<Ledger<'d>>,
}

/// The days that answers said with an event, the last word about each.
fn said<'a>(history: &[Happened<'a>], record: &Record<'a>) -> Vec<(&'a str, Date)> {
    let mut said = record.days.to_vec();
    if said.is_empty() {
        return said;
    }
    for fact in history {
        let Happened::DaysRectified { of, days } = fact else { continue };
        for (name, day) in days.iter().filter(|_| *of == record.seq) {
            if let Some(own) = said.iter_mut().find(|(own, _)| own == name) {
                own.1 = *day;
            }
        }
    }
    said
}

impl<'d> Chart<'d> {
    /// Works a case out from its history, oldest first, from a state: who did what and why was judged when it happened.
    ///
    /// # Errors
    /// The [`Refusal`] of the first event that was not possible where it stands.
    pub fn replay(
        &self,
        from: &Standing,
        history: &[Happened<'_>],
        facts: &dyn Facts,
    ) -> Result<Replayed<'d>, Refusal> {
        let mut standing = from.clone();
        let mut trace = Trace::of(history);
        self.follow(&mut standing, history, facts, &mut trace)?;
        let ledgers = self.ledgers(&mut standing, &trace.moved);
        Ok(Replayed { standing, ledgers })
    }

    /// The same without the ledgers: where a case is.
    ///
    /// # Errors
    /// As [`replay`](Self::replay).
    pub fn replayed(
        &self,
        from: &Standing,
        history: &[Happened<'_>],
        facts: &dyn Facts,
    ) -> Result<Standing, Refusal> {
        let mut standing = from.clone();
        let mut trace = Trace::of(history);
        self.follow(&mut standing, history, facts, &mut trace)?;
        if !trace.orderly {
            self.ledgers(&mut standing, &trace.moved);
        }
        Ok(standing)
    }

    fn follow(
        &self,
        standing: &mut Standing,
        history: &[Happened<'_>],
        facts: &dyn Facts,
        trace: &mut Trace,
    ) -> Result<(), Refusal> {
        let rectified: Vec<(i64, Option<Date>)> = history
            .iter()
            .filter_map(|fact| match fact {
                Happened::Rectified { of, on } => Some((*of, *on)),
                _ => None,
            })
            .collect();
        // The last word about an event holds.
        let word = |seq: i64| rectified.iter().rev().find(|(of, _)| *of == seq).map(|(_, on)| *on);
        for fact in history {
            let (record, receipt, seq) = match fact {
                Happened::Event(record) => (*record, false, record.seq),
                Happened::Received { of, on, seq } => {
                    let found = history.iter().find_map(|fact| match fact {
                        Happened::Event(record) if record.seq == *of => Some(Record { on: *on, ..*record }),
                        _ => None,
                    });
                    let Some(record) = found else { continue };
                    (record, true, *seq)
                }
                Happened::Rectified { .. } | Happened::DaysRectified { .. } => continue,
            };
            let said = said(history, &record);
            let record = Record { days: &said, ..record };
            let record = match word(record.seq) {
                Some(None) => {
                    // What ended by itself has ended; only what that led to is undone.
                    self.only_ended(standing, &record, facts, trace);
                    continue;
                }
                Some(Some(on)) if !receipt => Record { on, ..record },
                _ => record,
            };
            self.redo(standing, &record, receipt.then_some(seq), facts, trace)?;
        }
        Ok(())
    }

    /// Does again what an event did, or what its receipt did, which stands at the place `received` in the journal.
    fn redo(
        &self,
        standing: &mut Standing,
        record: &Record<'_>,
        received: Option<i64>,
        facts: &dyn Facts,
        trace: &mut Trace,
    ) -> Result<(), Refusal> {
        let own = self
            .event_place(record.event)
            .and_then(|place| self.prepared(place))
            .ok_or_else(|| Refusal::UnknownEvent(record.event.to_owned()))?;
        let what = Happening {
            event: record.event,
            who: &[],
            on: record.on,
            bodies: record.bodies,
            text: None,
            until: record.until,
            forced: true,
            seq: received.unwrap_or(record.seq),
            versions: record.versions,
            days: record.days,
        };
        let before = trace.moved.len();
        // What was recorded wrongly may have made an act late, or in time.
        let late = if trace.rectified && received.is_none() {
            self.over_since(own.event, standing, record.on, record.bodies).map(|(_, last)| last)
        } else {
            record.late
        };
        let mut moves = Moves {
            chart: self,
            facts,
            what: &what,
            moved: std::mem::take(&mut trace.moved),
            strict: false,
            late,
            led: None,
            days: Vec::new(),
            settled: received.map(|_| trace.settled_since(record.seq)).unwrap_or_default(),
        };
        if received.is_some() {
            // By now the case may be elsewhere.
            moves.led = record.to.and_then(|to| self.state_place(to));
            moves.terms(own, true, standing)?;
        } else {
            let to = self.led_to(own, standing, record, trace.rectified)?;
            moves.carry_out(own, to, standing)?;
        }
        trace.moved = moves.moved;
        trace.mark(before, received.is_some());
        Ok(())
    }

    /// Ends the term whose end fired an event that was a mistake.
    fn only_ended(&self, standing: &mut Standing, record: &Record<'_>, facts: &dyn Facts, trace: &mut Trace) {
        let own = self.event_place(record.event).and_then(|place| self.prepared(place));
        let Some(own) = own.filter(|own| !own.fired_by.is_empty()) else { return };
        let what = Happening {
            event: record.event,
            who: &[],
            on: record.on,
            bodies: record.bodies,
            text: None,
            until: None,
            forced: true,
            seq: record.seq,
            versions: &[],
            days: &[],
        };
        let before = trace.moved.len();
        let mut moves = Moves {
            chart: self,
            facts,
            what: &what,
            moved: std::mem::take(&mut trace.moved),
            strict: false,
            late: None,
            led: None,
            days: Vec::new(),
            settled: Vec::new(),
        };
        moves.over(own, standing, false);
        trace.moved = moves.moved;
        trace.mark(before, false);
    }

    /// The state that an event led to, as it is on record; it must be one that the event leads to from here.
    fn led_to(
        &self,
        own: &Prepared<'_>,
        at: &Standing,
        record: &Record<'_>,
        rectified: bool,
    ) -> Result<u16, Refusal> {
        if !self.is_here(own, at, record.bodies) {
            return Err(Refusal::NotPossibleNow);
        }
        let usual = self.target(own, at, record.bodies);
        let Some(to) = record.to else { return Ok(usual) };
        // What leads nowhere leaves the case where it is, wherever that is after something was put right.
        if rectified && own.event.stays() && own.branches.is_empty() {
            return Ok(usual);
        }
        let place = self.state_place(to).filter(|to| *to == usual || own.branches.contains(to));
        place.ok_or_else(|| Refusal::Elsewhere { event: record.event.to_owned(), to: to.to_owned() })
    }

    /// Reads each term again from its changes, by day.
    fn ledgers(&self, standing: &mut Standing, moved: &[Moved]) -> Vec<Ledger<'d>> {
        let mut keys: Vec<(u16, &str)> = Vec::new();
        for moved in moved {
            if !keys.iter().any(|(term, body)| moved.is(*term, body)) {
                keys.push((moved.term, &moved.body));
            }
        }
        keys.sort_unstable();
        let mut ledgers = Vec::new();
        for (place, body) in keys {
            let Some(term) = self.term(place) else { continue };
            let mut own: Vec<Moved> = moved.iter().filter(|moved| moved.is(place, body)).cloned().collect();
            in_order(&mut own);
            let found = standing.terms.iter().find(|counting| counting.is(place, body));
            let version = found.map_or(0, |counting| counting.version);
            let mut counting = Counting::waiting(place, body, version);
            let mut lines = Vec::new();
            for moved in own {
                let before = counting.count.status;
                if let Some(why) = moved.void {
                    lines.push(LedgerLine::Void(moved.entry, why));
                    continue;
                }
                match self.counted(&counting, &moved.entry, moved.cautious.as_ref()) {
                    Ok(next) => {
                        counting = next;
                        let after = counting.count.status;
                        let line = Line { entry: moved.entry, before, after };
                        lines.push(LedgerLine::Done(line, counting.earliest()));
                    }
                    Err(Misplaced::NotNow) => {}
                    Err(why) => lines.push(LedgerLine::Void(moved.entry, why)),
                }
            }
            match standing.terms.iter_mut().find(|counting| counting.is(place, body)) {
                Some(own) => own.clone_from(&counting),
                None if counting.count != Count::default() => standing.terms.push(counting.clone()),
                None => {}
            }
            if counting.count.status != Status::Waiting || !lines.is_empty() {
                ledgers.push(Ledger { term: &term.id, counting, lines });
            }
        }
        ledgers
    }
}

/// Puts the changes of a term, which stand as in the journal, in the order of their days.
fn in_order(own: &mut Vec<Moved>) {
    // What ends a term ends what had been done to it before in the journal, whatever days that was told for; and it does not
    // end what began after it there, nor touch what was done to that.
    let (mut latest, mut over, mut anew) = (Date::MIN, None, Date::MIN);
    let mut keyed: Vec<(Date, Moved)> = Vec::with_capacity(own.len());
    for moved in own.drain(..) {
        let on = moved.entry.on;
        if moved.entry.change == Change::Start {
            anew = over.unwrap_or(anew);
        }
        let key = if moved.entry.change == Change::End { on.max(latest) } else { on.max(anew) };
        latest = latest.max(key);
        if moved.done && moved.entry.change == Change::End {
            over = Some(key);
        }
        keyed.push((key, moved));
    }
    keyed.sort_by_key(|(key, _)| *key);
    own.extend(keyed.into_iter().map(|(_, moved)| moved));
}
