//! A verb's transaction.

use std::sync::Arc;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::durable::Durable;
use crate::error::{Error, Port, Result};

/// The one transaction of a verb. Dropped without [`Tx::commit`], nothing of it happened.
#[derive(Debug)]
pub struct Tx {
    inner: DatabaseTransaction,
    durable: Option<Arc<Durable>>,
}

impl Tx {
    pub(super) fn new(inner: DatabaseTransaction, durable: Option<Arc<Durable>>) -> Self {
        Self { inner, durable }
    }

    /// Commits, and comes back when that survives a power cut.
    ///
    /// # Errors
    /// [`Error::Repeat`] when the database asks for another attempt; [`Error::Unavailable`] when it does not answer
    /// or the disk does not flush: then it is not known whether what was written lasts.
    pub async fn commit(self) -> Result<()> {
        self.inner.commit().await?;
        settled(self.durable.as_deref()).await
    }
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
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}
