//! One connection to the database, held by whoever uses it.
//!
//! It is the driver's own, not the mapper's: what it costs to ask SQLite anything is two changes of thread, so a
//! transaction begins with its first question and ends with what it writes, in one message each, and a connection is
//! handed on without being tried in between: a file does not go away. On PostgreSQL a message is a way to the server and
//! back, and its driver keeps the connections.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::TryStreamExt as _;
use sea_orm::{
    DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, SqlxError, Statement, Values,
    sqlx::{
        AssertSqlSafe, Database, Either, Executor, IntoArguments, PgPool, Postgres, Sqlite, SqliteConnection,
        pool::PoolConnection, query_with, raw_sql,
    },
};
use sea_query_sqlx::SqlxValues;

use super::connections::{Connections, Lease, closed, unreached};

/// Whom every statement is told to once it is answered, with the time that took.
pub(super) type Tell = Arc<dyn Fn(&Statement, Duration) + Send + Sync>;

/// How a transaction begins on SQLite.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// A connection and whether a transaction is open on it. Dropped, what is open is rolled back.
pub(super) struct Session {
    on: Option<On>,
    open: bool,
    tell: Option<Tell>,
}

enum On {
    Sqlite(Lease),
    Postgres(PoolConnection<Postgres>),
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("open", &self.open).finish_non_exhaustive()
    }
}

impl Session {
    pub(super) async fn on_sqlite(on: &Connections, tell: Option<Tell>) -> Result<Self, DbErr> {
        Ok(Self { on: Some(On::Sqlite(on.lease().await?)), open: false, tell })
    }

    pub(super) async fn on_postgres(pool: &PgPool, tell: Option<Tell>) -> Result<Self, DbErr> {
        let connection = pool.acquire().await.map_err(unreached)?;
        Ok(Self { on: Some(On::Postgres(connection)), open: false, tell })
    }

    pub(super) fn backend(&self) -> DbBackend {
        match self.on {
            Some(On::Postgres(_)) => DbBackend::Postgres,
            _ => DbBackend::Sqlite,
        }
    }

    /// Whether a transaction is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Opens a transaction, if none is: on SQLite an Immediate one, since two deferred ones that read and then want to
    /// write fail at once, and no time-out helps.
    pub(super) async fn begin(&mut self) -> Result<(), DbErr> {
        if self.open {
            return Ok(());
        }
        // From here on, whatever becomes of it.
        self.open = true;
        let begin = if self.backend() == DbBackend::Postgres { "BEGIN" } else { BEGIN };
        self.plain(begin).await.map(drop)
    }

    /// On SQLite the statement with the beginning before it, if no transaction is open.
    fn beginning(&mut self, sql: String) -> String {
        if self.open || self.backend() == DbBackend::Postgres {
            return sql;
        }
        self.open = true;
        format!("{BEGIN}; {sql}")
    }

    /// Ends the transaction with a last statement, or none. On PostgreSQL a statement alone is a transaction by itself.
    pub(super) async fn commit(&mut self, last: Option<Statement>) -> Result<(), DbErr> {
        match last {
            None if !self.open => return Ok(()),
            Some(last) if self.backend() == DbBackend::Sqlite => self.ending(last).await?,
            last => {
                if let Some(last) = last {
                    self.execute(last).await?;
                }
                if self.open {
                    self.plain("COMMIT").await?;
                }
            }
        }
        self.open = false;
        Ok(())
    }

    /// The last statement and the end in one message.
    async fn ending(&mut self, last: Statement) -> Result<(), DbErr> {
        let watched = self.watched(&last);
        let sql = self.beginning(format!("{}; COMMIT", last.sql));
        let done = changed::<Sqlite, _>(self.sqlite()?, sql, last.values).await;
        self.told(watched);
        self.looked_at(done).map(drop)
    }

    /// Several statements without values; they are not kept prepared.
    pub(super) async fn plain(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let sql = AssertSqlSafe(sql);
        let done = match self.on.as_mut() {
            Some(On::Postgres(connection)) => connection.execute(raw_sql(sql)).await.map(ExecResult::from),
            _ => self.sqlite()?.execute(raw_sql(sql)).await.map(ExecResult::from),
        };
        self.looked_at(done.map_err(refused))
    }

