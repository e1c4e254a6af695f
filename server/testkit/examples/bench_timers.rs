//! Ten thousand terms that ended in one night, among many cases, with two instances of two workers each on PostgreSQL:
//! every one fires exactly once, and people hardly notice. `bench_timers CASES` says among how many. Prints a JSON row of
//! the time until all have fired, and one of what people waited meanwhile beside what they wait in a quiet hour.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use contract::{Lang, identity::StaffRole, ids::CaseId};
use domain::{
    Actor, cases,
    ctx::NoFailPoints,
    jobs::{self, Work},
    office::{self, InboxQuery},
    procedures,
};
use entity::cases::cases as rows;
use sea_orm::{ConnectionTrait, Iden, Iterable, Statement};
use serde_json::json;
use testkit::TestWorld;
use tokio::task::JoinSet;

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DUE: u32 = 10_000;
const LIMIT: f64 = 60.0;
/// How long the quiet hour is.
const QUIET: Duration = Duration::from_secs(10);
/// Between two things that people do.
const BREATH: Duration = Duration::from_millis(10);

#[tokio::main]
async fn main() {
    let among: u32 = std::env::args().nth(1).map_or(1_000_000, |cases| cases.parse().unwrap());
    let world = TestWorld::new().await;
    let other = TestWorld::beside(world.db.clone(), Arc::new(NoFailPoints)).await;
    let case = filed(&world).await;
    seed(&world, case, among).await;
    for instance in [&world, &other] {
        instance.clock.advance_days(20);
    }
    let (world, other) = (Arc::new(world), Arc::new(other));
    let people = People::of(&world).await;
    // What is read for the first time is read from the disk: that is no quiet hour.
    people.come_for(&world, QUIET / 2).await;
    let quiet = people.come_for(&world, QUIET).await;
    let started = Instant::now();
    let served = tokio::spawn({
        let (people, other) = (people.clone(), Arc::clone(&other));
        async move { people.come_for(&other, Duration::MAX).await }
    });
    let mut workers = JoinSet::new();
    for (instance, owner, newest) in
        [(&world, "one", false), (&world, "one", true), (&other, "two", false), (&other, "two", true)]
    {
        workers.spawn(work(Arc::clone(instance), (owner, newest), started));
    }
    let last: Duration = workers.join_all().await.into_iter().max().unwrap();
    people.went.store(true, Ordering::Relaxed);
    let busy = served.await.unwrap();
    let fired = "SELECT count(*) AS fired, count(DISTINCT case_id) AS of FROM case_events WHERE event = 'check_overdue'";
    let counted = world.ctx.db.read().query_one_raw(statement(&world, fired)).await.unwrap().unwrap();
    let (fired, of): (i64, i64) = (counted.try_get("", "fired").unwrap(), counted.try_get("", "of").unwrap());
    assert_eq!((fired, of), (i64::from(DUE), i64::from(DUE)), "each fires once");
    let took = (last.as_secs_f64() * 10.0).round() / 10.0;
    println!(
        "{}",
        json!({
            "name": "timers_10k_s_postgres", "ours": took, "floor": LIMIT,
            "ratio": (LIMIT / took * 100.0).round() / 100.0,
            "unit": format!("s until 10,000 terms have fired once each, among {among} cases, two instances; floor is the limit"),
        })
    );
    let milliseconds = |waited: Duration| (waited.as_secs_f64() * 10_000.0).round() / 10.0;
    println!(
        "{}",
        json!({
            "name": "timers_users_p99_ms_postgres", "ours": milliseconds(busy.p99), "floor": milliseconds(quiet.p99 * 2),
            "ratio": (quiet.p99.as_secs_f64() * 200.0 / busy.p99.as_secs_f64()).round() / 100.0,
            "unit": format!(
                "ms that people wait meanwhile, p99 of {} (median {}); floor is twice the p99 of {} in a quiet hour (median {})",
                busy.times, milliseconds(busy.median), quiet.times, milliseconds(quiet.median)
            ),
        })
    );
}

/// Somebody whose case it is and somebody of the office, who look at it, at the inbox, and write to each other.
#[derive(Clone)]
struct People {
    case: CaseId,
    written: CaseId,
    ada: Actor,
    clerk: Actor,
    went: Arc<AtomicBool>,
}

/// How long people waited.
struct Waited {
    times: usize,
    median: Duration,
    p99: Duration,
}

impl People {
    async fn of(world: &TestWorld) -> Self {
        let ada = world.citizen("Bea").await;
        let (case, written) = (file(world, &ada).await, file(world, &ada).await);
        let clerk = world.officer("Clara", StaffRole::Clerk).await;
        Self { case, written, ada, clerk, went: Arc::default() }
    }

    /// They do one thing after the other, with a breath between, for so long or until all have gone.
    async fn come_for(&self, world: &TestWorld, long: Duration) -> Waited {
        let (ctx, case, lang) = (&world.ctx, self.case, Lang::It);
        let began = Instant::now();
        let mut waited = Vec::new();
        for turn in 0.. {
            if began.elapsed() >= long || self.went.load(Ordering::Relaxed) {
                break;
            }
            let from = Instant::now();
            match turn % 4 {
                0 => drop(cases::own_page(ctx, &self.ada, lang, case).await.unwrap()),
                1 => drop(office::inbox(ctx, &self.clerk, lang, &InboxQuery::default()).await.unwrap()),
                2 => drop(cases::office_page(ctx, &self.clerk, lang, case).await.unwrap()),
                // In a case of its own: what is read stays as long as it is.
                _ => cases::assign(ctx, &self.clerk, self.written, self.clerk.person.unwrap()).await.unwrap(),
            }
            waited.push(from.elapsed());
            tokio::time::sleep(BREATH).await;
        }
        waited.sort_unstable();
        let at = |share: usize| waited[(waited.len() - 1) * share / 100];
        Waited { times: waited.len(), median: at(50), p99: at(99) }
    }
}

