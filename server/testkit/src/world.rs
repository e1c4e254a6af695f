//! A world for one test, gone with it.

use std::{path::Path, sync::Arc};

use adapters::objects::{Credentials, EmbeddedSettings, EmbeddedStore, S3Objects};
use domain::{
    Ctx, Ente,
    clock::RandomIds,
    ctx::{FailPoints, NoFailPoints},
    procedures::{self, Definition, Shelf},
};
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::{TestClock, TestDb, TestInspector};

/// Stops the process, as a power cut would, when a verb reaches the place.
#[derive(Debug)]
pub struct CrashAt(pub String);

impl FailPoints for CrashAt {
    fn reached(&self, place: &'static str) {
        if place == self.0 {
            std::process::abort();
        }
    }
}

/// A municipality with the shipped procedures, a database, a store, and nobody in it.
pub struct TestWorld {
    /// What verbs are given.
    pub ctx: Ctx,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Its inspector.
    pub inspector: Arc<TestInspector>,
    /// Its database.
    pub db: TestDb,
    /// Its store; `None` once a test has closed it.
    pub store: Option<EmbeddedStore>,
    folder: TempDir,
}

impl TestWorld {
    /// A fresh world.
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let db = TestDb::fresh(folder.path()).await;
        Self::on(folder, db, Arc::new(NoFailPoints)).await
    }

    /// The folder that the store of this world is in, for a child process.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A second world on the database of another process; its store is its own.
    pub async fn beside(db: TestDb, fail: Arc<dyn FailPoints>) -> Self {
        Self::on(TempDir::new().unwrap(), db, fail).await
    }

    async fn on(folder: TempDir, db: TestDb, fail: Arc<dyn FailPoints>) -> Self {
        let credentials = Credentials::generate();
        let public = "http://127.0.0.1:3000".parse().unwrap();
        let settings = EmbeddedSettings::new(folder.path().join("objects"), credentials, public);
        let store = EmbeddedStore::start(settings).await.unwrap();
        let clock = Arc::new(TestClock::default());
        let inspector = Arc::new(TestInspector::default());
        let ctx = Ctx {
            db: db.connect().await,
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            objects: Arc::new(S3Objects::new(&store.client_settings())),
            inspector: inspector.clone(),
            ente: Ente { name: "Comune di Prova".into(), comune: "Prova".into(), prefix: "PR".into() },
            shelf: Shelf::default(),
            wake: Arc::new(Notify::new()),
            fail,
        };
        procedures::propose(&ctx, &shipped("cila"), false).await.unwrap();
        Self { ctx, clock, inspector, db, store: Some(store), folder }
    }
}

/// A shipped procedure, from its folder.
fn shipped(slug: &str) -> Definition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/procedures").join(slug);
    Definition::load(slug, &|name| std::fs::read(folder.join(name)).ok()).expect("the shipped procedure")
}
