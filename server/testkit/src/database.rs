//! A database for each test: a copy of a migrated SQLite file, or a PostgreSQL database made from
//! a migrated template.

use std::path::{Path, PathBuf};

use domain::db::{Db, DbSettings};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A database that belongs to one test.
#[derive(Debug, Clone)]
pub struct TestDb {
    /// How it is reached, also by a child process.
    pub url: String,
}

static SQLITE: OnceCell<PathBuf> = OnceCell::const_new();
static POSTGRES: OnceCell<String> = OnceCell::const_new();

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which database to use")]
fn env(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn on_postgres() -> bool {
    env("SPORTELLO_TEST_DB").as_deref() == Some("postgres")
}

impl TestDb {
    /// A fresh, migrated database; `folder` is where a file may go.
    pub async fn fresh(folder: &Path) -> Self {
        match env("SPORTELLO_TEST_DB").as_deref() {
            Some("postgres") => Self::postgres().await,
            None | Some("sqlite") => Self::sqlite(folder).await,
            Some(other) => panic!("SPORTELLO_TEST_DB is {other}: write sqlite or postgres"),
        }
    }

    /// A database without any table.
    pub async fn empty(folder: &Path) -> Self {
        let Some(server) = env("SPORTELLO_TEST_POSTGRES").filter(|_| on_postgres()) else {
            return Self { url: sqlite_url(&folder.join("empty.db")) };
        };
        let name = format!("empty_{}", unique());
        execute(&server, &format!("CREATE DATABASE {name}")).await;
        Self { url: database_url(&server, &name) }
    }

    /// Connects as the portal does.
    pub async fn connect(&self) -> Db {
        Db::connect(&DbSettings { url: self.url.clone(), connections: 4 }).await.unwrap()
    }

    async fn sqlite(folder: &Path) -> Self {
        let template = SQLITE
            .get_or_init(|| async {
                let path = std::env::temp_dir().join(format!("sportello-{}.db", unique()));
                let db = Db::connect(&DbSettings { url: sqlite_url(&path), connections: 1 }).await.unwrap();
                let tx = db.begin_migration().await.unwrap();
                Migrator::up(&tx, None).await.unwrap();
                tx.commit().await.unwrap();
                // Everything into the one file: the copy takes no journal along.
                db.writer().execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
                db.close().await.unwrap();
                path
            })
            .await;
        let path = folder.join("test.db");
        std::fs::copy(template, &path).unwrap();
        Self { url: sqlite_url(&path) }
    }

    async fn postgres() -> Self {
        let server = env("SPORTELLO_TEST_POSTGRES")
            .expect("SPORTELLO_TEST_POSTGRES names no server: run tests with `make test`");
        let template = POSTGRES
            .get_or_init(|| async {
                let name = format!("template_{}", unique());
                execute(&server, &format!("CREATE DATABASE {name}")).await;
                let db = Database::connect(database_url(&server, &name)).await.unwrap();
                Migrator::up(&db, None).await.unwrap();
                db.close().await.unwrap();
                name
            })
            .await;
        let name = format!("test_{}", unique());
        execute(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { url: database_url(&server, &name) }
    }
}

async fn execute(server: &str, sql: &str) {
    let db = Database::connect(database_url(server, "postgres")).await.unwrap();
    db.execute_unprepared(sql).await.unwrap();
    db.close().await.unwrap();
}

#[expect(clippy::disallowed_methods, reason = "names of test databases need no order")]
fn unique() -> String {
    Uuid::now_v7().simple().to_string()
}

fn sqlite_url(path: &Path) -> String {
    format!("sqlite://{}", path.display())
}

/// The server's address with another database name.
fn database_url(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(a, q)| (a, Some(q)));
    let slash = address.rfind('/').filter(|at| *at > "postgres://".len()).unwrap_or(address.len());
    let base = address.get(..slash).unwrap_or(address);
    query.map_or_else(|| format!("{base}/{name}"), |query| format!("{base}/{name}?{query}"))
}
