//! The database: SQLite through one writer, or PostgreSQL. Reads and writes take different doors.

mod connections;
mod door;
mod durable;
mod session;
#[cfg(test)]
mod tests;
mod tx;

use std::{fmt, future::Future, str::FromStr as _, sync::Arc, time::Duration};

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::{
        PgPool,
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
    },
};

use connections::Connections;
pub use door::Door;
use durable::Durable;
use session::Tell;
pub use tx::Tx;

use crate::error::{Error, Port, Result};

/// Connections for reading and for writing.
///
/// On SQLite every write is one Immediate transaction on the single writing connection: deferred
/// ones fail at once when two readers want to write, and no time-out helps.
#[derive(Clone)]
pub struct Db {
    read: Door,
    write: Door,
    /// The mapper's own connection, opened when a migration wants it.
    schema: DatabaseConnection,
    /// What makes commits last on SQLite; PostgreSQL does so itself.
    durable: Option<Arc<Durable>>,
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").field("read", &self.read).field("durable", &self.durable).finish_non_exhaustive()
    }
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
            let down = |why: String| Error::Unavailable(Port::Database, why);
            let file =
                SqliteConnectOptions::from_str(&settings.url).map_err(|error| down(error.to_string()))?;
            // The file is made by who writes to it.
            let writer = Connections::new(tuned(file.clone()), 1);
            writer.open().await?;
            let readers = Connections::new(tuned(file.clone()), settings.connections);
            let mut schema = shared(ConnectOptions::new(&settings.url));
            schema.max_connections(1).connect_lazy(true).idle_timeout(IDLE).map_sqlx_sqlite_opts(tuned);
            let schema = Database::connect(schema).await?;
            let durable = Durable::of(file.get_filename()).map_err(|error| down(error.to_string()))?;
            let (read, write) = (Door::sqlite(readers), Door::sqlite(writer));
            return Ok(Self { read, write, schema, durable: Some(Arc::new(durable)) });
        }
        let mut options = shared(ConnectOptions::new(&settings.url));
        options.max_connections(settings.connections.max(2));
        let pool = Database::connect(options).await?;
        let door = Door::postgres(pool.get_postgres_connection_pool().clone());
        Ok(Self { read: door.clone(), write: door, schema: pool, durable: None })
    }

    /// The same database, telling of every statement once it is answered, with the time that took: tests and benches
    /// count by it what a verb costs. What begins and ends transactions is not told.
    #[must_use]
    pub fn watched(mut self, tell: impl Fn(&Statement, Duration) + Send + Sync + 'static) -> Self {
        let tell: Tell = Arc::new(tell);
        self.read = self.read.told(Arc::clone(&tell));
        self.write = self.write.told(tell);
        self
    }

    /// The door for reading.
    #[must_use]
    pub fn read(&self) -> &Door {
        &self.read
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// The writing connection itself. What is written without a transaction lasts from [`Db::settled`] on.
    #[must_use]
    pub fn writer(&self) -> &Door {
        &self.write
    }

    /// The connections to PostgreSQL, for who listens on one of them.
    #[must_use]
    pub fn postgres(&self) -> Option<&PgPool> {
        self.write.pool()
    }

    /// Begins the one transaction of a verb.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the database does not answer.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx::alone(self.write.session().await?, self.durable.clone()))
    }

    /// Begins the transaction of a migration, on a connection of the kind that migrations are written for.
    ///
    /// # Errors
    /// As [`Db::begin`].
    #[expect(
        clippy::disallowed_methods,
        reason = "migrations need the mapper's own transaction; it is Immediate too"
    )]
    pub async fn begin_migration(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.schema.begin_with_options(options).await?)
    }

    /// Begins the transaction of a step, which asks little and then writes much: what it writes is sent together, with its
    /// next question or its end, and it may write no row twice. How many rows a statement changed is not known then;
    /// who has to know asks for them back.
    ///
    /// What it asks before it writes, it asks beside everybody else, and another may write meanwhile: it has to write
    /// something that then cannot be written, as the next place in a journal is, or hold what it asks for
    /// (`access::hold`).
    #[must_use]
    pub fn begin_step(&self) -> Tx {
        Tx::of_step(self.read.clone(), self.write.clone(), self.durable.clone())
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
        self.schema.close().await?;
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

/// How long the connection of migrations stays open after the last.
const IDLE: Duration = Duration::from_secs(10);

fn tuned(sqlite: SqliteConnectOptions) -> SqliteConnectOptions {
    sqlite
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("wal_autocheckpoint", CHECKPOINT)
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS)
        .busy_timeout(Duration::from_secs(5))
}
