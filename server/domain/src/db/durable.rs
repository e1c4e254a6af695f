//! One flush for the commits of many. SQLite with `synchronous = FULL` flushes its log inside every commit, while all
//! other writers wait. Here a commit only writes to the log (`NORMAL`); who committed then waits for a flush of the log,
//! and one flush serves everybody whose commit came before it. Nothing is answered before it is on the disk, and since
//! the log is one file, whatever was committed earlier is there too.

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
}

impl Durable {
    /// The log beside a database file.
    pub(super) fn of(database: &Path) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Self { log: log.into(), committed: AtomicU64::new(0), flushed: Mutex::default() }
    }

    /// Waits until everything that was committed before the call survives a power cut.
    pub(super) async fn wait(&self) -> io::Result<()> {
        let mine = self.committed.fetch_add(1, Ordering::SeqCst) + 1;
        let mut flushed = self.flushed.lock().await;
        if flushed.upto >= mine {
            return Ok(());
        }
        let upto = self.committed.load(Ordering::SeqCst);
        let (log, known) = (self.log.clone(), flushed.inode);
        let inode = tokio::task::spawn_blocking(move || flush(&log, known));
        *flushed = Flushed { upto, inode: inode.await.map_err(io::Error::other)?? };
        Ok(())
    }
}

/// Flushes the log, and its folder if the file is new; gives the file's inode. Without a log everything is in the
/// database itself, where SQLite put and flushed it before it removed the log.
fn flush(log: &Path, known: Option<u64>) -> io::Result<Option<u64>> {
    let file = match File::open(log) {
        Err(none) if none.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let inode = Some(file.metadata()?.ino());
    file.sync_data()?;
    if inode != known
        && let Some(folder) = log.parent()
    {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder)?.sync_all()?;
    }
    Ok(inode)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn whoever_waits_comes_back_and_a_log_that_is_not_there_is_no_error() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("x.db");
        let durable = Arc::new(Durable::of(&database));
        durable.wait().await.unwrap();
        assert_eq!(durable.flushed.lock().await.inode, None);
        std::fs::write(folder.path().join("x.db-wal"), b"frames").unwrap();
        let all = (0..50).map(|_| {
            let durable = Arc::clone(&durable);
            tokio::spawn(async move { durable.wait().await })
        });
        for one in all.collect::<Vec<_>>() {
            one.await.unwrap().unwrap();
        }
        let flushed = durable.flushed.lock().await;
        assert!(flushed.upto == 51 && flushed.inode.is_some(), "{flushed:?}");
    }

    #[tokio::test]
    async fn a_log_that_cannot_be_flushed_is_told_to_who_waits() {
        let folder = tempfile::tempdir().unwrap();
        // A name below a file: neither there nor missing.
        std::fs::write(folder.path().join("file"), b"").unwrap();
        let durable = Durable::of(&folder.path().join("file/x.db"));
        assert!(durable.wait().await.is_err());
    }
}
