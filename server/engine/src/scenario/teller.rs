//! The story of a case, told day by day: what ends on the way fires before what comes after it.

use std::collections::BTreeMap;

use contract::{
    cases::Phase,
    expr::{Names, Value},
};
use jiff::civil::Date;

use super::{
    Came, Day, Party, Scenario, Told,
    stands::{began, shift, stood, tracks},
    stopped::{Stopped, code, in_words},
    told,
};
use crate::{Chart, Facts, Happened, Happening, Past, Record, Refusal, Standing, Step, Who};

/// The most ends of terms that are told between two steps of a story: more are terms that fire each other for ever.
pub(super) const MOST_FIRED: usize = 1_000;

struct Given<'s> {
    values: BTreeMap<String, Value>,
    documents: &'s [String],
}

impl Facts for Given<'_> {
    fn answers(&self) -> &dyn Names {
        &self.values
    }

    fn has_document(&self, slot: &str) -> bool {
        self.documents.iter().any(|own| own == slot)
    }
}

/// What was told, kept to be told again when something of it turns out to be otherwise.
#[derive(Debug, Clone)]
enum Kept {
    Event {
        seq: i64,
        event: String,
        to: String,
        on: Date,
        bodies: Vec<String>,
        until: Option<Date>,
        late: Option<Date>,
    },
    Received {
        of: i64,
        on: Date,
        seq: i64,
    },
    Rectified {
        of: i64,
        on: Option<Date>,
    },
}

/// Tells a story step by step, with answers as they are worth to conditions.
pub(super) fn story(chart: &Chart<'_>, scenario: &Scenario, values: BTreeMap<String, Value>) -> Vec<Came> {
    let facts = Given { values, documents: &scenario.documents };
    let mut teller =
        Teller { chart, facts, standing: chart.begin(), kept: Vec::new(), seq: 0, day: None, passed: None };
    scenario.steps.iter().map(|told| teller.tell(told)).collect()
}

struct Teller<'a> {
    chart: &'a Chart<'a>,
    facts: Given<'a>,
    standing: Standing,
    kept: Vec<Kept>,
    seq: i64,
    day: Option<Date>,
    /// The last day that was let pass to its end.
    passed: Option<Date>,
}

