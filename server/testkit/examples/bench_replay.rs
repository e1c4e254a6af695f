//! Replaying the journals of all cases from the database, chains and terms checked, and the memory that it takes as the
//! cases grow fivefold. Prints two JSON rows.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

use std::{fs, path::Path, time::Instant};

use contract::{identity::StaffRole, ids::CaseId};
use domain::{
    cases::{self, Fire},
    procedures,
};
use entity::cases::{case_events, case_terms, case_tracks, cases as rows};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;
use sha2::{Digest, Sha256};
use testkit::TestWorld;
use uuid::Uuid;

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const FEW: u128 = 4_000;
const MANY: u128 = 20_000;
const TIMES: usize = 5;

#[tokio::main]
async fn main() {
    let world = TestWorld::new().await;
    let database = if world.db.url.starts_with("sqlite") { "sqlite" } else { "postgres" };
    let case = decided(&world).await;
    copies(&world, case, 0, FEW).await;
    let (_, few) = replayed(&world).await;
    copies(&world, case, FEW, MANY).await;
    let mut rates = Vec::new();
    let mut many = 0.0_f64;
    for _ in 0..TIMES {
        let (rate, memory) = replayed(&world).await;
        rates.push(rate);
        many = many.max(memory);
    }
    rates.sort_by(f64::total_cmp);
    let rate = rates[TIMES / 2].round();
    println!(
        "{}",
        json!({
            "name": format!("replay_database_events_s_{database}"), "ours": rate, "floor": 100_000,
            "ratio": (rate / 1000.0).round() / 100.0,
            "unit": "events/s of 120,000, chain, state and terms checked; floor is the goal",
        })
    );
    println!(
        "{}",
        json!({
            "name": format!("replay_memory_mb_{database}"), "ours": many, "floor": few,
            "ratio": (few / many * 100.0).round() / 100.0,
            "unit": "MB at the highest over 20,000 cases; floor is that over 4,000",
        })
    );
}

/// Events a second, and the most memory that it took, in MB.
async fn replayed(world: &TestWorld) -> (f64, f64) {
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let started = Instant::now();
    let found = cases::verify_cases(&world.ctx).await.unwrap();
    let took = started.elapsed().as_secs_f64();
    assert!(found.broken.is_empty(), "{} do not hold", found.broken.len());
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let most: f64 = most.trim().trim_end_matches(" kB").parse().unwrap();
    (found.events as f64 / took, (most / 102.4).round() / 10.0)
}

/// A case that went through the whole permit process.
async fn decided(world: &TestWorld) -> CaseId {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/permit");
    procedures::propose(&world.ctx, &testkit::procedure(&folder).unwrap(), false).await.unwrap();
    let ada = world.citizen("Ada").await;
    let case = cases::start(&world.ctx, &ada, "permit", &[]).await.unwrap();
    world.answer(&ada, case, "request", &[("complete", "yes")]).await;
    cases::submit(&world.ctx, &ada, case).await.unwrap();
    let office = [
        ("check", StaffRole::Clerk),
        ("opinion_a", StaffRole::Rup),
        ("opinion_b", StaffRole::Rup),
        ("decide", StaffRole::Dirigente),
        ("notify", StaffRole::Clerk),
    ];
    for (version, (event, role)) in (3..).zip(office) {
        let by = world.officer(event, role).await;
        let text = (event == "notify").then(|| "Granted.".to_owned());
        cases::fire(&world.ctx, &by, &Fire { text, ..Fire::new(case, event, version) }).await.unwrap();
    }
    case
}

/// The same case again with other ids, and its chain counted anew.
async fn copies(world: &TestWorld, case: CaseId, from: u128, upto: u128) {
    let db = world.ctx.db.read();
    let row = rows::Entity::find_by_id(case.0).one(db).await.unwrap().unwrap();
    let of = case_events::Entity::find().filter(case_events::Column::CaseId.eq(case.0));
    let events = of.order_by_asc(case_events::Column::Seq).all(db).await.unwrap();
    let of = case_terms::Entity::find().filter(case_terms::Column::CaseId.eq(case.0));
    let terms = of.all(db).await.unwrap();
    let of = case_tracks::Entity::find().filter(case_tracks::Column::CaseId.eq(case.0));
    let tracks = of.all(db).await.unwrap();
    let all: Vec<u128> = (from..upto).collect();
    for some in all.chunks(500) {
        let id = |n: &u128| Uuid::from_u128(case.0.as_u128() ^ ((n + 1) << 20));
        let number = |n: &u128| Some(format!("XX-2020-{n:06}"));
        let copy = some
            .iter()
            .map(|n| rows::Model { id: id(n), number: number(n), ..row.clone() }.into_active_model());
        let journals = some.iter().flat_map(|n| chained(&events, id(n)));
        let counted = some.iter().flat_map(|n| {
            terms
                .iter()
                .map(move |term| case_terms::Model { case_id: id(n), ..term.clone() }.into_active_model())
        });
        let beside = some.iter().flat_map(|n| {
            tracks
                .iter()
                .map(move |track| case_tracks::Model { case_id: id(n), ..track.clone() }.into_active_model())
        });
        let tx = world.ctx.db.begin().await.unwrap();
        rows::Entity::insert_many(copy).exec_without_returning(&tx).await.unwrap();
        case_events::Entity::insert_many(journals).exec_without_returning(&tx).await.unwrap();
        case_terms::Entity::insert_many(counted).exec_without_returning(&tx).await.unwrap();
        case_tracks::Entity::insert_many(beside).exec_without_returning(&tx).await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn chained(events: &[case_events::Model], id: Uuid) -> Vec<case_events::ActiveModel> {
    let mut prev = String::new();
    let mut chain = Vec::new();
    for event in events {
        let mut row = case_events::Model { case_id: id, prev_hash: prev, ..event.clone() };
        let text = serde_jcs::to_string(&json!({
            "case": id.to_string(), "seq": row.seq, "event": row.event, "from": row.from_state,
            "to": row.to_state, "author": row.author_id.to_string(), "at": row.at, "payload": row.payload,
            "prev": row.prev_hash,
        }));
        row.hash = hex::encode(Sha256::digest(text.unwrap()));
        prev = row.hash.clone();
        chain.push(row.into_active_model());
    }
    chain
}
