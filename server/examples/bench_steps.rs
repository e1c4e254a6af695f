//! How many cases a second go through the permit process of the peers with every step in its own durable transaction, by
//! the portal's own verb: guards, terms, tracks, journal, register, audit and all. Prints one JSON row; the floor is that
//! of the peer, which the script adds.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

use std::{
    path::Path,
    time::{Duration, Instant},
};

use contract::{identity::StaffRole, ids::CaseId};
use domain::{
    Actor,
    cases::{self, Fire},
    procedures,
};
use testkit::TestWorld;

const ROUNDS: usize = 6;
const CASES: usize = 100;

#[tokio::main]
async fn main() {
    let world = TestWorld::new().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testkit/procedures/permit");
    let permit = testkit::procedure(&folder).unwrap();
    procedures::propose(&world.ctx, &permit, false).await.unwrap();
    let ada = world.citizen("Ada").await;
    let office = [
        ("check", world.officer("Clara", StaffRole::Clerk).await),
        ("opinion_a", world.officer("Rino", StaffRole::Rup).await),
        ("opinion_b", world.officer("Rita", StaffRole::Rup).await),
        ("decide", world.officer("Dina", StaffRole::Dirigente).await),
        ("notify", world.officer("Carlo", StaffRole::Clerk).await),
    ];
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        let mut drafts = Vec::new();
        for _ in 0..CASES {
            let draft = cases::start(&world.ctx, &ada, "permit", &[]).await.unwrap();
            world.answer(&ada, draft, "request", &[("complete", "yes")]).await;
            drafts.push(draft);
        }
        let started = Instant::now();
        for draft in &drafts {
            one(&world, &ada, &office, *draft).await;
        }
        // The first round warms caches and prepared statements.
        if round > 0 {
            times.push(started.elapsed());
        }
    }
    times.sort();
    let median: Duration = times[times.len() / 2];
    let name = if world.db.url.starts_with("sqlite") { "engine_sqlite" } else { "engine_postgres" };
    let rate = CASES as f64 / median.as_secs_f64();
    println!("{}", serde_json::json!({ "name": name, "ours": rate.round(), "unit": "cases/s" }));
}

async fn one(world: &TestWorld, ada: &Actor, office: &[(&str, Actor); 5], case: CaseId) {
    cases::submit(&world.ctx, ada, case).await.unwrap();
    for (version, (event, by)) in (3..).zip(office) {
        let text = (*event == "notify").then(|| "Granted.".to_owned());
        let fire = Fire { text, ..Fire::new(case, *event, version) };
        cases::fire(&world.ctx, by, &fire).await.unwrap();
    }
}
