//! The statements of steps, and nothing else, through sqlx on the same kind of connection: prepared, each step in one
//! durable transaction, on a copy of the database as it was before.

use std::{
    collections::HashSet,
    process::Command,
    str::FromStr,
    time::{Duration, Instant},
};

use sea_orm::{Statement, Value};
use sqlx::{
    AssertSqlSafe, Connection, PgConnection, PgPool, SqliteConnection, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::recorder::Step;

/// The copy.
pub(crate) enum Raw {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Lets PostgreSQL look at its tables, as its autovacuum would have: the tests' cluster has none.
pub(crate) async fn analyse(url: &str) {
    if url.starts_with("postgres") {
        sqlx::query("ANALYZE").execute(&mut PgConnection::connect(url).await.unwrap()).await.unwrap();
    }
}

fn options(url: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::from_str(url)
        .unwrap()
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", "4000")
        .foreign_keys(true)
        .statement_cache_capacity(300)
        .busy_timeout(Duration::from_secs(5))
}

impl Raw {
    pub(crate) async fn copy(url: &str, round: usize) -> Self {
        if let Some(path) = url.strip_prefix("sqlite://") {
            let copy = format!("{path}.{round}");
            let mut own = SqliteConnection::connect_with(&options(url)).await.unwrap();
            sqlx::query(AssertSqlSafe(format!("VACUUM INTO '{copy}'"))).execute(&mut own).await.unwrap();
            let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
            return Self::Sqlite(pool.connect_with(options(&format!("sqlite://{copy}"))).await.unwrap());
        }
        let copy = format!("{url}_{round}");
        let (_, name) = copy.rsplit_once('/').unwrap();
        let mut own = PgConnection::connect(url).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut own).await.unwrap();
        let both =
            format!("pg_dump --no-owner '{url}' | psql --quiet --set ON_ERROR_STOP=1 '{copy}' >/dev/null");
        assert!(Command::new("bash").args(["-o", "pipefail", "-c", &both]).status().unwrap().success());
        analyse(&copy).await;
        let pool = PgPoolOptions::new().max_connections(1).test_before_acquire(false);
        Self::Postgres(pool.connect(&copy).await.unwrap())
    }

    /// Issues the statements of these steps; how long that took.
    pub(crate) async fn replay(&self, steps: &[Step]) -> Duration {
        let mut known = HashSet::new();
        let steps: Vec<Vec<(&'static str, bool, &Statement)>> = steps
            .iter()
            .map(|step| {
                step.statements.iter().map(|(statement, _)| prepared(&mut known, statement)).collect()
            })
            .collect();
        let started = Instant::now();
        match self {
            Self::Sqlite(pool) => sqlite(pool, &steps).await,
            Self::Postgres(pool) => postgres(pool, &steps).await,
        }
        started.elapsed()
    }
}

/// The text once for all its runs, and whether it gives rows.
fn prepared<'a>(
    known: &mut HashSet<&'static str>,
    statement: &'a Statement,
) -> (&'static str, bool, &'a Statement) {
    let sql = match known.get(statement.sql.as_str()) {
        Some(sql) => sql,
        None => {
            let sql: &'static str = Box::leak(statement.sql.clone().into_boxed_str());
            known.insert(sql);
            sql
        }
    };
    (sql, sql.starts_with("SELECT") || sql.contains("RETURNING"), statement)
}

/// The same body for both drivers: their queries are different types.
macro_rules! replay {
    ($name:ident, $pool:ty, $begin:literal) => {
        async fn $name(pool: &$pool, steps: &[Vec<(&'static str, bool, &Statement)>]) {
            for step in steps {
                let mut db = pool.begin_with($begin).await.unwrap();
                for (sql, gives, statement) in step {
                    let mut query = sqlx::query(*sql);
                    for value in statement.values.iter().flat_map(|values| &values.0) {
                        query = match value {
                            Value::String(value) => query.bind(value.as_deref()),
                            Value::Uuid(value) => query.bind(*value),
                            Value::BigInt(value) => query.bind(*value),
                            Value::Int(value) => query.bind(*value),
                            Value::BigUnsigned(value) => query.bind(value.map(|value| value as i64)),
                            other => panic!("a value of a kind that the bench does not know: {other:?}"),
                        };
                    }
                    if *gives {
                        query.fetch_all(&mut *db).await.unwrap();
                    } else {
                        query.execute(&mut *db).await.unwrap();
                    }
                }
                db.commit().await.unwrap();
            }
        }
    };
}

replay!(sqlite, SqlitePool, "BEGIN IMMEDIATE");
replay!(postgres, PgPool, "BEGIN");

/// The database's own log, from a moment on.
pub(crate) enum Log {
    Sqlite { path: String, before: u64 },
    Postgres { own: PgConnection, before: String },
}

const PLACE: &str = "SELECT pg_current_wal_lsn()::text";

impl Log {
    pub(crate) async fn begin(url: &str) -> Self {
        if let Some(path) = url.strip_prefix("sqlite://") {
            let path = format!("{path}-wal");
            let mut own = SqliteConnection::connect_with(&options(url)).await.unwrap();
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut own).await.unwrap();
            let before = std::fs::metadata(&path).unwrap().len();
            return Self::Sqlite { path, before };
        }
        let mut own = PgConnection::connect(url).await.unwrap();
        let before = sqlx::query_scalar(PLACE).fetch_one(&mut own).await.unwrap();
        Self::Postgres { own, before }
    }

    /// Bytes written to it since.
    pub(crate) async fn end(self) -> f64 {
        match self {
            Self::Sqlite { path, before } => (std::fs::metadata(path).unwrap().len() - before) as f64,
            Self::Postgres { mut own, before } => {
                let bytes: i64 = sqlx::query_scalar("SELECT (pg_current_wal_lsn() - $1::pg_lsn)::bigint")
                    .bind(before)
                    .fetch_one(&mut own)
                    .await
                    .unwrap();
                bytes as f64
            }
        }
    }
}
