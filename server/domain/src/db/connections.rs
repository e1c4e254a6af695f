//! The connections to a SQLite file, kept for whoever comes next.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sea_orm::{
    ConnAcquireErr, DbErr, RuntimeErr, SqlxError,
    sqlx::{ConnectOptions as _, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So long one waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Connections to a SQLite file: one that writes, several that read. Who waits for one gets it in turn.
#[derive(Clone)]
pub(super) struct Connections(Arc<Pool>);

struct Pool {
    options: SqliteConnectOptions,
    most: u32,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<SqliteConnection>>,
}

/// One of them, until it is dropped. `None` after something that leaves it in doubt: another takes its place.
pub(super) struct Lease {
    pub(super) connection: Option<SqliteConnection>,
    pool: Arc<Pool>,
    _place: OwnedSemaphorePermit,
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take()
            && !self.pool.free.is_closed()
        {
            self.pool.idle().push(connection);
        }
    }
}

impl Pool {
    fn idle(&self) -> MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// So many at most, opened when they are wanted.
    pub(super) fn new(options: SqliteConnectOptions, most: u32) -> Self {
        let (options, free) = (options.disable_statement_logging(), Semaphore::new(most as usize));
        Self(Arc::new(Pool { options, most, free: Arc::new(free), idle: Mutex::default() }))
    }

    pub(super) async fn lease(&self) -> Result<Lease, DbErr> {
        let turn = Arc::clone(&self.0.free).acquire_owned();
        let place = match tokio::time::timeout(PATIENCE, turn).await {
            Ok(Ok(place)) => place,
            Ok(Err(_closed)) => return Err(closed()),
            Err(_late) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        };
        let idle = self.0.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.0.options.connect().await.map_err(unreached)?,
        };
        Ok(Lease { connection: Some(connection), pool: Arc::clone(&self.0), _place: place })
    }

    /// Opens one now. The file is made if there is none.
    pub(super) async fn open(&self) -> Result<(), DbErr> {
        self.lease().await.map(drop)
    }

    /// Closes them, each after whoever holds it. Nobody gets one any more.
    pub(super) async fn close(&self) -> Result<(), DbErr> {
        let all = self.0.free.acquire_many(self.0.most).await;
        self.0.free.close();
        drop(all);
        let idle = std::mem::take(&mut *self.0.idle());
        for connection in idle {
            connection.close().await.map_err(unreached)?;
        }
        Ok(())
    }
}

/// There is no way to the database.
pub(super) fn unreached(error: SqlxError) -> DbErr {
    match error {
        SqlxError::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        SqlxError::PoolClosed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
        other => DbErr::Conn(RuntimeErr::SqlxError(Arc::new(other))),
    }
}

/// There is no connection any more.
pub(super) fn closed() -> DbErr {
    DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)
}
