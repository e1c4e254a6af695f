//! A verb's transaction.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, Value, Values,
    sqlx::{postgres::PgQueryResult, sqlite::SqliteQueryResult},
};
use tokio::sync::Mutex as AsyncMutex;

use super::{door::Door, durable::Durable, session::Session};
use crate::error::{Error, Port, Result};

/// The one transaction of a verb. Dropped without [`Tx::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Tx {
    session: AsyncMutex<Option<Session>>,
    backend: DbBackend,
    durable: Option<Arc<Durable>>,
    step: Option<Waiting>,
}

/// What a step has not done yet.
#[derive(Debug)]
struct Waiting {
    read: Door,
    write: Door,
    /// What was written and not sent yet.
    unsent: Mutex<Vec<Statement>>,
}

type Asked<T> = std::result::Result<T, DbErr>;

impl Tx {
    /// A transaction on that connection, each of whose statements is sent at once.
    pub(super) fn alone(session: Session, durable: Option<Arc<Durable>>) -> Self {
        let backend = session.backend();
        Self { session: AsyncMutex::new(Some(session)), backend, durable, step: None }
    }

    /// A transaction that takes a connection for writing when it has to, and sends what it writes together: each message
    /// costs two changes of thread, or a way to the server and back, more than most statements take to run. What is
    /// asked finds everything that was written before.
    pub(super) fn of_step(read: Door, write: Door, durable: Option<Arc<Durable>>) -> Self {
        let backend = write.get_database_backend();
        let step = Some(Waiting { read, write, unsent: Mutex::default() });
        Self { session: AsyncMutex::default(), backend, durable, step }
    }

    /// The connection for a statement that gives rows, after what waits was sent.
    ///
    /// A step that only asked so far has no transaction: what it reads is what is committed, beside everybody else. On
    /// PostgreSQL it would see no other inside one.
    async fn ready<'a>(&self, own: &'a mut Option<Session>, sql: &str) -> Asked<&'a mut Session> {
        self.sent(own).await?;
        let begun = own.as_ref().is_some_and(Session::is_open);
        let beside = self.step.is_some() && !begun && only_reads(sql);
        let session = self.writing(own).await?;
        if self.backend == DbBackend::Postgres && !beside {
            session.begin().await?;
        }
        Ok(session)
    }

    /// On SQLite, the door for what a step asks before it writes. It holds no connection in between: who holds one that
    /// reads may not wait for the one that writes, whose holder may want to read.
    async fn beside(&self, own: &mut Option<Session>, sql: &str) -> Asked<Option<&Door>> {
        let Some(step) = self.step.as_ref().filter(|_| self.backend == DbBackend::Sqlite) else {
            return Ok(None);
        };
        self.sent(own).await?;
        let begun = own.as_ref().is_some_and(Session::is_open);
        Ok((!begun && only_reads(sql)).then_some(&step.read))
    }

    async fn writing<'a>(&self, own: &'a mut Option<Session>) -> Asked<&'a mut Session> {
        let session = match (own.take(), &self.step) {
            (Some(session), _) => session,
            (None, Some(step)) => step.write.session().await?,
            (None, None) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
        };
        Ok(own.insert(session))
    }

    fn unsent(&self) -> Option<Statement> {
        let unsent = &self.step.as_ref()?.unsent;
        joined(std::mem::take(&mut *unsent.lock().unwrap_or_else(PoisonError::into_inner)), self.backend)
    }

    /// Sends what waits.
    async fn sent(&self, own: &mut Option<Session>) -> Asked<()> {
        if let Some(one) = self.unsent() {
            let session = self.writing(own).await?;
            session.begin().await?;
            session.execute(one).await?;
        }
        Ok(())
    }

    /// Commits, and comes back when that survives a power cut.
    ///
    /// # Errors
    /// [`Error::Repeat`] when the database asks for another attempt; [`Error::Unavailable`] when it does not answer
    /// or the disk does not flush: then it is not known whether what was written lasts.
    pub async fn commit(mut self) -> Result<()> {
        let last = self.unsent();
        let mut session = self.session.get_mut().take();
        if last.is_some() || session.is_some() {
            self.writing(&mut session).await?.commit(last).await?;
        }
        // The next one writes while this one waits for the disk.
        drop(session);
        settled(self.durable.as_deref()).await
    }
}

/// Whether a statement reads and does nothing else: no lock, no function that is called for what it does.
fn only_reads(sql: &str) -> bool {
    sql.starts_with("SELECT") && !["FOR UPDATE", "FOR SHARE", "pg_"].iter().any(|does| sql.contains(does))
}

