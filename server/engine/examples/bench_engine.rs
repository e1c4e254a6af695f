//! The workflow and the clock alone, on one core: cases through the permit process of the peers, the terms of a long case
//! explained, many histories replayed. Prints one JSON row each.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench that cannot go on should stop"
)]

use std::{collections::BTreeMap, hint::black_box, time::Instant};

use contract::expr::{Names, Type, Value};
use engine::{
    Chart, Facts, Happened, Happening, NoFacts, Record, Who, Workflow,
    clock::{Calendar, Clocks},
    expressions::{Known, checked},
};
use jiff::{ToSpan, civil::Date};

const WORKFLOW: &str = include_str!("../../testkit/procedures/permit/workflow.toml");
const CLOCKS: &str = include_str!("../../testkit/procedures/permit/clocks.toml");
const ITALY: &str = include_str!("../../data/calendar/italia.toml");

/// The six human steps, each with who takes it.
const STEPS: [(&str, Who); 6] = [
    ("submit", Who::Applicant),
    ("check", Who::Clerk),
    ("opinion_a", Who::Rup),
    ("opinion_b", Who::Rup),
    ("decide", Who::Dirigente),
    ("notify", Who::Clerk),
];

struct Complete(BTreeMap<String, Value>);

impl Facts for Complete {
    fn answers(&self) -> &dyn Names {
        &self.0
    }

    fn has_document(&self, _: &str) -> bool {
        true
    }
}

fn main() {
    let (workflow, clocks, calendar) = definitions();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let rate = median(5, || cases_per_second(&chart, 100_000));
    println!("{}", serde_json::json!({ "name": "engine_memory", "ours": rate.round(), "unit": "cases/s" }));
    let (workflow, clocks) = (
        toml::from_str(include_str!("../../testkit/procedures/termini/workflow.toml")).unwrap(),
        toml::from_str(include_str!("../../testkit/procedures/termini/clocks.toml")).unwrap(),
    );
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let micros = median(7, || explain_micros(&chart));
    let row = serde_json::json!({
        "name": "clock_explain_us", "ours": (micros * 10.0).round() / 10.0, "floor": 200,
        "ratio": (200.0 / micros * 1000.0).round() / 1000.0, "unit": "µs for 200 events, floor = goal",
    });
    println!("{row}");
    let seconds = median(3, || replay_seconds(&chart));
    let row = serde_json::json!({
        "name": "replay_memory_100k_s", "ours": (seconds * 1000.0).round() / 1000.0, "floor": 2,
        "ratio": (2.0 / seconds * 1000.0).round() / 1000.0, "unit": "s for 100,000 cases of 30 events, floor = goal",
    });
    println!("{row}");
}

/// The process as it would be published: its conditions checked.
fn definitions() -> (Workflow, Clocks, Calendar) {
    let mut workflow: Workflow = toml::from_str(WORKFLOW).unwrap();
    let clocks: Clocks = toml::from_str(CLOCKS).unwrap();
    let found = (workflow.findings(), clocks.findings(&workflow));
    assert_eq!(found, (Vec::new(), Vec::new()), "the process of the bench holds");
    let mut known = Known { names: BTreeMap::from([("complete".to_owned(), Type::Text)]) };
    for track in &workflow.tracks {
        known.names.insert(format!("open_{}", track.id), Type::Int);
    }
    for event in &mut workflow.events {
        for when in event.when.iter_mut().chain(event.branches.iter_mut().map(|branch| &mut branch.when)) {
            *when = checked(when, &known, &Type::Bool).unwrap();
        }
    }
    (workflow, clocks, toml::from_str(ITALY).unwrap())
}

fn median(times: usize, mut measure: impl FnMut() -> f64) -> f64 {
    let mut measured: Vec<f64> = (0..times).map(|_| measure()).collect();
    measured.sort_by(f64::total_cmp);
    measured[times / 2]
}

fn day(after: i32) -> Date {
    Date::constant(2026, 3, 2) + after.days()
}

/// Whole cases through the transition function, with guards, effects and terms; nothing is written.
fn cases_per_second(chart: &Chart<'_>, cases: usize) -> f64 {
    let facts = Complete(BTreeMap::from([("complete".to_owned(), Value::Text("yes".to_owned()))]));
    let started = Instant::now();
    for _ in 0..cases {
        let mut at = chart.begin();
        for (place, (event, who)) in (0..).zip(STEPS) {
            let what = Happening {
                event,
                who: &[who],
                on: day(place),
                bodies: &[],
                text: Some("done"),
                until: None,
                forced: false,
                seq: i64::from(place) + 1,
                versions: &[],
                days: &[],
            };
            let step = chart.step(&at, &what, &facts).unwrap();
            black_box(step.effects);
            at = step.standing;
        }
        assert_eq!(chart.state_of(&at), "notified");
    }
    cases as f64 / started.elapsed().as_secs_f64()
}

fn record(seq: i64, event: &str, on: Date) -> Happened<'_> {
    Happened::Event(Record {
        seq,
        event,
        to: None,
        on,
        bodies: &[],
        until: None,
        late: None,
        versions: &[],
        days: &[],
    })
}

/// A case that goes back and forth: a notice of refusal, its receipt, observations, which stop and start its terms.
fn long_history(events: usize) -> Vec<Happened<'static>> {
    let mut history = vec![record(1, "invia", day(0))];
    for seq in (2..).step_by(3) {
        if history.len() >= events {
            break;
        }
        let on = i32::try_from(seq).unwrap() * 9;
        history.push(record(seq, "preavvisa", day(on)));
        history.push(Happened::Received { of: seq, on: day(on + 2), seq: seq + 1 });
        history.push(record(seq + 2, "osserva", day(on + 8)));
    }
    history.truncate(events);
    history
}

/// All terms of a case with 200 events, with every change and its cause.
fn explain_micros(chart: &Chart<'_>) -> f64 {
    const TIMES: u32 = 2_000;
    let history = long_history(200);
    let started = Instant::now();
    for _ in 0..TIMES {
        let replayed = chart.replay(&chart.begin(), &history, &NoFacts).unwrap();
        assert!(replayed.ledgers.iter().map(|ledger| ledger.lines.len()).sum::<usize>() > 200);
        black_box(replayed.ledgers);
    }
    started.elapsed().as_secs_f64() * 1_000_000.0 / f64::from(TIMES)
}

/// 100,000 histories of 30 events each, decoded before.
fn replay_seconds(chart: &Chart<'_>) -> f64 {
    let history = long_history(30);
    let started = Instant::now();
    for _ in 0..100_000 {
        black_box(chart.replayed(&chart.begin(), &history, &NoFacts).unwrap());
    }
    started.elapsed().as_secs_f64()
}
