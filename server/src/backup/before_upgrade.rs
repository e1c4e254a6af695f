//! Before migrations run on a database with data, a copy of it is put aside.

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::{
    clock::{Clock, SystemClock},
    db::Db,
};
use tempfile::TempDir;

use super::{
    BackupError, Scope, apart,
    archive::Writer,
    make::{about, name, with_records},
    of_file,
};
use crate::config::Config;

/// How the archives begin that an upgrade makes and removes again.
const STEM: &str = "before-upgrade";

/// Copies database, keys and overrides into the folder of backups, and removes the oldest of such copies
/// beyond those to be kept. Objects stay where they are: migrations do not touch them.
///
/// # Errors
/// The upgrade must then not begin.
pub async fn before_upgrade(config: &Config, db: &Db) -> Result<PathBuf, BackupError> {
    let now = SystemClock.now();
    let folder = config.backups();
    let file = folder.join(name(STEM, now));
    let target = file.clone();
    let writer = apart(move || Writer::create(&target)).await?;
    let spool = TempDir::with_prefix_in(".backup-", &folder).map_err(of_file(&folder))?;
    let writer = with_records(config, db, writer, spool.path()).await?;
    let about = about(config, db, now, Scope::WithoutObjects).await?;
    apart(move || writer.seal(about)?.name()).await?;
    forget_oldest(&folder, config.backups_kept)?;
    Ok(file)
}

/// Their names sort by time.
fn forget_oldest(folder: &Path, kept: u32) -> Result<(), BackupError> {
    let mut ours: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(of_file(folder))? {
        let path = entry.map_err(of_file(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with(&format!("{STEM}-")) && name.ends_with(".tar.gz") {
            ours.push(path);
        }
    }
    ours.sort();
    let surplus = ours.len().saturating_sub(usize::try_from(kept).unwrap_or(usize::MAX));
    for path in ours.iter().take(surplus) {
        fs::remove_file(path).map_err(of_file(path))?;
    }
    Ok(())
}
