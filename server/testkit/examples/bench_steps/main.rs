//! The permit process of the peers with every step in its own durable transaction, by the portal's own verbs: guards,
//! terms, tracks, journal, register, notices, audit and all. One client, eight clients, and the very statements of the
//! same steps issued raw. Prints one JSON row each; the script adds the floors of the peers.
//!
//! `bench_steps list` prints the statements of each step instead.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot go on should stop")]

mod raw;
mod recorder;
mod usage;

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use contract::{identity::StaffRole, ids::CaseId};
use domain::{
    Actor,
    cases::{self, Fire},
    procedures,
};
use serde_json::json;
use testkit::TestWorld;
use tokio::task::JoinSet;

use recorder::Recorder;

/// That of the server.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;
const CASES: usize = 120;
const CLIENTS: usize = 8;
/// Messages in the journal of the case that counts as old.
const OLD: usize = 300;
/// The steps of a case: filed by the applicant, five events of the office.
const STEPS: usize = 6;

/// A municipality with the process, who applies and who decides.
struct Bench {
    world: TestWorld,
    recorder: Recorder,
    ada: Actor,
    office: [(&'static str, Actor); 5],
}

#[tokio::main]
async fn main() {
    let bench = Arc::new(Bench::new().await);
    if std::env::args().nth(1).as_deref() == Some("list") {
        return bench.list().await;
    }
    let database = if bench.world.db.url.starts_with("sqlite") { "sqlite" } else { "postgres" };
    let row = |name: &str, ours: f64, floor: Option<f64>, lower: bool, unit: &str| {
        let ratio = floor.map(|floor| rounded(if lower { floor / ours } else { ours / floor }));
        let name = format!("{name}_{database}");
        println!(
            "{}",
            json!({ "name": name, "ours": rounded(ours), "floor": floor, "ratio": ratio, "unit": unit })
        );
    };
    let measured = bench.one_client().await;
    let of = "cases/s, every step in its own durable transaction";
    row("steps", measured.ours, None, false, of);
    row(
        "steps_vs_raw",
        measured.recorded,
        Some(rounded(measured.raw)),
        false,
        "cases/s, against the same SQL issued raw",
    );
    row("steps_8_clients", bench.eight_clients().await, None, false, of);
    row("step_cpu_ms", measured.cpu, Some(1.0), true, "ms of this process a case; floor is the limit");
    row("step_statements", measured.statements, Some(8.0), true, "a step; floor is the limit");
    let (young, old, log) = bench.written().await;
    row("step_bytes", young, Some(1000.0), true, "bytes of values written a step; floor is the limit");
    row("step_bytes_old", old, Some(1000.0), true, "the same after 300 messages; floor is the limit");
    row("step_log_bytes", log, None, true, "bytes of the database's log a step");
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

struct Measured {
    ours: f64,
    recorded: f64,
    raw: f64,
    cpu: f64,
    statements: f64,
}

impl Bench {
    async fn new() -> Self {
        let mut world = TestWorld::new().await;
        let recorder = Recorder::default();
        world.ctx.db = recorder.watch(world.ctx.db.clone());
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/permit");
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
        Self { world, recorder, ada, office }
    }

    async fn drafts(&self) -> Vec<CaseId> {
        let mut drafts = Vec::new();
        for _ in 0..CASES {
            let draft = cases::start(&self.world.ctx, &self.ada, "permit", &[]).await.unwrap();
            self.world.answer(&self.ada, draft, "request", &[("complete", "yes")]).await;
            drafts.push(draft);
        }
        raw::analyse(&self.world.db.url).await;
        drafts
    }

    async fn one(&self, case: CaseId) {
        self.recorder.next("submit");
        cases::submit(&self.world.ctx, &self.ada, case).await.unwrap();
        self.decide(case).await;
    }

    async fn decide(&self, case: CaseId) {
        for (version, (event, by)) in (3..).zip(&self.office) {
            self.recorder.next(event);
            let text = (*event == "notify").then(|| "Granted.".to_owned());
            let fire = Fire { text, heard: Some(u64::MAX), ..Fire::new(case, *event, version) };
            cases::fire(&self.world.ctx, by, &fire).await.unwrap();
        }
    }

    /// Rounds of three: ours, ours with every statement kept, and those statements raw on a copy of the database.
    async fn one_client(&self) -> Measured {
        let (mut ours, mut recorded, mut raws, mut cpus) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut statements = 0.0;
        for round in 0..=ROUNDS {
            let drafts = self.drafts().await;
            let (started, used) = (Instant::now(), usage::cpu());
            for draft in &drafts {
                self.one(*draft).await;
            }
            let (mine, cpu) = (started.elapsed(), usage::cpu() - used);
            let drafts = self.drafts().await;
            let copy = raw::Raw::copy(&self.world.db.url, round).await;
            self.recorder.start();
            let started = Instant::now();
            for draft in &drafts {
                self.one(*draft).await;
            }
            let kept = started.elapsed();
            let steps = self.recorder.stop();
            statements =
                steps.iter().map(|step| step.statements.len()).sum::<usize>() as f64 / steps.len() as f64;
            let raw = copy.replay(&steps).await;
            // The first round warms caches and prepared statements.
            if round > 0 {
                ours.push(mine);
                recorded.push(kept);
                raws.push(raw);
                cpus.push(cpu);
            }
        }
        let rate = |times: Vec<Duration>| CASES as f64 / median(times).as_secs_f64();
        let cpu = median(cpus).as_secs_f64() * 1000.0 / CASES as f64;
        Measured { ours: rate(ours), recorded: rate(recorded), raw: rate(raws), cpu, statements }
    }

    /// The same by eight clients at once, each on cases of its own.
    async fn eight_clients(self: &Arc<Self>) -> f64 {
        let mut times = Vec::new();
        for round in 0..=ROUNDS {
            let drafts = self.drafts().await;
            let started = Instant::now();
            let mut clients = JoinSet::new();
            for own in drafts.chunks(CASES / CLIENTS) {
                let (bench, own) = (Arc::clone(self), own.to_vec());
                clients.spawn(async move {
                    for draft in own {
                        bench.one(draft).await;
                    }
                });
            }
            clients.join_all().await;
            if round > 0 {
                times.push(started.elapsed());
            }
        }
        CASES as f64 / median(times).as_secs_f64()
    }

    /// Bytes a step: values of new cases, values of a case with a long journal, the database's log.
    async fn written(&self) -> (f64, f64, f64) {
        let drafts: Vec<_> = self.drafts().await.into_iter().take(20).collect();
        let log = raw::Log::begin(&self.world.db.url).await;
        self.recorder.start();
        for draft in &drafts {
            self.one(*draft).await;
        }
        let steps = self.recorder.stop();
        let log = log.end().await / (drafts.len() * STEPS) as f64;
        let old = self.drafts().await[0];
        cases::submit(&self.world.ctx, &self.ada, old).await.unwrap();
        for _ in 0..OLD {
            cases::write_message(&self.world.ctx, &self.ada, old, "Any news?", 0).await.unwrap();
        }
        self.recorder.start();
        self.decide(old).await;
        let of_old = self.recorder.stop();
        let mean = |steps: &[recorder::Step]| {
            steps.iter().map(recorder::Step::bytes).sum::<usize>() as f64 / steps.len() as f64
        };
        (mean(&steps), mean(&of_old), log)
    }

    async fn list(&self) {
        let draft = self.drafts().await[0];
        self.one(draft).await;
        let draft = self.drafts().await[0];
        self.recorder.start();
        self.one(draft).await;
        for step in self.recorder.stop() {
            println!("{}: {} statements, {} bytes of values", step.name, step.statements.len(), step.bytes());
            for (statement, took) in &step.statements {
                println!(
                    "    {:>5} µs  {}",
                    took.as_micros(),
                    statement.sql.chars().take(150).collect::<String>()
                );
            }
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
