//! A world for one test, gone with it.

use std::{path::Path, sync::Arc};

use adapters::{
    objects::{Credentials, EmbeddedSettings, EmbeddedStore, S3Objects},
    seal::PortalSeal,
};
use contract::places::{Bodies, Comuni, Offices, Orders, Streets, Territory};
use domain::{
    Codes, Ctx, Ente, Office, OwnReads, Post,
    clock::RandomIds,
    ctx::{FailPoints, NoFailPoints},
    lists::Lists,
    ports::Protocol,
    procedures::{self, CATEGORIES, Definition, Finding, Shared, Sheet, Sheets, Shelf},
};
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::{TestClock, TestDb, TestGateway, TestInspector, TestPost};

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
    /// Where one pays.
    pub gateway: Arc<TestGateway>,
    /// What it sent by ordinary mail.
    pub mail: Arc<TestPost>,
    /// What it sent by certified mail, and the receipts that come back.
    pub pec: Arc<TestPost>,
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
        let gateway = Arc::new(TestGateway::default());
        let (mail, pec) = (Arc::new(TestPost::default()), Arc::new(TestPost::default()));
        let ctx = Ctx {
            db: db.connect().await,
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            objects: Arc::new(S3Objects::new(&store.client_settings())),
            inspector: inspector.clone(),
            ente: Ente {
                name: "Comune di Prova".into(),
                comune: "Prova".into(),
                prefix: "PR".into(),
                draft_months: 12,
                report_months: 12,
                outage_minutes: 3,
                url: "https://sportello.prova.example".into(),
                codes: Codes {
                    ipa: "c_x000".into(),
                    aoo: "AOO0001".into(),
                    fiscal_code: "00000000000".into(),
                    pec: "protocollo@pec.prova.example".into(),
                },
                offices: vec![Office {
                    slug: "ufficio-tecnico".into(),
                    name: "Ufficio tecnico".into(),
                    head: "Dora Dirigenti".into(),
                    pec: "tecnico@pec.prova.example".into(),
                    files: "All'ufficio tecnico, il lunedì.".into(),
                    classification: "VI.3 Edilizia privata".into(),
                    inertia: "Il Segretario comunale.".into(),
                }],
            },
            protocol: Protocol::BuiltIn,
            seal: Arc::new(PortalSeal::generate().expect("a key")),
            post: Post { mail: Some(mail.clone()), pec: Some(pec.clone()) },
            lists: Arc::new(lists()),
            shelf: Shelf::default(),
            own_reads: OwnReads::default(),
            prechecks: Arc::default(),
            sheets: Arc::new(sheets()),
            pagopa: crate::payments::pagopa(Some(gateway.clone())),
            wake: Arc::new(Notify::new()),
            fail,
        };
        procedures::propose(&ctx, &small_cila(), false).await.unwrap();
        procedures::propose(&ctx, &rich_form(), false).await.unwrap();
        procedures::propose(&ctx, &terms(), false).await.unwrap();
        Self { ctx, clock, inspector, gateway, mail, pec, db, store: Some(store), folder }
    }
}

/// A short CILA for tests: two groups of questions and three documents. The shipped one has all
/// sections of the national form and changes with the law; tests of verbs need neither.
#[must_use]
pub fn small_cila() -> Definition {
    procedure(&Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/cila"))
        .expect("the tests' own procedure")
}

/// A form for tests with everything that answers can bring about: conditions, rows, a rule, data of a
/// special category, documents asked for on a condition, fees.
#[must_use]
pub fn rich_form() -> Definition {
    procedure(&Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/prova")).expect("the tests' own form")
}

/// A procedure for tests of terms: everything that a clock can do, in a form of one question.
fn terms() -> Definition {
    procedure(&Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/termini"))
        .expect("the tests' own terms")
}

/// Puts the tests' own CILA into the overrides of an installation, in place of the shipped one.
pub fn install_small_cila(data_dir: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("procedures/cila");
    let to = data_dir.join("overrides/procedures/cila");
    std::fs::create_dir_all(&to).expect("a folder");
    std::fs::create_dir_all(to.join("deeds")).expect("a folder");
    for file in procedures::FILES.into_iter().chain(["deeds/chiarimenti.typ"]) {
        std::fs::copy(from.join(file), to.join(file)).expect("a file of the tests' own procedure");
    }
}

/// A procedure of a folder, without question bank and orders.
///
/// # Errors
/// Everything that is wrong with it.
pub fn procedure(folder: &Path) -> Result<Definition, Vec<Finding>> {
    let slug = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let shared = Shared { block: &|_, _| None, orders: &[] };
    Definition::load(slug, &|name| std::fs::read(folder.join(name)).ok(), &shared)
}

/// The shipped sheets of services, none of which may have a mistake.
pub(crate) fn sheets() -> Sheets {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/services");
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect("a file of the sheets");
    let categories = Sheets::categories(bytes(CATEGORIES)).expect("the categories");
    let names = std::fs::read_dir(&folder).expect("the sheets").flatten();
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let slugs = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned));
    let load = |slug: String| {
        let sheet = Sheet::load(&slug, bytes(&format!("{slug}.toml")), &categories);
        sheet.unwrap_or_else(|found| {
            panic!("{}", found.iter().map(|it| format!("\n{it}")).collect::<String>())
        })
    };
    Sheets::new(categories.clone(), slugs.filter(|slug| !slug.starts_with('_')).map(load).collect())
}

/// Lists with a few rows each.
#[must_use]
pub fn lists() -> Lists {
    Lists {
        comuni: Comuni::parse(
            "belfiore;istat;name;province;region;valid_from;valid_to;cap\nM998;;Roccascura;CH;Abruzzo;;;66010\n",
        )
        .expect("comuni"),
        streets: Streets::parse("name;cap\nVia delle Mura;66010\n").expect("streets"),
        bodies: Bodies::parse(
            "id;name;address\nasl;ASL di Prova;asl@pec.prova.example\narpa;ARPA di Prova;Via Alta 1, Prova\n",
        )
        .expect("a list"),
        orders: Orders::parse("id;it;en;by_province\ngeometri;Collegio dei geometri;Surveyors;yes\n")
            .expect("orders"),
        offices: Offices::parse("id;it;en\nurp;Sportello;Front desk\nufficio-tecnico;Ufficio tecnico;Technical office\n")
            .expect("offices"),
        calendar: toml::from_str(include_str!("../../data/calendar/italia.toml")).expect("calendar"),
        territory: Territory::parse(
            "foglio;particella;zone;constraints\n7;214;B2;vincolo_paesaggistico|centro_storico\n",
        )
        .expect("territory"),
    }
}
