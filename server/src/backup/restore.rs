//! Restoring an archive into an installation that is empty, or that is to be replaced.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use adapters::objects::EmbeddedStore;
use domain::{office, ports::Objects};
use migration::{Migrator, MigratorTrait};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::mpsc};

use super::{
    BackupError, Proof, apart,
    archive::{Manifest, check, each_file},
    database,
    make::OBJECTS,
    of_file, prove,
};
use crate::{config::Config, wiring};

/// Objects are given out with the type that the portal knows of them: the store's own is never used.
const ANY_TYPE: &str = "application/octet-stream";

/// What was restored, and the proof that it is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the archive says of itself.
    pub manifest: Manifest,
    /// How many objects were stored.
    pub objects: u64,
    /// What the verification found.
    pub proof: Proof,
}

/// Restores an archive. First it is read to its end and compared with its manifest; nothing is written
/// before that. The database takes its place last: an installation on which this was cut off has none, and the
/// same archive can be restored again, with `replace`.
///
/// # Errors
/// Says what is in the way, or which file of the archive is damaged.
pub async fn restore(config: &Config, archive: &Path, replace: bool) -> Result<Restored, BackupError> {
    let path = archive.to_owned();
    let manifest = apart(move || check(&path)).await?;
    fits(config, archive, &manifest)?;
    if TcpListener::bind(config.listen).await.is_err() {
        return Err(BackupError::Running(config.listen));
    }
    fs::create_dir_all(&config.data_dir).map_err(of_file(&config.data_dir))?;
    if !replace && let Some(what) = in_the_way(config, &manifest).await? {
        return Err(BackupError::NotEmpty(what));
    }
    let spool = TempDir::with_prefix_in(".restore-", &config.data_dir).map_err(of_file(&config.data_dir))?;
    let (copy, objects) = unpack(config, archive, spool.path()).await?;
    let database = wiring::database(config).await?;
    database::place(config, &copy, database).await?;
    let proof = proven(config, manifest.objects).await?;
    Ok(Restored { manifest, objects, proof })
}

/// Whether this version and this configuration can take the archive.
fn fits(config: &Config, archive: &Path, manifest: &Manifest) -> Result<(), BackupError> {
    let archive = archive.to_owned();
    let known: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    if manifest.migrations.iter().any(|had| !known.contains(had)) {
        return Err(BackupError::Newer { archive, version: manifest.sportello.clone() });
    }
    let here = database::kind(config);
    if manifest.database != here {
        let there = if here == "sqlite" { "postgres" } else { "sqlite" };
        return Err(BackupError::OtherDatabase { archive, there, here });
    }
    Ok(())
}

/// What of an installation is there already, in words; `None` if it is empty.
async fn in_the_way(config: &Config, manifest: &Manifest) -> Result<Option<String>, BackupError> {
    let embedded = database::kind(config) == "sqlite";
    // To look into an embedded database would make its file.
    let bare = if embedded {
        !database::sqlite_file(config)?.exists()
    } else {
        wiring::database(config).await?.is_bare().await?
    };
    if !bare {
        return Ok(Some("there is a database already".to_owned()));
    }
    if config.s3_endpoint.is_none() {
        let folder = config.data_dir.join("objects");
        return Ok(folder.exists().then(|| format!("there are objects already in {}", folder.display())));
    }
    let (store, _) = wiring::objects(config).await?;
    let mut some = false;
    for kept in OBJECTS {
        some |= manifest.objects && !store.list(kept, None).await?.is_empty();
    }
    Ok(some.then(|| "there are objects already in the bucket".to_owned()))
}

/// One file on its way from the archive, which is read by a thread of its own.
struct Unpacked {
    path: String,
    file: PathBuf,
}

/// Puts keys, overrides and objects in their places; returns where the database is and how many objects
/// there were.
async fn unpack(config: &Config, archive: &Path, spool: &Path) -> Result<(PathBuf, u64), BackupError> {
    let (send, mut files) = mpsc::channel(1);
    let reading = tokio::task::spawn_blocking({
        let (archive, spool) = (archive.to_owned(), spool.to_owned());
        move || read(&archive, &spool, &send)
    });
    let entry = database::entry(database::kind(config));
    let copy = spool.join("database");
    let mut store: Option<(Arc<dyn Objects>, Option<EmbeddedStore>)> = None;
    let mut objects = 0;
    while let Some(Unpacked { path, file }) = files.recv().await {
        if path == entry {
            fs::rename(&file, &copy).map_err(of_file(&copy))?;
        } else if let Some(key) = path.strip_prefix("objects/") {
            let (store, _) = match &mut store {
                Some(started) => started,
                // Keys come before objects in an archive: the store starts with the restored ones.
                none => none.insert(wiring::objects(config).await?),
            };
            store.put_file(key, &file, ANY_TYPE).await?;
            fs::remove_file(&file).map_err(of_file(&file))?;
            objects += 1;
        } else if let Some(inside) = path.strip_prefix("data/") {
            put_kept(&config.data_dir, inside, &file)?;
        }
    }
    reading.await.map_err(anyhow::Error::from)??;
    if let Some((_, Some(embedded))) = store {
        embedded.shutdown().await;
    }
    Ok((copy, objects))
}

fn read(archive: &Path, spool: &Path, send: &mpsc::Sender<Unpacked>) -> Result<(), BackupError> {
    let mut number = 0_u64;
    each_file(archive, &mut |entry| {
        number += 1;
        let file = spool.join(number.to_string());
        let mut to = fs::File::create(&file).map_err(of_file(&file))?;
        std::io::copy(entry.bytes, &mut to).map_err(of_file(&file))?;
        // Whoever takes the files has given up, and says why.
        let _ = send.blocking_send(Unpacked { path: entry.path.to_owned(), file });
        Ok(())
    })
}

/// Puts a file of the data folder in its place. What it was called comes from an archive: it may not lead
/// out of the folder.
fn put_kept(root: &Path, inside: &str, file: &Path) -> Result<(), BackupError> {
    let inside = Path::new(inside);
    let plain = inside.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !plain {
        let source = std::io::Error::other("a path that leads out of the data folder");
        return Err(BackupError::File { path: inside.to_owned(), source });
    }
    let target = root.join(inside);
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(of_file(folder))?;
    }
    let place = |target: &Path| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file, fs::Permissions::from_mode(0o600))?;
        fs::rename(file, target)
    };
    place(&target).map_err(of_file(&target))
}

/// Brings the restored database to this version's schema and proves the whole.
async fn proven(config: &Config, with_objects: bool) -> Result<Proof, BackupError> {
    let db = wiring::database(config).await?;
    wiring::migrate(&db).await?;
    db.close().await.map_err(anyhow::Error::from)?;
    let (ctx, embedded) = wiring::beside(config).await?;
    // The time since the backup was no outage of this installation: it may be a copy elsewhere.
    office::forget_beat(&ctx).await?;
    let proof = prove(&ctx, with_objects).await;
    if let Some(embedded) = embedded {
        embedded.shutdown().await;
    }
    proof
}
