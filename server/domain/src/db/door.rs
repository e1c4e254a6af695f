//! The doors to the database.

use std::fmt;

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement, sqlx::PgPool};

use super::{
    connections::Connections,
    session::{Session, Tell},
};

/// A way to the database: on SQLite the connections that read, or the one that writes; on PostgreSQL those for both. A
/// statement that is given to it is a transaction by itself.
#[derive(Clone)]
pub struct Door {
    to: To,
    tell: Option<Tell>,
}

#[derive(Clone)]
enum To {
    Sqlite(Connections),
    Postgres(PgPool),
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Door").field("backend", &self.get_database_backend()).finish_non_exhaustive()
    }
}

impl Door {
    pub(super) fn sqlite(connections: Connections) -> Self {
        Self { to: To::Sqlite(connections), tell: None }
    }

    pub(super) fn postgres(pool: PgPool) -> Self {
        Self { to: To::Postgres(pool), tell: None }
    }

    pub(super) fn told(self, tell: Tell) -> Self {
        Self { tell: Some(tell), ..self }
    }

    pub(super) fn pool(&self) -> Option<&PgPool> {
        match &self.to {
            To::Sqlite(_) => None,
            To::Postgres(pool) => Some(pool),
        }
    }

    pub(super) async fn session(&self) -> Result<Session, DbErr> {
        match &self.to {
            To::Sqlite(connections) => Session::on_sqlite(connections, self.tell.clone()).await,
            To::Postgres(pool) => Session::on_postgres(pool, self.tell.clone()).await,
        }
    }

    pub(super) async fn close(&self) -> Result<(), DbErr> {
        match &self.to {
            To::Sqlite(connections) => connections.close().await,
            To::Postgres(pool) => {
                pool.close().await;
                Ok(())
            }
        }
    }
}

#[async_trait]
impl ConnectionTrait for Door {
    fn get_database_backend(&self) -> DbBackend {
        match &self.to {
            To::Sqlite(_) => DbBackend::Sqlite,
            To::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.session().await?.execute(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.session().await?.plain(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.session().await?.one(statement, false).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.session().await?.all(statement, false).await
    }
}
