//! `sportello demo`: cases in every state, with dates relative to today, made by the same verbs as
//! real ones.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use anyhow::Context;
use contract::{
    Lang,
    ids::CaseId,
    inspection::{ReceiptSheet, SheetLine},
    rating::{Aspect, Rating, Stars},
    time::Moment,
};
use domain::{
    Actor, Ctx, OwnReads, Post,
    cases::{self, AskedPayment, Fire, SaveStep},
    clock::Clock,
    documents::{self, Given},
    procedures::Shelf,
};
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use tempfile::NamedTempFile;

use super::{demo_reports, demo_samples::sampled, demo_taxes, people, say};
use crate::{
    config::{Config, Mode},
    jobs, wiring,
};

const CASES: &str = include_str!("../../data/demo/cases.toml");

#[derive(Deserialize)]
struct Demo {
    case: Vec<DemoCase>,
}

/// A case of the demo, as `cases.toml` tells it.
#[derive(Deserialize)]
struct DemoCase {
    procedure: String,
    by: String,
    /// Days before today on which it was filed, or last saved.
    days_ago: i64,
    /// The sample of the procedure that it is filled like, documents included: its days are moved along.
    sample: Option<String>,
    /// Input name → text, group by group.
    #[serde(default)]
    answers: BTreeMap<String, BTreeMap<String, String>>,
    /// Slot → file name.
    #[serde(default)]
    files: Vec<(String, String)>,
    #[serde(default)]
    filed: bool,
    #[serde(default)]
    event: Vec<DemoEvent>,
    rating: Option<DemoRating>,
}

/// What the applicant said at the end.
#[derive(Deserialize)]
struct DemoRating {
    stars: u8,
    aspects: Vec<Aspect>,
    details: String,
}

#[derive(Deserialize)]
struct DemoEvent {
    name: String,
    by: String,
    days_ago: i64,
    text: Option<String>,
    /// What is asked point by point.
    #[serde(default)]
    points: Vec<String>,
    /// Days from the event until the last day for the answer.
    due_days: Option<i64>,
    /// What is to be paid, in cents.
    pay_cents: Option<i64>,
    /// Days from the event until the last day for paying.
    #[serde(default)]
    pay_days: i64,
    /// The bodies that it is for.
    #[serde(default)]
    bodies: Vec<String>,
}

/// A clock that the story sets.
struct StoryClock(AtomicI64);

impl Clock for StoryClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::Relaxed))
    }
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

pub(super) async fn demo(config: &Config, scale: u32) -> anyhow::Result<()> {
    anyhow::ensure!(config.mode == Mode::Demo, "`mode` is production: demo data would mix with real ones");
    let world = wiring::world(config).await?;
    let now = world.ctx.clock.now();
    let clock = Arc::new(StoryClock(AtomicI64::new(now.0)));
    let ctx = Ctx {
        db: world.ctx.db.clone(),
        clock: clock.clone(),
        ids: world.ctx.ids.clone(),
        objects: world.ctx.objects.clone(),
        inspector: world.ctx.inspector.clone(),
        // Nobody is told of what never happened.
        post: Post::default(),
        seal: world.ctx.seal.clone(),
        protocol: world.ctx.protocol.clone(),
        ente: world.ctx.ente.clone(),
        lists: world.ctx.lists.clone(),
        shelf: Shelf::default(),
        own_reads: OwnReads::default(),
        prechecks: world.ctx.prechecks.clone(),
        sheets: world.ctx.sheets.clone(),
        pagopa: world.ctx.pagopa.clone(),
        wake: world.ctx.wake.clone(),
        fail: world.ctx.fail.clone(),
    };
    let actors = people::introduce(&ctx, config.oidc_issuer.as_str().trim_end_matches('/')).await?;
    let demo: Demo = toml::from_str(CASES).context("cases.toml")?;
    anyhow::ensure!(
        nothing_there(&ctx, &actors).await?,
        "there are cases already: the demo fills only an empty installation"
    );
    if scale == 0 {
        say("The demo municipality has people, and no cases.");
        return closed(world).await;
    }
    let pdf = sample_pdf(&ctx).await?;
    for _ in 0..scale {
        for case in &demo.case {
            clock.0.store(now.0 - case.days_ago * DAY_MS, Ordering::Relaxed);
            tell(&ctx, &actors, case, &pdf, |days| clock.0.store(now.0 - days * DAY_MS, Ordering::Relaxed))
                .await?;
        }
    }
    let at = |days| clock.0.store(now.0 - days * DAY_MS, Ordering::Relaxed);
    demo_reports::tell(&ctx, &actors, at).await?;
    let positions = demo_taxes::tell(&ctx, &actors, at).await?;
    jobs::drain(&ctx).await?;
    let cases = demo.case.len() * usize::try_from(scale)?;
    say(&format!("The demo municipality has {cases} cases and {positions} tax positions."));
    closed(world).await
}

