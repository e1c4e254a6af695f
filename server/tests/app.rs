//! The portal for one test: its own database, store and clock; the login provider is shared by all.

use std::{
    path::Path,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicI64, Ordering},
    },
};

use adapters::objects::EmbeddedStore;
use axum::Router;
use contract::{identity::StaffRole, time::Moment};
use domain::{
    Ctx, OwnReads,
    clock::{Clock, SystemClock},
    identity::appoint,
    procedures::Shelf,
};
use entity::office::audit;
use sandbox::Settings;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use server::{
    config::Config,
    http::{App, router},
    jobs,
    wiring::{self, World},
};
use tempfile::TempDir;
use testkit::TestDb;

use crate::browser::Browser;

/// Today's clock, moved by the test. Sessions are dated by the machine's clock too, so it starts there.
#[derive(Debug, Default)]
pub(crate) struct ShiftedClock(AtomicI64);

impl ShiftedClock {
    pub(crate) fn advance_minutes(&self, minutes: i64) {
        self.0.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Moment {
        Moment(SystemClock.now().0 + self.0.load(Ordering::Relaxed))
    }
}

/// A whole portal. Nobody has logged in yet; the demo's staff have their roles.
pub(crate) struct TestApp {
    pub(crate) ctx: Arc<Ctx>,
    pub(crate) clock: Arc<ShiftedClock>,
    pub(crate) config: Config,
    store: Option<EmbeddedStore>,
    router: Router,
    _folder: TempDir,
}

/// The login provider of this test process, over HTTP, on a thread that outlives every test.
fn provider() -> &'static str {
    static ISSUER: OnceLock<String> = OnceLock::new();
    ISSUER.get_or_init(|| {
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut running = sandbox::start(Settings::demo().unwrap()).await.unwrap();
                tell.send(running.base_url.clone()).unwrap();
                running.wait().await;
            });
        });
        told.recv().unwrap()
    })
}

impl TestApp {
    pub(crate) async fn new() -> Self {
        Self::with(&|_| {}).await
    }

    /// A portal whose configuration differs from the demo's.
    pub(crate) async fn with(change: &dyn Fn(&mut Config)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut config = Config::load(None).unwrap();
        config.data_dir = folder.path().to_owned();
        config.public_url = "http://127.0.0.1:3000".parse().unwrap();
        config.oidc_issuer = provider().parse().unwrap();
        config.s3_endpoint = None;
        config.pagopa_checkout_url = None;
        config.take_sandbox_payments();
        change(&mut config);
        testkit::install_small_cila(folder.path());
        let db = TestDb::fresh(folder.path()).await;
        config.database_url = Some(db.url.clone());
        Self::on(config, folder).await
    }

    /// A portal on an installation that is there already.
    pub(crate) async fn on(config: Config, folder: TempDir) -> Self {
        let (objects, embedded) = wiring::objects(&config).await.unwrap();
        let exe = Path::new(env!("CARGO_BIN_EXE_sportello")).to_owned();
        let db = wiring::database(&config).await.unwrap();
        let mut world = Box::pin(wiring::world_on(&config, db, objects, embedded, exe)).await.unwrap();
        let clock = Arc::new(ShiftedClock::default());
        world.ctx = Arc::new(on_clock(&world, clock.clone()));
        let app = App::new(config.clone(), &world);
        let this = Self {
            ctx: world.ctx,
            clock,
            config,
            store: world.embedded,
            router: router(&app),
            _folder: folder,
        };
        this.appoint_staff().await;
        this
    }

    async fn appoint_staff(&self) {
        for person in people() {
            for role in &person.roles {
                let office = person.office.as_deref().unwrap();
                appoint(&self.ctx, &person.fiscal_code, office, StaffRole::parse(role).unwrap())
                    .await
                    .unwrap();
            }
        }
    }

    /// A browser that nobody has logged in with.
    pub(crate) fn anonymous(&self) -> Browser {
        Browser::new(self.router.clone(), Arc::clone(&self.ctx))
    }

    /// A browser in which this person of the demo has logged in.
    pub(crate) async fn login(&self, who: &str) -> Browser {
        let browser = self.anonymous();
        browser.log_in(who, "/it/area-personale").await;
        browser
    }

    /// Does the work that is due.
    pub(crate) async fn work_off(&self) {
        jobs::drain(&self.ctx).await.unwrap();
    }

    /// The object store stops, as if its machine were switched off.
    pub(crate) async fn stop_store(&mut self) {
        self.store.take().unwrap().shutdown().await;
    }

    /// The database stops answering.
    pub(crate) async fn stop_database(&self) {
        self.ctx.db.clone().close().await.unwrap();
    }

    /// Action and subject of the looks that were refused, oldest first.
    pub(crate) async fn denied(&self) -> Vec<(String, String)> {
        let rows = audit::Entity::find()
            .filter(audit::Column::Outcome.eq("denied"))
            .order_by_asc(audit::Column::Id)
            .all(self.ctx.db.read())
            .await
            .unwrap();
        rows.into_iter().map(|row| (row.action, row.subject)).collect()
    }
}

/// The same world, its clock ours.
fn on_clock(world: &World, clock: Arc<ShiftedClock>) -> Ctx {
    let ctx = &world.ctx;
    Ctx {
        db: ctx.db.clone(),
        clock,
        ids: ctx.ids.clone(),
        objects: ctx.objects.clone(),
        inspector: ctx.inspector.clone(),
        post: ctx.post.clone(),
        seal: ctx.seal.clone(),
        protocol: ctx.protocol.clone(),
        ente: ctx.ente.clone(),
        lists: world.ctx.lists.clone(),
        shelf: Shelf::default(),
        own_reads: OwnReads::default(),
        prechecks: ctx.prechecks.clone(),
        sheets: ctx.sheets.clone(),
        pagopa: ctx.pagopa.clone(),
        wake: ctx.wake.clone(),
        fail: ctx.fail.clone(),
    }
}

#[derive(Deserialize)]
pub(crate) struct Person {
    pub(crate) key: String,
    pub(crate) fiscal_code: String,
    pub(crate) office: Option<String>,
    #[serde(default)]
    pub(crate) roles: Vec<String>,
}

/// The demo's people.
pub(crate) fn people() -> Vec<Person> {
    #[derive(Deserialize)]
    struct File {
        person: Vec<Person>,
    }
    toml::from_str::<File>(include_str!("../data/demo/people.toml")).unwrap().person
}