/// Several statements that write as one: on SQLite one after the other; on PostgreSQL the last, with the others before
/// it, none of which sees what another writes. No step writes a row twice.
fn joined(mut statements: Vec<Statement>, backend: DbBackend) -> Option<Statement> {
    let last = statements.pop()?;
    if statements.is_empty() {
        return Some(last);
    }
    let mut sql = String::new();
    let mut values: Vec<Value> = Vec::new();
    for (place, statement) in statements.into_iter().enumerate() {
        if backend == DbBackend::Postgres {
            let begins = if place == 0 { "WITH" } else { "," };
            sql.push_str(&format!("{begins} w{place} AS ({})", renumbered(&statement.sql, values.len())));
        } else {
            sql.push_str(&statement.sql);
            sql.push_str("; ");
        }
        values.extend(statement.values.into_iter().flat_map(|values| values.0));
    }
    if backend == DbBackend::Postgres {
        sql.push(' ');
    }
    sql.push_str(&renumbered(&last.sql, values.len()));
    values.extend(last.values.into_iter().flat_map(|values| values.0));
    Some(Statement { sql, values: Some(Values(values)), db_backend: backend })
}

/// The statement with its `$1` standing for the value after so many others. What is bound stands nowhere in the text,
/// and no name has a `$` in it.
fn renumbered(sql: &str, after: usize) -> String {
    let mut parts = sql.split('$');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (number, rest) = part.split_at(digits);
        match number.parse::<usize>() {
            Ok(number) => text.push_str(&format!("${}{rest}", number + after)),
            Err(_) => text.push_str(&format!("${part}")),
        }
    }
    text
}

/// Waits until what was committed survives a power cut.
pub(super) async fn settled(durable: Option<&Durable>) -> Result<()> {
    match durable {
        Some(durable) => {
            durable.wait().await.map_err(|error| Error::Unavailable(Port::Database, error.to_string()))
        }
        None => Ok(()),
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.backend
    }

    async fn execute_raw(&self, statement: Statement) -> Asked<ExecResult> {
        let writes = ["INSERT", "UPDATE", "DELETE"].iter().any(|verb| statement.sql.starts_with(verb));
        let Some(step) = self.step.as_ref().filter(|_| writes) else {
            let mut own = self.session.lock().await;
            self.sent(&mut own).await?;
            let session = self.writing(&mut own).await?;
            session.begin().await?;
            return session.execute(statement).await;
        };
        step.unsent.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
        Ok(match self.backend {
            DbBackend::Postgres => PgQueryResult::default().into(),
            _ => SqliteQueryResult::default().into(),
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> Asked<ExecResult> {
        let mut own = self.session.lock().await;
        self.sent(&mut own).await?;
        let session = self.writing(&mut own).await?;
        session.begin().await?;
        session.plain(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Asked<Option<QueryResult>> {
        let mut own = self.session.lock().await;
        if let Some(read) = self.beside(&mut own, &statement.sql).await? {
            return read.query_one_raw(statement).await;
        }
        self.ready(&mut own, &statement.sql).await?.one(statement, true).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Asked<Vec<QueryResult>> {
        let mut own = self.session.lock().await;
        if let Some(read) = self.beside(&mut own, &statement.sql).await? {
            return read.query_all_raw(statement).await;
        }
        self.ready(&mut own, &statement.sql).await?.all(statement, true).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(backend: DbBackend, sql: [&str; 3]) -> Vec<Statement> {
        let values = [vec![1.into()], vec![2.into(), 3.into()], vec![4.into()]];
        let each = sql.into_iter().zip(values);
        each.map(|(sql, values)| Statement::from_sql_and_values(backend, sql, values)).collect()
    }

    #[test]
    fn statements_that_write_become_one_with_all_their_values_in_order() {
        let numbered = ["UPDATE a SET b = $1", "INSERT INTO c VALUES ($1, $2), (pg_notify('d', ''))", "E $1"];
        let one = joined(statements(DbBackend::Postgres, numbered), DbBackend::Postgres).unwrap();
        assert_eq!(
            one.sql,
            "WITH w0 AS (UPDATE a SET b = $1), w1 AS (INSERT INTO c VALUES ($2, $3), (pg_notify('d', ''))) E $4"
        );
        assert_eq!(one.values, Some(Values(vec![1.into(), 2.into(), 3.into(), 4.into()])));
        let marked = ["UPDATE a SET b = ?", "INSERT INTO c VALUES (?, ?)", "E ?"];
        let one = joined(statements(DbBackend::Sqlite, marked), DbBackend::Sqlite).unwrap();
        assert_eq!(one.sql, "UPDATE a SET b = ?; INSERT INTO c VALUES (?, ?); E ?");
        assert!(joined(Vec::new(), DbBackend::Sqlite).is_none());
    }
}
