//! A verb's transaction.

use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement, Value,
    Values,
    sqlx::{postgres::PgQueryResult, sqlite::SqliteQueryResult},
};

use super::durable::Durable;
use crate::error::{Error, Port, Result};

/// The one transaction of a verb. Dropped without [`Tx::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    durable: Option<Arc<Durable>>,
    /// What was written and not sent yet; `None` where each statement is sent at once.
    waiting: Option<Mutex<Vec<Statement>>>,
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction, durable: Option<Arc<Durable>>) -> Self {
        Self { inner, durable, waiting: None }
    }

    /// The same, with what is written sent together: each statement that is sent costs two changes of thread, or a way
    /// to the server and back, more than most take to run. What is asked finds everything that was written before.
    pub(super) fn together(self) -> Self {
        Self { waiting: Some(Mutex::default()), ..self }
    }

    /// Sends what waits.
    async fn sent(&self) -> std::result::Result<(), DbErr> {
        let Some(waiting) = &self.waiting else { return Ok(()) };
        let waiting = std::mem::take(&mut *waiting.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(one) = joined(waiting, self.inner.get_database_backend()) {
            self.inner.execute_raw(one).await?;
        }
        Ok(())
    }

    /// Commits, and comes back when that survives a power cut.
    ///
    /// # Errors
    /// [`Error::Repeat`] when the database asks for another attempt; [`Error::Unavailable`] when it does not answer
    /// or the disk does not flush: then it is not known whether what was written lasts.
    pub async fn commit(self) -> Result<()> {
        self.sent().await?;
        self.inner.commit().await?;
        settled(self.durable.as_deref()).await
    }
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

impl AsRef<DatabaseTransaction> for Tx {
    fn as_ref(&self) -> &DatabaseTransaction {
        &self.inner
    }
}

#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        let writes = ["INSERT", "UPDATE", "DELETE"].iter().any(|verb| statement.sql.starts_with(verb));
        let Some(waiting) = self.waiting.as_ref().filter(|_| writes) else {
            self.sent().await?;
            return self.inner.execute_raw(statement).await;
        };
        waiting.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
        Ok(match self.inner.get_database_backend() {
            DbBackend::Postgres => PgQueryResult::default().into(),
            _ => SqliteQueryResult::default().into(),
        })
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.sent().await?;
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.sent().await?;
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.sent().await?;
        self.inner.query_all_raw(statement).await
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