/// Works as an instance's runner does, until nothing is due; when the last term was done.
async fn work(instance: Arc<TestWorld>, (owner, newest): (&'static str, bool), started: Instant) -> Duration {
    let ctx = &instance.ctx;
    let mut last = Duration::ZERO;
    loop {
        let claimed =
            if newest { jobs::claim_newest(ctx, owner).await } else { jobs::claim(ctx, owner).await };
        let Some(claimed) = claimed.unwrap() else { break };
        let began = Instant::now();
        if let Work::EndTerms { case } = claimed.work {
            cases::end_terms(ctx, case).await.unwrap();
            jobs::done(ctx, claimed.id).await.unwrap();
            last = started.elapsed();
            tokio::time::sleep(jobs::rest_after(&claimed.work, began.elapsed())).await;
        } else {
            jobs::done(ctx, claimed.id).await.unwrap();
        }
    }
    last
}

async fn filed(world: &TestWorld) -> CaseId {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/permit");
    procedures::propose(&world.ctx, &testkit::procedure(&folder).unwrap(), false).await.unwrap();
    let ada = world.citizen("Ada").await;
    file(world, &ada).await
}

async fn file(world: &TestWorld, by: &Actor) -> CaseId {
    let case = cases::start(&world.ctx, by, "permit", &[]).await.unwrap();
    world.answer(by, case, "request", &[("complete", "yes")]).await;
    cases::submit(&world.ctx, by, case).await.unwrap();
    case
}

fn statement(world: &TestWorld, sql: &str) -> Statement {
    Statement::from_string(world.ctx.db.backend(), sql)
}

/// The filed case so many times, with its journal, its terms and the work that their ends are: of ten thousand it is due
/// with the clock, of the others a year later.
async fn seed(world: &TestWorld, case: CaseId, among: u32) {
    let other = |column: rows::Column| match column {
        rows::Column::Id => "seed.id".to_owned(),
        rows::Column::Number => "'XX-2020-' || lpad(seed.n::text, 7, '0')".to_owned(),
        _ => format!("own.{}", column.unquoted()),
    };
    let names: Vec<String> = rows::Column::iter().map(|column| column.unquoted().to_owned()).collect();
    let values: Vec<String> = rows::Column::iter().map(other).collect();
    let (names, values) = (names.join(", "), values.join(", "));
    let statements = [
        "UPDATE jobs SET state = 'done' WHERE kind <> 'end_terms'".to_owned(),
        format!("CREATE TABLE seed AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, {among}) n"),
        format!("INSERT INTO cases ({names}) SELECT {values} FROM seed, cases own WHERE own.id = '{case}'"),
        format!(
            "INSERT INTO case_events (case_id, seq, event, from_state, to_state, author_id, payload, at, prev_hash, hash) \
             SELECT seed.id, 1, event, from_state, to_state, author_id, payload, at, '', encode(sha256(convert_to( \
             '{{\"at\":' || at || ',\"author\":\"' || author_id || '\",\"case\":\"' || seed.id || '\",\"event\":\"' || event || \
             '\",\"from\":\"' || from_state || '\",\"payload\":' || to_json(payload)::text || ',\"prev\":\"\",\"seq\":1,\"to\":\"' || \
             to_state || '\"}}', 'UTF8')), 'hex') FROM seed, case_events own WHERE own.case_id = '{case}'"
        ),
        format!(
            "INSERT INTO case_terms (case_id, term, body, office, binds, status, nominal, earliest, latest, began, warned, \
             counted) SELECT seed.id, term, body, office, binds, status, nominal, earliest, latest, began, warned, counted \
             FROM seed, case_terms own WHERE own.case_id = '{case}'"
        ),
        format!(
            "INSERT INTO jobs (id, kind, payload, dedupe_key, run_at, attempts, state, updated_at) SELECT gen_random_uuid(), \
             kind, replace(payload, '{case}', seed.id::text), replace(dedupe_key, '{case}', seed.id::text), \
             CASE WHEN n <= {DUE} THEN run_at ELSE run_at + 31536000000 END, 0, 'ready', updated_at \
             FROM seed, jobs own WHERE own.kind = 'end_terms' AND own.payload LIKE '%{case}%'"
        ),
        // That of the case itself is none of them.
        format!("UPDATE jobs SET state = 'done' WHERE kind = 'end_terms' AND payload LIKE '%{case}%'"),
        "ANALYZE".to_owned(),
    ];
    for sql in statements {
        world.ctx.db.writer().execute_raw(statement(world, &sql)).await.unwrap();
    }
    let one = "SELECT id FROM seed WHERE n = 1";
    let one = world.ctx.db.read().query_one_raw(statement(world, one)).await.unwrap().unwrap();
    let verdict = cases::verify_case(&world.ctx, CaseId(one.try_get("", "id").unwrap())).await.unwrap();
    assert!(verdict.holds(), "{verdict:?}");
}
