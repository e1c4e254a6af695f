//! The database: SQLite through one writer, or PostgreSQL. Reads and writes take different doors.

mod durable;
mod tx;

use std::{future::Future, str::FromStr as _, sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use durable::Durable;
pub use tx::Tx;

use crate::error::{Error, Port, Result};

/// Connections for reading and for writing.
///
/// On SQLite every write is one Immediate transaction on the single writing connection: deferred
/// ones fail at once when two readers want to write, and no time-out helps.
#[derive(Debug, Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    /// What makes commits last on SQLite; PostgreSQL does so itself.
    durable: Option<Arc<Durable>>,
}

/// How to reach a database.
#[derive(Debug, Clone)]
pub struct DbSettings {
    /// `sqlite://path/to/file` or `postgres://…`.
    pub url: String,
    /// Connections for reading; on PostgreSQL for both.
    pub connections: u32,
}

/// How often a transaction is repeated when the database asks for it.
const ATTEMPTS: u32 = 5;

impl Db {
    /// Connects. A SQLite file is made if there is none.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    pub async fn connect(settings: &DbSettings) -> Result<Self> {
        if settings.url.starts_with("sqlite:") {
            let write = Database::connect(sqlite(&settings.url, 1)).await?;
            let read = Database::connect(sqlite(&settings.url, settings.connections)).await?;
            let down = |why: String| Error::Unavailable(Port::Database, why);
            let options =
                SqliteConnectOptions::from_str(&settings.url).map_err(|error| down(error.to_string()))?;
            let durable = Durable::of(options.get_filename()).map_err(|error| down(error.to_string()))?;
            return Ok(Self { read, write, durable: Some(Arc::new(durable)) });
        }
        let mut options = shared(ConnectOptions::new(&settings.url));
        options.max_connections(settings.connections.max(2));
        let pool = Database::connect(options).await?;
        Ok(Self { read: pool.clone(), write: pool, durable: None })
    }

    /// The same database, telling of every statement once it is answered, with the time that took: tests and benches
    /// count by it what a verb costs. What begins and ends transactions is not told.
    #[must_use]
    pub fn watched(mut self, tell: impl Fn(&Statement, Duration) + Send + Sync + 'static) -> Self {
        let tell = Arc::new(tell);
        for connection in [&mut self.read, &mut self.write] {
            let tell = Arc::clone(&tell);
            connection.set_metric_callback(move |info| tell(info.statement, info.elapsed));
        }
        self
    }

    /// The door for reading.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// The writing connection itself. What is written without a transaction lasts from [`Db::settled`] on.
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Begins the one transaction of a verb.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that begins transactions")]
    pub async fn begin(&self) -> Result<Tx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let inner = self.write.begin_with_options(options).await?;
        Ok(Tx::new(inner, self.durable.clone()))
    }

    /// Begins the transaction of a step, which writes much and asks little: what it writes is sent together, with its
    /// next question or its end, and it may write no row twice. How many rows a statement changed is not known then;
    /// who has to know asks for them back.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn begin_step(&self) -> Result<Tx> {
        Ok(self.begin().await?.together())
    }

    /// Waits until everything that was written so far survives a power cut.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the disk does not flush.
    pub async fn settled(&self) -> Result<()> {
        tx::settled(self.durable.as_deref()).await
    }

    /// Closes every connection, after the requests in flight.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn close(self) -> std::result::Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

/// Runs a verb's transaction, again when the database asks for it (lock or serialisation failure).
///
/// # Errors
/// The verb's own, or [`Error::Unavailable`] when it never got through.
pub async fn repeating<T, F>(mut attempt: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let mut wait = Duration::from_millis(5);
    for _ in 1..ATTEMPTS {
        match attempt().await {
            Err(Error::Repeat) => tokio::time::sleep(wait).await,
            outcome => return outcome,
        }
        wait *= 4;
    }
    match attempt().await {
        Err(Error::Repeat) => Err(Error::Unavailable(Port::Database, "busy for too long".into())),
        outcome => outcome,
    }
}

fn shared(mut options: ConnectOptions) -> ConnectOptions {
    options
        .sqlx_logging(false)
        .test_before_acquire(false)
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(5));
    options
}

/// The log is put into the database when it has so many pages (of 4 KB): pages that change at every write are then put
/// there once for many writes, not each time.
const CHECKPOINT: &str = "4000";

/// So many statements are kept prepared on each connection: those of every page that is asked for often.
const STATEMENTS: usize = 300;

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = shared(ConnectOptions::new(url));
    options.max_connections(connections).min_connections(1).map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .pragma("wal_autocheckpoint", CHECKPOINT)
            .foreign_keys(true)
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(Duration::from_secs(5))
    });
    options
}