async fn closed(world: wiring::World) -> anyhow::Result<()> {
    if let Some(store) = world.embedded {
        store.shutdown().await;
    }
    Ok(())
}

async fn nothing_there(ctx: &Ctx, actors: &HashMap<String, Actor>) -> anyhow::Result<bool> {
    for actor in actors.values() {
        let mine = cases::mine(ctx, actor, Lang::It).await?;
        if !mine.drafts.is_empty() || !mine.filed.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn tell(
    ctx: &Ctx,
    actors: &HashMap<String, Actor>,
    case: &DemoCase,
    pdf: &NamedTempFile,
    at: impl Fn(i64),
) -> anyhow::Result<()> {
    let sampled =
        case.sample.as_ref().map(|name| sampled(&case.procedure, name, ctx.clock.now().day())).transpose()?;
    let (answers, files) = sampled.unwrap_or_else(|| (case.answers.clone(), case.files.clone()));
    let who = |key: &str| actors.get(key).with_context(|| format!("nobody is called {key}"));
    let applicant = who(&case.by)?;
    let id = cases::start(ctx, applicant, &case.procedure, &[]).await?;
    for (step, answers) in &answers {
        let row_version =
            cases::step_page(ctx, applicant, Lang::It, id, step, cases::Shown::Stored).await?.row_version;
        let today = ctx.clock.now().day();
        let typed = answers.iter().flat_map(|(name, text)| dated(today, name, text)).collect();
        cases::save_step(ctx, applicant, &SaveStep { case: id, step: step.clone(), typed, row_version })
            .await?;
    }
    let size = pdf.as_file().metadata()?.len();
    for (slot, name) in &files {
        documents::give(ctx, applicant, &Given { case: id, slot, name, file: pdf.path(), size }).await?;
    }
    jobs::drain(ctx).await?;
    if !case.filed {
        return Ok(());
    }
    cases::submit(ctx, applicant, id).await?;
    jobs::drain(ctx).await?;
    if let Some(DemoRating { stars, aspects, details }) = &case.rating {
        let stars = Stars::new(*stars).context("stars are 1 to 5")?;
        let rating = Rating { stars, aspects: aspects.clone(), details: details.clone() };
        cases::rate(ctx, applicant, id, &rating).await?;
    }
    for event in &case.event {
        at(event.days_ago);
        // What ended by itself until then comes before.
        cases::end_terms(ctx, id).await?;
        fire(ctx, who(&event.by)?, applicant, id, event).await?;
    }
    at(0);
    cases::end_terms(ctx, id).await?;
    Ok(())
}

/// An answer such as `+30 days` is the day so many days after that on which the story is told: the
/// demo never ages.
fn dated(today: Date, name: &str, text: &str) -> Vec<(String, String)> {
    let days = text.strip_suffix(" days").and_then(|days| days.parse::<i64>().ok());
    let day = days.and_then(|days| today.checked_add(days.days()).ok());
    match day {
        Some(day) => vec![
            (format!("{name}.giorno"), day.day().to_string()),
            (format!("{name}.mese"), day.month().to_string()),
            (format!("{name}.anno"), day.year().to_string()),
        ],
        None => vec![(name.to_owned(), text.to_owned())],
    }
}

async fn fire(
    ctx: &Ctx,
    actor: &Actor,
    owner: &Actor,
    case: CaseId,
    event: &DemoEvent,
) -> anyhow::Result<()> {
    let row_version = cases::own_page(ctx, owner, Lang::It, case).await?.row_version;
    let today = ctx.clock.now().day();
    let payment = |cents| AskedPayment { cents, by: today.saturating_add(event.pay_days.days()) };
    let fire = Fire {
        text: event.text.clone(),
        points: event.points.clone(),
        due: event.due_days.and_then(|days| today.checked_add(days.days()).ok()),
        payment: event.pay_cents.map(payment),
        bodies: event.bodies.clone(),
        ..Fire::new(case, event.name.clone(), row_version)
    };
    cases::fire(ctx, actor, &fire).await.with_context(|| format!("event {}", event.name))
}

/// A real PDF to stand for drawings and reports.
async fn sample_pdf(ctx: &Ctx) -> anyhow::Result<NamedTempFile> {
    let sheet = ReceiptSheet {
        lang: "it".into(),
        ente: "Studio tecnico di esempio".into(),
        office: "Documento dimostrativo".into(),
        title: "Relazione tecnica asseverata (esempio)".into(),
        day: ctx.clock.now().day().to_string(),
        facts: vec![SheetLine {
            label: "Oggetto".into(),
            value: "Documento della dimostrazione: non ha valore.".into(),
        }],
        groups: Vec::new(),
        documents_title: String::new(),
        documents: Vec::new(),
        notes: vec!["Questo file serve a mostrare come si caricano e si leggono i documenti.".into()],
    };
    let file = NamedTempFile::new()?;
    std::fs::write(file.path(), ctx.inspector.typeset(&sheet).await?)?;
    Ok(file)
}
