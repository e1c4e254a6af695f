//! One flush for the commits of many. SQLite with `synchronous = FULL` flushes its log inside every commit, while all
//! other writers wait. Here a commit only writes to the log (`NORMAL`); who committed then waits for a flush of the log,
//! and one flush serves everybody whose commit came before it. No verb that wrote answers before that is on the disk, and
//! since the log is one file, whatever was committed earlier is there too.

use std::{
    fs::File,
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use tokio::sync::Mutex;

/// The log of a SQLite database, and how far it is on the disk.
#[derive(Debug)]
pub(super) struct Durable {
    database: PathBuf,
    log: PathBuf,
    committed: AtomicU64,
    flushed: Mutex<Flushed>,
}

#[derive(Debug, Default)]
struct Flushed {
    /// The last commit that survives a power cut.
    upto: u64,
    /// The log that was flushed: SQLite begins a new file when all connections were closed.
    inode: Option<u64>,
    /// Why a flush failed. The system tells it once and then forgets what it could not write: from then on nothing is
    /// called durable, until the portal is started again and SQLite reads what is really there.
    broken: Option<String>,
}

impl Durable {
    /// The log of a database file that is there: beside the file itself, wherever links to it stand.
    pub(super) fn of(database: &Path) -> io::Result<Self> {
        let database = database.canonicalize()?;
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Ok(Self { log: log.into(), database, committed: AtomicU64::new(0), flushed: Mutex::default() })
    }

    /// Waits until everything that was committed before the call survives a power cut.
    pub(super) async fn wait(&self) -> io::Result<()> {
        let mine = self.committed.fetch_add(1, Ordering::SeqCst) + 1;
        let mut flushed = self.flushed.lock().await;
        if let Some(why) = &flushed.broken {
            return Err(io::Error::other(format!("the disk failed before: {why}")));
        }
        if flushed.upto >= mine {
            return Ok(());
        }
        let upto = self.committed.load(Ordering::SeqCst);
        let (log, database, known) = (self.log.clone(), self.database.clone(), flushed.inode);
        let done = tokio::task::spawn_blocking(move || flush(&log, &database, known)).await;
        match done.map_err(io::Error::other).flatten() {
            Ok(inode) => {
                (flushed.upto, flushed.inode) = (upto, Some(inode));
                Ok(())
            }
            Err(error) => {
                tracing::error!(%error, "SQLite's log cannot be flushed: nothing is taken any more until a new start");
                flushed.broken = Some(error.to_string());
                Err(error)
            }
        }
    }
}

/// Flushes the log, and its folder if the file is new; gives the file's inode. SQLite removes the log only after all of
/// it is in the database, when the last connection closes: then that is flushed.
fn flush(log: &Path, database: &Path, known: Option<u64>) -> io::Result<u64> {
    let file = match File::open(log) {
        Err(none) if none.kind() == io::ErrorKind::NotFound => File::open(database),
        opened => opened,
    }?;
    let inode = file.metadata()?.ino();
    file.sync_data()?;
    if Some(inode) != known
        && let Some(folder) = log.parent()
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(inode)
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        os::unix::fs::{MetadataExt as _, symlink},
        sync::Arc,
    };

    use sea_orm::ConnectionTrait as _;

    use super::*;
    use crate::{Error, db::Db, db::DbSettings};

    /// A database in a folder, through a link elsewhere, with a table.
    async fn linked(folder: &Path) -> (Db, PathBuf) {
        let (real, link) = (folder.join("real"), folder.join("link"));
        fs::create_dir_all(&real).unwrap();
        fs::create_dir_all(&link).unwrap();
        fs::write(real.join("x.db"), b"").unwrap();
        symlink(real.join("x.db"), link.join("x.db")).unwrap();
        let url = format!("sqlite://{}", link.join("x.db").display());
        let db = Db::connect(&DbSettings { url, connections: 2 }).await.unwrap();
        db.writer().execute_unprepared("CREATE TABLE t (n integer)").await.unwrap();
        (db, real.join("x.db-wal"))
    }

    async fn write(db: &Db) -> crate::Result<()> {
        let tx = db.begin().await?;
        tx.execute_unprepared("INSERT INTO t VALUES (1)").await?;
        tx.commit().await
    }

    #[tokio::test]
    async fn a_commit_comes_back_when_the_log_that_sqlite_writes_was_flushed() {
        let folder = tempfile::tempdir().unwrap();
        let (db, log) = linked(folder.path()).await;
        write(&db).await.unwrap();
        let durable = db.durable.as_ref().unwrap();
        let inode = fs::metadata(&log).unwrap().ino();
        assert_eq!(durable.flushed.lock().await.inode, Some(inode), "that of the file itself, not of a link");
        let before = durable.flushed.lock().await.upto;
        let all: Vec<_> = (0..50)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { write(&db).await })
            })
            .collect();
        for one in all {
            one.await.unwrap().unwrap();
        }
        assert_eq!(durable.flushed.lock().await.upto, before + 50);
    }

    #[tokio::test]
    async fn after_a_flush_that_failed_nothing_is_called_durable_any_more() {
        let folder = tempfile::tempdir().unwrap();
        let (mut db, log) = linked(folder.path()).await;
        write(&db).await.unwrap();
        let lost =
            Durable { log: log.join("below a file"), ..Durable::of(&log.with_extension("db")).unwrap() };
        let lost = Arc::new(lost);
        db.durable = Some(Arc::clone(&lost));
        for attempt in ["the flush that fails", "one that would not"] {
            let refused = write(&db).await;
            assert!(matches!(refused, Err(Error::Unavailable(..))), "{attempt}: {refused:?}");
        }
        assert!(db.settled().await.is_err());
        assert!(lost.flushed.lock().await.broken.is_some());
    }
}
