//! The office's inbox and search over 100,000 cases against 1,000, and five hundred people who send their case
//! within the same moment. Prints one JSON row each; the floor of a list is twice what it costs over 1,000.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use contract::{Lang, cases::Phase, identity::StaffRole, ids::CaseId};
use domain::{
    Actor, cases,
    office::{self, InboxQuery},
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement};
use testkit::TestWorld;
use tokio::task::JoinSet;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
const TIMES: usize = 200;
const SENDERS: usize = 500;

#[tokio::main]
async fn main() {
    let name = |what: &str, world: &TestWorld| {
        let database = if world.ctx.db.backend() == DbBackend::Postgres { "postgres" } else { "sqlite" };
        format!("{what}_{database}")
    };
    let few = lists(FEW).await;
    let many = lists(MANY).await;
    let world = Arc::new(TestWorld::new().await);
    for ((what, few), (_, many)) in few.into_iter().zip(many) {
        let floor = few * 2.0;
        println!(
            "{}",
            serde_json::json!({
                "name": name(what, &world), "ours": rounded(many), "floor": rounded(floor),
                "ratio": rounded(floor / many), "unit": "ms, p95 over 100,000 cases; floor is twice that over 1,000",
            })
        );
    }
    let worst = midnight(&world).await;
    println!(
        "{}",
        serde_json::json!({
            "name": name("midnight_500_p99_ms", &world), "ours": rounded(worst), "floor": 2_000,
            "ratio": rounded(2_000.0 / worst), "unit": "ms, 500 people sending at once; floor is the limit",
        })
    );
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// What an officer looks at, p95 in milliseconds, where the office has so many cases.
async fn lists(count: u32) -> Vec<(&'static str, f64)> {
    let world = TestWorld::new().await;
    let ada = world.citizen("Ada").await;
    let clerk = world.officer("Clara", StaffRole::Clerk).await;
    let case = world.filed(&ada).await;
    copies(&world, case, count).await;
    let searched = |words: &str| InboxQuery { query: words.into(), ..InboxQuery::default() };
    let of = |phase| InboxQuery { phase: Some(phase), ..InboxQuery::default() };
    vec![
        ("inbox_open", p95(&world, &clerk, &InboxQuery::default()).await),
        ("inbox_concluded", p95(&world, &clerk, &of(Phase::Concluded)).await),
        ("search_number", p95(&world, &clerk, &searched("000777")).await),
        ("search_common", p95(&world, &clerk, &searched("lucia mura")).await),
        ("search_nothing", p95(&world, &clerk, &searched("lucia inesistente")).await),
    ]
}

async fn p95(world: &TestWorld, clerk: &Actor, query: &InboxQuery) -> f64 {
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let started = Instant::now();
        office::inbox(&world.ctx, clerk, Lang::It, query).await.unwrap();
        times.push(started.elapsed());
    }
    percentile(times, 95)
}

fn percentile(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort();
    times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1000.0
}

/// Files the case again so many times by copying its row: three hundred are open, the rest are concluded.
async fn copies(world: &TestWorld, case: CaseId, count: u32) {
    let db = world.ctx.db.writer();
    let postgres = world.ctx.db.backend() == DbBackend::Postgres;
    let (id, series) = if postgres {
        (format!("'{case}'"), format!("generate_series(1, {count})"))
    } else {
        let upto =
            format!("WITH RECURSIVE up(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < {count})");
        (format!("X'{}'", case.0.simple()), format!("({upto} SELECT n FROM up)"))
    };
    let (new_id, number) = if postgres {
        ("gen_random_uuid()", "'XX-2020-' || lpad(n::text, 6, '0')")
    } else {
        ("randomblob(16)", "'XX-2020-' || printf('%06d', n)")
    };
    let of = if postgres { "AS up(n)" } else { "AS up" };
    let copy = format!(
        "INSERT INTO cases (id, number, definition_hash, slug, comune, office, phase, state, created_by, held_by, received_at, \
         created_at, updated_at, search, row_version) \
         SELECT {new_id}, {number}, definition_hash, slug, comune, office, \
         CASE WHEN n % ({count} / 300) = 0 THEN 'in_review' ELSE 'concluded' END, state, created_by, held_by, received_at + n, \
         created_at, updated_at, search, 1 FROM cases, {series} {of} WHERE cases.id = {id}"
    );
    let index = if postgres {
        "INSERT INTO case_search (place, case_id, words) SELECT CAST(left(right(number, 11), 4) || right(number, 6) AS \
         bigint), id, to_tsvector('simple', search || ' ' || right(number, 6)) FROM cases WHERE number LIKE 'XX-%'"
    } else {
        "INSERT INTO case_search (rowid, case_id, words) SELECT CAST(substr(number, -11, 4) || substr(number, -6) AS \
         integer), id, search || ' ' || substr(number, -6) FROM cases WHERE number LIKE 'XX-%'"
    };
    for sql in [copy.as_str(), index, "ANALYZE"] {
        db.execute_raw(Statement::from_string(world.ctx.db.backend(), sql)).await.unwrap();
    }
}

/// Five hundred complete drafts, all sent at once; the 99th percentile of the waits in milliseconds. Each has its
/// own time of receipt.
async fn midnight(world: &Arc<TestWorld>) -> f64 {
    let ada = world.citizen("Ada").await;
    let mut drafts = Vec::with_capacity(SENDERS);
    for _ in 0..SENDERS {
        drafts.push(world.complete_draft(&ada).await);
    }
    let mut sending = JoinSet::new();
    for draft in drafts {
        let (world, ada) = (Arc::clone(world), ada.clone());
        sending.spawn(async move {
            let started = Instant::now();
            cases::submit(&world.ctx, &ada, draft).await.unwrap();
            started.elapsed()
        });
    }
    let times = sending.join_all().await;
    let filed = entity::cases::receipts::Entity::find().all(world.ctx.db.read()).await.unwrap();
    assert_eq!(filed.len(), SENDERS, "every case is filed, once");
    percentile(times, 99)
}
