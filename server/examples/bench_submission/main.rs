//! How many complete submissions a second, against the same statements issued raw.
//!
//! Both sides run in turns on one database: the portal's own verb, and its statements through
//! sqlx, prepared, on the same kind of connection. Prints one JSON row.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

mod raw;

use std::time::{Duration, Instant};

use contract::ids::CaseId;
use domain::{Actor, cases};
use testkit::TestWorld;

const ROUNDS: usize = 8;
const CASES: usize = 150;

#[tokio::main]
async fn main() {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let raw = raw::Raw::connect(&world.db.url).await;
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (mine, theirs) = (drafts(&world, &ada).await, drafts(&world, &ada).await);
        raw.analyse().await;
        // Whoever goes first pays for the checkpoint of what the drafts wrote: they take turns.
        let (a, b) = if round % 2 == 0 {
            let a = time_ours(&world, &ada, &mine).await;
            (a, time_raw(&raw, &ada, &theirs).await)
        } else {
            let b = time_raw(&raw, &ada, &theirs).await;
            (time_ours(&world, &ada, &mine).await, b)
        };
        // The first round warms caches and prepared statements.
        if round > 0 {
            ours.push(a);
            floor.push(b);
        }
    }
    let per_second = |times: &mut Vec<Duration>| {
        times.sort();
        CASES as f64 / times[times.len() / 2].as_secs_f64()
    };
    let (ours, floor) = (per_second(&mut ours), per_second(&mut floor));
    let name = if world.db.url.starts_with("sqlite") { "submission_sqlite" } else { "submission_postgres" };
    let row = serde_json::json!({
        "name": name, "ours": ours.round(), "floor": floor.round(),
        "ratio": (ours / floor * 1000.0).round() / 1000.0, "unit": "submissions/s",
    });
    println!("{row}");
}

async fn drafts(world: &TestWorld, ada: &Actor) -> Vec<CaseId> {
    let mut drafts = Vec::new();
    for _ in 0..CASES {
        drafts.push(world.complete_draft(ada).await);
    }
    drafts
}

async fn time_ours(world: &TestWorld, ada: &Actor, drafts: &[CaseId]) -> Duration {
    let started = Instant::now();
    for case in drafts {
        cases::submit(&world.ctx, ada, *case).await.unwrap();
    }
    started.elapsed()
}

async fn time_raw(raw: &raw::Raw, ada: &Actor, drafts: &[CaseId]) -> Duration {
    let person = ada.person.unwrap();
    let started = Instant::now();
    for case in drafts {
        raw.submit(case.0, person.0).await;
    }
    started.elapsed()
}