impl Teller<'_> {
    fn tell(&mut self, told: &Told) -> Came {
        let on = told.on.or(told.until).map(|day| day.0).or(self.day).unwrap_or(Date::ZERO);
        let mut came = self.before(told, on);
        let done = match told {
            // Where the case would be then is not known.
            _ if came.fired.len() >= MOST_FIRED => Err(Stopped::Endless),
            Told { event: Some(event), .. } => self.fire(told, event, on, &mut came),
            Told { received: Some(event), .. } => self.received(event, on, &mut came),
            Told { rectified: Some(event), .. } => self.rectified(event, told.truly.map(|day| day.0), on),
            _ if self.day.is_some_and(|now| on < now) => {
                Err(Stopped::Before("days do not go back".to_owned()))
            }
            _ => Ok(()),
        };
        if let Err(stopped) = done {
            came.refused = Some(code(&stopped).to_owned());
            came.because = Some(in_words(&stopped, self.chart, &self.standing, told));
        }
        self.day = self.day.max(Some(on));
        self.passed = self.passed.max(told.until.map(|day| day.0));
        came.state = self.chart.state_of(&self.standing).to_owned();
        came.phase = self.chart.phase(self.standing.state);
        came.terms = stood(self.chart, &self.standing);
        came.tracks = tracks(self.chart, &self.standing);
        came
    }

    /// The days that pass until something happens: terms that end on the way fire.
    fn before(&mut self, told: &Told, on: Date) -> Came {
        let what = match told {
            Told { event: Some(event), .. } => event.clone(),
            Told { received: Some(event), .. } => format!("received {event}"),
            Told { rectified: Some(event), .. } => format!("rectified {event}"),
            _ => format!("until {on}"),
        };
        let mut came = Came {
            what,
            on: Day(on),
            by: None,
            refused: None,
            because: None,
            fired: Vec::new(),
            state: String::new(),
            phase: Phase::Draft,
            effects: Vec::new(),
            notified: Vec::new(),
            works: None,
            moved: Vec::new(),
            terms: BTreeMap::new(),
            tracks: BTreeMap::new(),
        };
        // A day that passes is over at its end; on the day of an event terms that end on it still run.
        let passed = told.until.is_some();
        let mut idle = Vec::new();
        while let Some(timer) = self.chart.timers(&self.standing).into_iter().find(|timer| {
            !idle.contains(&(timer.term, timer.body.clone()))
                && (timer.after < on || passed && timer.after == on)
        }) {
            let bodies = [timer.body.as_str()];
            let bodies = if timer.body.is_empty() { &bodies[..0] } else { &bodies[..] };
            let fired = self.step(timer.event, &[Who::System], timer.on, bodies, None, false, &mut came);
            match fired {
                Ok(()) => {
                    came.fired.push((timer.event.to_owned(), Day(timer.on)));
                    tell(&mut came.notified, Who::System);
                }
                // Where the case is, the end of this term means nothing.
                Err(_) => idle.push((timer.term, timer.body)),
            }
            if came.fired.len() >= MOST_FIRED {
                break;
            }
        }
        came
    }

    /// Whether an event may be told for a day that the story is past: what came another way, and what is recorded later, but
    /// not before the case or what made it possible.
    fn in_order(&self, (event, bodies): (&str, &[String]), by: Option<Who>, on: Date) -> bool {
        if self.day.is_none_or(|now| on >= now) {
            return true;
        }
        let flow = self.chart.workflow;
        // What the applicant does is recorded by the office, if it came another way.
        let who: Vec<Who> = by.into_iter().filter(|by| *by != Who::Applicant).collect();
        let past = self.past();
        flow.event(event).is_none()
            // What no hand here fires comes with the day on which it happened.
            || (by.is_some_and(Who::nobody) || flow.recorded_later(event, &who))
                && past.first().is_none_or(|filed| on >= filed.on)
                && (by.is_some_and(Who::nobody)
                    || self.chart.possible_since(&past, event, bodies).is_none_or(|since| on >= since))
    }

    /// What came in time, and is told when the ends of terms have led the case on: they then led to nothing. Gives how the case
    /// was, for where the event is refused.
    fn put_back(&mut self, event: &str, by: Option<Who>, on: Date) -> Option<(Vec<Kept>, Standing)> {
        // Of a day that is over too: what ended on it fired at its end.
        self.day.filter(|now| on < *now || self.passed == Some(on))?;
        let who: Vec<Who> = by.into_iter().filter(|by| *by != Who::Applicant).collect();
        let was = (self.kept.clone(), self.standing.clone());
        while let Some(ended) = self.chart.ended_by_itself(&self.past()) {
            self.kept.push(Kept::Rectified { of: ended.seq, on: None });
            if self.again().is_err() {
                break;
            }
            if self.chart.waited_for(&ended.event, &self.standing, event, &who) {
                if on <= ended.last {
                    return Some(was);
                }
                break;
            }
        }
        (self.kept, self.standing) = was;
        None
    }

    /// What happened and stands, each on its true day.
    fn past(&self) -> Vec<Past<'_>> {
        let word = |seq: i64| {
            self.kept.iter().rev().find_map(|kept| match kept {
                Kept::Rectified { of, on } if *of == seq => Some(*on),
                _ => None,
            })
        };
        let mut past = Vec::new();
        for kept in &self.kept {
            let Kept::Event { seq, event, to, on, bodies, .. } = kept else { continue };
            if let Some(on) = word(*seq).unwrap_or(Some(*on)) {
                past.push(Past { seq: *seq, event, to, on, bodies });
            }
        }
        past
    }

    fn fire(&mut self, told: &Told, event: &str, on: Date, came: &mut Came) -> Result<(), Stopped> {
        let found = self.chart.workflow.event(event);
        let by = told.by.or_else(|| found.and_then(|event| event.who.first().copied()));
        // The end of a term comes by itself on its day: a story only lets the days pass.
        if by == Some(Who::System) {
            return Err(Refusal::NotAllowed.into());
        }
        let rule = found.and_then(|event| event.recipients.clone()).unwrap_or_default();
        let asked = self.chart.asked(&self.standing, &rule).next().is_some();
        let was = self.put_back(event, by, on);
        let done = self.carry_out(told, event, (by, on), came);
        if let (Err(_), Some((kept, standing))) = (&done, was) {
            (self.kept, self.standing) = (kept, standing);
        }
        done?;
        if let Some(by) = by {
            tell(&mut came.notified, by);
        }
        if rule.bodies && !told.bodies.is_empty() || asked {
            came.notified.push(Party::Bodies);
        }
        if rule.only {
            came.notified.push(Party::Others);
        }
        Ok(())
    }

    fn carry_out(
        &mut self,
        told: &Told,
        event: &str,
        (by, on): (Option<Who>, Date),
        came: &mut Came,
    ) -> Result<(), Stopped> {
        if !self.in_order((event, &told.bodies), by, on) {
            let rule = "only what is recorded later is told then, and of no day before what made it possible";
            return Err(Stopped::Before(format!("the story is past {on}: {rule}")));
        }
        let bodies: Vec<&str> = told.bodies.iter().map(String::as_str).collect();
        let who: Vec<Who> = by.into_iter().collect();
        came.by = by;
        self.step(event, &who, on, &bodies, told.due.map(|day| day.0), told.forced, came)
    }

    #[expect(clippy::too_many_arguments, reason = "what an event is made of")]
    fn step(
        &mut self,
        event: &str,
        who: &[Who],
        on: Date,
        bodies: &[&str],
        until: Option<Date>,
        forced: bool,
        came: &mut Came,
    ) -> Result<(), Stopped> {
        let needs_text = self.chart.workflow.event(event).is_some_and(|event| event.text.is_some());
        let what = Happening {
            event,
            who,
            on,
            bodies,
            text: needs_text.then_some("…"),
            until,
            forced,
            seq: self.seq + 1,
            versions: &[],
            days: &[],
        };
        let step: Step<'_> = self.chart.step(&self.standing, &what, &self.facts)?;
        if !who.iter().any(|who| who.nobody()) {
            self.chart.demand_day(&self.standing, &step, until, on).map_err(Stopped::Day)?;
        }
        self.seq += 1;
        came.effects.extend(step.effects);
        came.works = step.works.or(came.works);
        came.moved.extend(step.moved.iter().map(|moved| shift(self.chart, event, moved)));
        self.kept.push(Kept::Event {
            seq: self.seq,
            event: event.to_owned(),
            to: self.reached(&step, bodies),
            on,
            bodies: bodies.iter().map(|body| (*body).to_owned()).collect(),
            until,
            late: step.late,
        });
        self.standing = step.standing;
        Ok(())
    }

    /// The state that an event led to: the case's, or its track's.
    fn reached(&self, step: &Step<'_>, bodies: &[&str]) -> String {
        let Some(track) = step.event.track.as_deref().and_then(|track| self.chart.track_place(track)) else {
            return step.to.to_owned();
        };
        let body = bodies.first().copied().unwrap_or_default();
        let found = step.standing.tracks.iter().find(|running| running.is(track, body));
        found
            .and_then(|running| self.chart.state(running.state))
            .map_or_else(String::new, |state| state.id.clone())
    }

    fn received(&mut self, event: &str, on: Date, came: &mut Came) -> Result<(), Stopped> {
        let (of, sent) = self.last(event)?;
        if on < sent {
            return Err(Stopped::Before(format!("it was done on {sent}, and cannot be received before")));
        }
        self.seq += 1;
        self.kept.push(Kept::Received { of, on, seq: self.seq });
        let before = self.standing.clone();
        self.again()?;
        came.moved.extend(began(self.chart, &before, &self.standing, on));
        Ok(())
    }

    fn rectified(&mut self, event: &str, on: Option<Date>, today: Date) -> Result<(), Stopped> {
        let (of, _) = self.last(event)?;
        // A case that nobody filed is none, and nothing has happened on a day to come.
        if on.is_none() && self.chart.workflow.submission().is_some_and(|filing| filing.id == event) {
            return Err(Stopped::Filing);
        }
        if let Some(on) = on.filter(|on| *on > today) {
            return Err(Stopped::Before(format!("nothing has happened on {on} yet: it is {today}")));
        }
        self.seq += 1;
        self.kept.push(Kept::Rectified { of, on });
        let again = self.again();
        if again.is_err() {
            self.kept.pop();
        }
        Ok(again?)
    }

    /// The place and the day of the last event of an id.
    fn last(&self, wanted: &str) -> Result<(i64, Date), Refusal> {
        let found = self.kept.iter().rev().find_map(|kept| match kept {
            Kept::Event { seq, event, on, .. } if event == wanted => Some((*seq, *on)),
            _ => None,
        });
        found.ok_or_else(|| Refusal::UnknownEvent(wanted.to_owned()))
    }

    /// Works the case out again from the beginning.
    fn again(&mut self) -> Result<(), Refusal> {
        let bodies: Vec<Vec<&str>> = self
            .kept
            .iter()
            .map(|kept| match kept {
                Kept::Event { bodies, .. } => bodies.iter().map(String::as_str).collect(),
                _ => Vec::new(),
            })
            .collect();
        let history: Vec<Happened<'_>> = self
            .kept
            .iter()
            .zip(&bodies)
            .map(|(kept, bodies)| match kept {
                Kept::Event { seq, event, to, on, until, late, .. } => Happened::Event(Record {
                    seq: *seq,
                    event,
                    to: Some(to),
                    on: *on,
                    bodies,
                    until: *until,
                    late: *late,
                    versions: &[],
                    days: &[],
                }),
                Kept::Received { of, on, seq } => Happened::Received { of: *of, on: *on, seq: *seq },
                Kept::Rectified { of, on } => Happened::Rectified { of: *of, on: *on },
            })
            .collect();
        self.standing = self.chart.replay(&self.chart.begin(), &history, &self.facts)?.standing;
        Ok(())
    }
}

fn tell(notified: &mut Vec<Party>, by: Who) {
    for party in told(by) {
        if !notified.contains(party) {
            notified.push(*party);
        }
    }
    notified.sort();
}
