//! The story of a case, told day by day: what ends on the way fires before what comes after it.

use std::collections::BTreeMap;

use contract::{
    cases::Phase,
    expr::{Names, Value},
};
use jiff::civil::Date;

use super::{
    Came, Day, Scenario, Told,
    stands::{began, shift, stood, tracks},
    told,
};
use crate::{Chart, Facts, Happened, Happening, Record, Refusal, Standing, Step, Who, clock::Misplaced};

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

/// Tells a story step by step. A step that is refused leaves the case as it is, and the story goes on.
#[must_use]
pub fn simulate(chart: &Chart<'_>, scenario: &Scenario) -> Vec<Came> {
    let values = scenario.answers.iter().map(|(name, answer)| (name.clone(), answer.value())).collect();
    let facts = Given { values, documents: &scenario.documents };
    let mut teller = Teller { chart, facts, standing: chart.begin(), kept: Vec::new(), seq: 0, day: None };
    scenario.steps.iter().map(|told| teller.tell(told)).collect()
}

struct Teller<'a> {
    chart: &'a Chart<'a>,
    facts: Given<'a>,
    standing: Standing,
    kept: Vec<Kept>,
    seq: i64,
    day: Option<Date>,
}

impl Teller<'_> {
    fn tell(&mut self, told: &Told) -> Came {
        let on = told.on.or(told.until).map(|day| day.0).or(self.day).unwrap_or(Date::ZERO);
        let mut came = self.before(told, on);
        let done = match told {
            Told { event: Some(event), .. } => self.fire(told, event, on, &mut came),
            Told { received: Some(event), .. } => self.received(event, on, &mut came),
            Told { rectified: Some(event), .. } => self.rectified(event, told.truly.map(|day| day.0)),
            _ => Ok(()),
        };
        came.refused = done.err().map(|refusal| code(&refusal).to_owned());
        self.day = Some(on);
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
            fired: Vec::new(),
            state: String::new(),
            phase: Phase::Draft,
            effects: Vec::new(),
            notified: Vec::new(),
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
            if came.fired.len() > 1_000 {
                break;
            }
        }
        came
    }

    fn fire(&mut self, told: &Told, event: &str, on: Date, came: &mut Came) -> Result<(), Refusal> {
        let found = self.chart.workflow.event(event);
        let by = told.by.or_else(|| found.and_then(|event| event.who.first().copied()));
        let bodies: Vec<&str> = told.bodies.iter().map(String::as_str).collect();
        let who: Vec<Who> = by.into_iter().collect();
        came.by = by;
        self.step(event, &who, on, &bodies, told.due.map(|day| day.0), told.forced, came)?;
        if let Some(by) = by {
            tell(&mut came.notified, by);
        }
        Ok(())
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
    ) -> Result<(), Refusal> {
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
        self.seq += 1;
        came.effects.extend(step.effects);
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

    fn received(&mut self, event: &str, on: Date, came: &mut Came) -> Result<(), Refusal> {
        let of = self.last(event)?;
        self.seq += 1;
        self.kept.push(Kept::Received { of, on, seq: self.seq });
        let before = self.standing.clone();
        self.again()?;
        came.moved.extend(began(self.chart, &before, &self.standing, on));
        Ok(())
    }

    fn rectified(&mut self, event: &str, on: Option<Date>) -> Result<(), Refusal> {
        let of = self.last(event)?;
        self.seq += 1;
        self.kept.push(Kept::Rectified { of, on });
        let again = self.again();
        if again.is_err() {
            self.kept.pop();
        }
        again
    }

    fn last(&self, wanted: &str) -> Result<i64, Refusal> {
        let found = self.kept.iter().rev().find_map(|kept| match kept {
            Kept::Event { seq, event, .. } if event == wanted => Some(*seq),
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

fn tell(notified: &mut Vec<super::Party>, by: Who) {
    for party in told(by) {
        if !notified.contains(party) {
            notified.push(*party);
        }
    }
    notified.sort();
}

fn code(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotPossibleNow | Refusal::BodyAsked(_) | Refusal::Elsewhere { .. } => "not_possible",
        Refusal::NotAllowed => "not_allowed",
        Refusal::ConditionFails => "condition",
        Refusal::DocumentMissing(_) => "document",
        Refusal::TooLate { .. } => "too_late",
        Refusal::Term { why: Misplaced::OutOfOrder(_), .. } => "out_of_order",
        Refusal::Term { why: Misplaced::TooLate(_), .. } => "too_late",
        Refusal::Term { .. } => "too_often",
        Refusal::UnknownState(_) | Refusal::UnknownEvent(_) => "unknown",
        Refusal::TextMissing | Refusal::TextTooLong { .. } => "text",
    }
}
