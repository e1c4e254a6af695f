//! Making an archive.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use contract::time::Moment;
use domain::{
    Ctx,
    db::Db,
    office::{self, Archived},
    ports::{ObjectInfo, PortError},
};
use futures_util::StreamExt as _;
use tempfile::TempDir;

use super::{
    BackupError, Scope, apart,
    archive::{Manifest, Writer},
    database, of_file,
};
use crate::config::Config;

/// Where objects are in the store: documents, receipts of certified mail, lists of the register's days. Everything
/// else there is not ours.
pub(super) const OBJECTS: [&str; 3] = ["o/", "pec/", "registro/"];

/// A backup that was made and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The archive.
    pub file: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of the archive, hexadecimal.
    pub sha256: String,
    /// How many objects are in it.
    pub objects: u64,
}

/// Makes a backup while the portal runs: `to` is a folder, where it gets a name with the time, or a file
/// that is not there yet.
///
/// # Errors
/// Nothing is left behind that could be taken for a backup.
pub async fn make(config: &Config, ctx: &Ctx, to: &Path, scope: Scope) -> Result<Made, BackupError> {
    let file = if to.is_dir() { to.join(name("sportello", ctx.clock.now())) } else { to.to_owned() };
    let label = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let id = office::begin_backup(ctx, &label).await?;
    let outcome = write(config, ctx, &file, scope).await;
    let archived =
        outcome.as_ref().ok().map(|made| Archived { size: made.size, sha256: made.sha256.clone() });
    office::end_backup(ctx, id, archived.as_ref()).await?;
    outcome
}

/// A file name that says when, to the millisecond, since a small installation makes two in a second:
/// `sportello-20261128T001500.000Z.tar.gz`. Names sort by time.
pub(super) fn name(stem: &str, at: Moment) -> String {
    let millis = at.0.rem_euclid(1000);
    let seconds = Moment(at.0 - millis).rfc3339();
    let dense: String = seconds.chars().filter(|c| !matches!(c, '-' | ':' | 'Z')).collect();
    format!("{stem}-{dense}.{millis:03}Z.tar.gz")
}

async fn write(config: &Config, ctx: &Ctx, file: &Path, scope: Scope) -> Result<Made, BackupError> {
    let target = file.to_owned();
    let writer = apart(move || Writer::create(&target)).await?;
    // Beside the archive: there is room for one there, or the backup fails anyhow.
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let spool = TempDir::with_prefix_in(".backup-", folder).map_err(of_file(folder))?;
    let writer = with_records(config, &ctx.db, writer, spool.path()).await?;
    let (writer, objects) = match scope {
        Scope::Everything => with_objects(ctx, writer, spool.path()).await?,
        Scope::WithoutObjects => (writer, 0),
    };
    let about = about(config, &ctx.db, ctx.clock.now(), scope).await?;
    let (size, sha256) = apart(move || writer.seal(about)?.name()).await?;
    Ok(Made { file: file.to_owned(), size, sha256, objects })
}

/// What an archive of now says of itself; its files are added when it is sealed.
pub(super) async fn about(
    config: &Config,
    db: &Db,
    at: Moment,
    scope: Scope,
) -> Result<Manifest, BackupError> {
    Ok(Manifest {
        format: 0,
        sportello: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: at.rfc3339(),
        database: database::kind(config).to_owned(),
        migrations: db.migrations().await?,
        objects: scope == Scope::Everything,
        files: Vec::new(),
    })
}

/// Adds the database, then the files of the data folder.
pub(super) async fn with_records(
    config: &Config,
    db: &Db,
    mut writer: Writer,
    spool: &Path,
) -> Result<Writer, BackupError> {
    let entry = database::entry(database::kind(config));
    let copy = spool.join(entry);
    database::copy(config, db, &copy).await?;
    let kept = kept_files(config)?;
    let root = config.data_dir.clone();
    apart(move || {
        writer.add(entry, &copy)?;
        fs::remove_file(&copy).map_err(of_file(&copy))?;
        for file in kept {
            let inside = file.strip_prefix(&root).unwrap_or(&file).to_string_lossy().into_owned();
            writer.add(&format!("data/{inside}"), &file)?;
        }
        Ok(writer)
    })
    .await
}

/// Keys, overrides and whatever else is kept in the data folder; not the database, the objects, or backups.
fn kept_files(config: &Config) -> Result<Vec<PathBuf>, BackupError> {
    let mut skipped = vec![config.data_dir.join("objects"), config.backups()];
    if database::kind(config) == "sqlite" {
        skipped.push(database::sqlite_file(config)?);
    }
    let mut found = Vec::new();
    collect(&config.data_dir, &skipped, &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, skipped: &[PathBuf], found: &mut Vec<PathBuf>) -> Result<(), BackupError> {
    for entry in fs::read_dir(folder).map_err(of_file(folder))? {
        let path = entry.map_err(of_file(folder))?.path();
        // The database's journals begin with its own name.
        let text = path.to_string_lossy();
        let of_skipped = |it: &PathBuf| {
            let it = it.to_string_lossy();
            text == it || text.strip_prefix(&*it).is_some_and(|rest| rest.starts_with('-'))
        };
        let passing = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if passing || skipped.iter().any(of_skipped) {
            continue;
        }
        let about = fs::symlink_metadata(&path).map_err(of_file(&path))?;
        if about.is_dir() {
            collect(&path, skipped, found)?;
        } else if about.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

async fn with_objects(ctx: &Ctx, mut writer: Writer, spool: &Path) -> Result<(Writer, u64), BackupError> {
    let mut count = 0;
    for kept in OBJECTS {
        let mut after: Option<String> = None;
        loop {
            let page = ctx.objects.list(kept, after.as_deref()).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.key.clone());
            for object in &page {
                let copy = spool.join("object");
                if !fetch(ctx, object, &copy).await? {
                    continue;
                }
                let path = format!("objects/{}", object.key);
                writer = apart(move || writer.add(&path, &copy).map(|()| writer)).await?;
                count += 1;
            }
        }
    }
    Ok((writer, count))
}

/// Copies an object to a file; `false` if it was removed since it was listed, as a draft's files may be.
async fn fetch(ctx: &Ctx, object: &ObjectInfo, to: &Path) -> Result<bool, BackupError> {
    let mut bytes = match ctx.objects.get(&object.key).await {
        Err(PortError::NotFound(_)) => return Ok(false),
        found => found?,
    };
    let mut file = fs::File::create(to).map_err(of_file(to))?;
    let mut size = 0_u64;
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        size += u64::try_from(piece.len()).unwrap_or(0);
        file.write_all(&piece).map_err(of_file(to))?;
    }
    if size == object.size { Ok(true) } else { Err(BackupError::Object(object.key.clone())) }
}
