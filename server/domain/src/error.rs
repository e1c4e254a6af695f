//! One error for every verb, free of transport; the edge translates it.

use contract::Code;
use sea_orm::{DbErr, RuntimeErr, SqlxError};

use crate::ports::{LoginError, PortError};

/// What was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A case.
    Case,
    /// A group of questions.
    Step,
    /// A document.
    Document,
    /// A service.
    Service,
    /// An upload.
    Upload,
    /// A piece of work.
    Job,
    /// A person.
    Person,
    /// A payment notice.
    Notice,
    /// A cart of notices.
    Cart,
    /// A tax position.
    Position,
    /// A report.
    Report,
    /// An outage of the portal.
    Outage,
    /// An entry of the register, or the list of a day.
    Entry,
    /// An act on its way.
    Communication,
}

/// Who does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// The database.
    Database,
    /// The object store.
    Objects,
    /// The identity provider.
    Login,
    /// Who takes payments.
    Payments,
    /// The server of ordinary or certified mail.
    Post,
    /// The register outside.
    Registry,
}

/// Why a verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is none, or the actor may not know that there is.
    #[error("not found: {0:?}")]
    NotFound(Kind),
    /// It exists but the actor may not know: written down, then shown as not found.
    #[error("hidden: {0}")]
    Hidden(String),
    /// The actor may not.
    #[error("forbidden")]
    Forbidden,
    /// A rule says no.
    #[error("refused: {0:?}")]
    Refused(Code),
    /// Somebody was faster.
    #[error("conflict: {0:?}")]
    Conflict(Code),
    /// Something outside does not answer: try later.
    #[error("{0:?} unavailable: {1}")]
    Unavailable(Port, String),
    /// The database asks to repeat the transaction.
    #[error("the transaction must be repeated")]
    Repeat,
    /// A fault of ours.
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

/// The outcome of a verb.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<DbErr> for Error {
    fn from(err: DbErr) -> Self {
        if must_repeat(&err) {
            return Self::Repeat;
        }
        if unreachable(&err) {
            return Self::Unavailable(Port::Database, err.to_string());
        }
        Self::Internal(err.into())
    }
}

impl From<PortError> for Error {
    fn from(err: PortError) -> Self {
        match err {
            PortError::Unavailable(..) => Self::Unavailable(Port::Objects, err.to_string()),
            PortError::NotFound(_) | PortError::Refused(..) => Self::Internal(err.into()),
        }
    }
}

impl From<LoginError> for Error {
    fn from(err: LoginError) -> Self {
        match err {
            LoginError::Unavailable(why) => Self::Unavailable(Port::Login, why),
            LoginError::Refused(why) => {
                tracing::warn!(reason = why, "login refused");
                Self::Refused(Code::LoginFailed)
            }
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(err: serde_json::Error) -> Self {
        Self::Internal(err.into())
    }
}

fn sqlx_error(err: &DbErr) -> Option<&SqlxError> {
    match err {
        DbErr::Conn(RuntimeErr::SqlxError(err))
        | DbErr::Exec(RuntimeErr::SqlxError(err))
        | DbErr::Query(RuntimeErr::SqlxError(err)) => Some(err),
        _ => None,
    }
}

/// Serialisation failure or deadlock (PostgreSQL 40001, 40P01), busy file (SQLite 5), or a row that
/// somebody else inserted at the same moment: looked at again, it is found.
fn must_repeat(err: &DbErr) -> bool {
    let Some(SqlxError::Database(cause)) = sqlx_error(err) else { return false };
    let code = cause.code().unwrap_or_default();
    cause.is_unique_violation() || matches!(&*code, "40001" | "40P01") || sqlite_code(&code) == Some(5)
}

/// SQLite's primary result code, without what the extended one adds. PostgreSQL's have five letters.
fn sqlite_code(code: &str) -> Option<u32> {
    if code.len() == 5 { None } else { code.parse::<u32>().ok().map(|code| code & 0xff) }
}

fn unreachable(err: &DbErr) -> bool {
    if matches!(err, DbErr::ConnectionAcquire(_)) {
        return true;
    }
    match sqlx_error(err) {
        Some(SqlxError::Io(_) | SqlxError::PoolTimedOut | SqlxError::PoolClosed | SqlxError::Tls(_)) => true,
        Some(SqlxError::WorkerCrashed) => true,
        // PostgreSQL: connection exceptions, insufficient resources, operator intervention.
        // SQLite: 8 read-only, 10 I/O, 13 disk full, 14 cannot open.
        Some(SqlxError::Database(cause)) => cause.code().is_some_and(|code| {
            ["08", "53", "57"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                || matches!(sqlite_code(&code), Some(8 | 10 | 13 | 14))
        }),
        _ => matches!(err, DbErr::Conn(_)),
    }
}
