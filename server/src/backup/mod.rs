//! Backup and restore of an installation: database, objects, keys and overrides in one archive.
//!
//! The database first, the objects after: keys of objects are never used twice, so that what the copied
//! database names is still there, or newer things are there besides. Nothing is swept meanwhile. An archive
//! has its final name only when it is whole and was read back.

mod archive;
mod before_upgrade;
mod database;
mod make;
mod prove;
mod restore;

use std::{io, net::SocketAddr, path::PathBuf};

pub use archive::{Entry, Manifest, check};
pub use before_upgrade::before_upgrade;
pub use make::{Made, make};
pub use prove::{Proof, prove};
pub use restore::{Restored, restore};

/// What goes into an archive, or comes out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Database, keys, overrides and objects.
    Everything,
    /// The same without the objects, which stay where they are: before an upgrade, or where the object
    /// store has backups of its own.
    WithoutObjects,
}

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// A program of PostgreSQL is missing.
    #[error("{0} is not on the PATH: install PostgreSQL's client programs (Debian: postgresql-client)")]
    NoProgram(&'static str),
    /// A program of PostgreSQL refused.
    #[error("{program} did not succeed: {said}")]
    Program {
        /// Which one.
        program: &'static str,
        /// Its own words.
        said: String,
    },
    /// A file cannot be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An archive is there already.
    #[error("{0} is there already: name another file, or a folder")]
    Exists(PathBuf),
    /// The file is no archive of ours, or it ends too early.
    #[error(
        "{archive} is not a whole backup: it breaks off or is damaged at {at} ({source}). Nothing was restored"
    )]
    NotWhole {
        /// Which archive.
        archive: PathBuf,
        /// Where in it: the file that was being read.
        at: String,
        /// What the system said.
        source: io::Error,
    },
    /// A file in the archive is not what was put there.
    #[error("{archive} is damaged: {entry} is not what was backed up. Nothing was restored")]
    Damaged {
        /// Which archive.
        archive: PathBuf,
        /// The file in it.
        entry: String,
    },
    /// The archive is of a later version.
    #[error(
        "{archive} was made by Sportello {version}, whose database this version does not know: \
         restore it with that version or a later one"
    )]
    Newer {
        /// Which archive.
        archive: PathBuf,
        /// Who made it.
        version: String,
    },
    /// The archive holds a database of another kind.
    #[error("{archive} holds a {there} database, and `database_url` names a {here} one")]
    OtherDatabase {
        /// Which archive.
        archive: PathBuf,
        /// The kind in the archive.
        there: &'static str,
        /// The kind that is configured.
        here: &'static str,
    },
    /// There is something where the archive would go.
    #[error("{0}. Restore into an empty installation, or say --replace to overwrite this one")]
    NotEmpty(String),
    /// A portal runs on the target.
    #[error("something listens on {0}: stop the portal before restoring")]
    Running(SocketAddr),
    /// An object changed while it was copied.
    #[error("the object {0} is not as long as the store says: run `sportello check`")]
    Object(String),
    /// A database or store that does not answer, or a fault of ours.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl From<domain::Error> for BackupError {
    fn from(err: domain::Error) -> Self {
        Self::Other(err.into())
    }
}

impl From<domain::ports::PortError> for BackupError {
    fn from(err: domain::ports::PortError) -> Self {
        Self::Other(err.into())
    }
}

/// The error of a file, by its path.
fn of_file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.into();
    |source| BackupError::File { path, source }
}

/// Work with files that takes long, off the threads that answer.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(broken) => Err(BackupError::Other(broken.into())),
    }
}