    /// A statement that writes; how many rows it changed.
    pub(super) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let watched = self.watched(&statement);
        let Statement { sql, values, .. } = statement;
        let done = match self.on.as_mut() {
            Some(On::Postgres(connection)) => changed::<Postgres, _>(&mut **connection, sql, values).await,
            _ => changed::<Sqlite, _>(self.sqlite()?, sql, values).await,
        };
        self.told(watched);
        self.looked_at(done)
    }

    /// A statement that gives rows; `begins` says that it begins the transaction, if none is open.
    pub(super) async fn all(
        &mut self,
        statement: Statement,
        begins: bool,
    ) -> Result<Vec<QueryResult>, DbErr> {
        let watched = self.watched(&statement);
        let Statement { sql, values, .. } = statement;
        let sql = if begins { self.beginning(sql) } else { sql };
        let rows = match self.on.as_mut() {
            Some(On::Postgres(connection)) => rows::<Postgres, _>(&mut **connection, sql, values).await,
            _ => rows::<Sqlite, _>(self.sqlite()?, sql, values).await,
        };
        self.told(watched);
        self.looked_at(rows)
    }

    /// The same for the first row alone.
    pub(super) async fn one(
        &mut self,
        statement: Statement,
        begins: bool,
    ) -> Result<Option<QueryResult>, DbErr> {
        let watched = self.watched(&statement);
        let Statement { sql, values, .. } = statement;
        let sql = if begins { self.beginning(sql) } else { sql };
        let row = match self.on.as_mut() {
            Some(On::Postgres(connection)) => first::<Postgres, _>(&mut **connection, sql, values).await,
            _ => first::<Sqlite, _>(self.sqlite()?, sql, values).await,
        };
        self.told(watched);
        self.looked_at(row)
    }

    fn sqlite(&mut self) -> Result<&mut SqliteConnection, DbErr> {
        let connection = match self.on.as_mut() {
            Some(On::Sqlite(lease)) => lease.connection.as_mut(),
            _ => None,
        };
        connection.ok_or_else(closed)
    }

    /// What the database answered; a connection to SQLite whose thread is gone serves nobody any more.
    fn looked_at<T>(&mut self, answer: Result<T, DbErr>) -> Result<T, DbErr> {
        if let Err(DbErr::Query(RuntimeErr::SqlxError(error))) = &answer
            && matches!(**error, SqlxError::WorkerCrashed)
            && let Some(On::Sqlite(lease)) = self.on.as_mut()
        {
            lease.connection = None;
            self.open = false;
        }
        answer
    }

    /// The statement as it will be told, and since when it is asked.
    fn watched(&self, statement: &Statement) -> Option<(Statement, Instant)> {
        self.tell.is_some().then(|| (statement.clone(), Instant::now()))
    }

    fn told(&self, watched: Option<(Statement, Instant)>) {
        if let (Some(tell), Some((statement, since))) = (&self.tell, watched) {
            tell(&statement, since.elapsed());
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let (true, Some(on)) = (self.open, self.on.take()) {
            roll_back(on);
        }
    }
}

/// Nobody gets the connection before what was written is taken back. Whoever lost patience in the middle of a message
/// cannot know whether the transaction has begun or is over: then there is nothing to take back.
fn roll_back(mut on: On) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return on.give_up() };
    runtime.spawn(async move {
        let done = match &mut on {
            On::Sqlite(lease) => match lease.connection.as_mut() {
                Some(connection) => connection.execute(raw_sql("ROLLBACK")).await.map(drop),
                None => Ok(()),
            },
            On::Postgres(connection) => connection.execute(raw_sql("ROLLBACK")).await.map(drop),
        };
        // SQLite's code for any fault of a statement: here, that no transaction is open.
        let none_open = |error: &SqlxError| {
            error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "1")
        };
        if let Err(error) = done
            && !none_open(&error)
        {
            tracing::error!(%error, "a transaction cannot be rolled back: its connection is given up");
            on.give_up();
        }
    });
}

impl On {
    /// Closes the connection, which takes back what was not committed.
    fn give_up(self) {
        match self {
            Self::Sqlite(mut lease) => lease.connection = None,
            Self::Postgres(connection) => drop(connection.detach()),
        }
    }
}

async fn changed<'c, DB, E>(on: E, sql: String, values: Option<Values>) -> Result<ExecResult, DbErr>
where
    DB: Database,
    E: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    ExecResult: From<DB::QueryResult>,
{
    let mut stream = on.fetch_many(query_with(AssertSqlSafe(sql), bound(values)));
    let mut last = DB::QueryResult::default();
    // Of several statements the last counts: SQLite repeats the number of rows for those that change none.
    while let Some(done) = stream.try_next().await.map_err(refused)? {
        if let Either::Left(done) = done {
            last = done;
        }
    }
    drop(stream);
    Ok(last.into())
}

async fn rows<'c, DB, E>(on: E, sql: String, values: Option<Values>) -> Result<Vec<QueryResult>, DbErr>
where
    DB: Database,
    E: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    QueryResult: From<DB::Row>,
{
    let rows = on.fetch_all(query_with(AssertSqlSafe(sql), bound(values))).await;
    Ok(rows.map_err(refused)?.into_iter().map(QueryResult::from).collect())
}

async fn first<'c, DB, E>(on: E, sql: String, values: Option<Values>) -> Result<Option<QueryResult>, DbErr>
where
    DB: Database,
    E: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    QueryResult: From<DB::Row>,
{
    let row = on.fetch_optional(query_with(AssertSqlSafe(sql), bound(values))).await;
    Ok(row.map_err(refused)?.map(QueryResult::from))
}

fn bound(values: Option<Values>) -> SqlxValues {
    SqlxValues(values.unwrap_or_else(|| Values(Vec::new())))
}

/// The database said no, or could not be asked.
fn refused(error: SqlxError) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}
