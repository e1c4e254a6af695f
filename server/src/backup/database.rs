//! The database in an archive: SQLite copies itself into a file, PostgreSQL has programs of its own.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Stdio,
};

use domain::{db::Db, upkeep::sqlite_file_of};
use tokio::process::Command;
use url::Url;

use super::{BackupError, archive::with_ending, of_file};
use crate::config::Config;

/// Which kind a configuration names, as archives say it.
pub(super) fn kind(config: &Config) -> &'static str {
    if config.database().starts_with("sqlite:") { "sqlite" } else { "postgres" }
}

/// What the database is called in an archive of this kind.
pub(super) fn entry(kind: &str) -> &'static str {
    if kind == "sqlite" { "database.sqlite" } else { "database.dump" }
}

/// The file of an embedded database.
pub(super) fn sqlite_file(config: &Config) -> Result<PathBuf, BackupError> {
    Ok(sqlite_file_of(&config.database())?)
}

/// Copies the database as it is at this moment into a new file, while others use it.
pub(super) async fn copy(config: &Config, db: &Db, to: &Path) -> Result<(), BackupError> {
    if kind(config) == "sqlite" {
        return Ok(db.copy_to(to).await?);
    }
    let mut command = Command::new("pg_dump");
    command.args(["--format=custom", "--no-owner", "--no-privileges", "--file"]).arg(to);
    run("pg_dump", command, config).await
}

/// Puts a copy in the place of the database, which must be bare or is replaced.
pub(super) async fn place(config: &Config, copy: &Path, db: Db) -> Result<(), BackupError> {
    if kind(config) == "sqlite" {
        db.close().await.map_err(anyhow::Error::from)?;
        return place_file(&sqlite_file(config)?, copy);
    }
    if !db.is_bare().await? {
        db.clear().await?;
    }
    let mut command = Command::new("pg_restore");
    command.args(["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]);
    command.arg("--dbname").arg(without_password(config)?.0);
    command.arg(copy);
    run("pg_restore", command, config).await
}

/// The old file's journals would be read into the new one: they go first.
fn place_file(target: &Path, copy: &Path) -> Result<(), BackupError> {
    for ending in ["-wal", "-shm", "-journal"] {
        let journal = with_ending(target, ending);
        match fs::remove_file(&journal) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
            removed => removed.map_err(of_file(&journal))?,
        }
    }
    // The database may be on another disk than the copy.
    let beside = with_ending(target, ".restoring");
    fs::copy(copy, &beside).map_err(of_file(&beside))?;
    fs::File::open(&beside).and_then(|file| file.sync_all()).map_err(of_file(&beside))?;
    fs::rename(&beside, target).map_err(of_file(target))?;
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(folder).and_then(|it| it.sync_all()).map_err(of_file(folder))
}

/// Runs a program of PostgreSQL against the configured database. The password travels in its environment:
/// what stands on a command line is seen by every user of the machine.
async fn run(program: &'static str, mut command: Command, config: &Config) -> Result<(), BackupError> {
    let (url, password) = without_password(config)?;
    if program == "pg_dump" {
        command.arg("--dbname").arg(url);
    }
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    let child = match command.spawn() {
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
            return Err(BackupError::NoProgram(program));
        }
        spawned => spawned.map_err(of_file(program))?,
    };
    let output = child.wait_with_output().await.map_err(of_file(program))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(BackupError::Program { program, said })
}

/// The database's address without its password, and the password.
fn without_password(config: &Config) -> Result<(String, Option<String>), BackupError> {
    let address = config.database();
    let Ok(mut url) = Url::parse(&address) else { return Ok((address, None)) };
    let Some(password) = url.password() else { return Ok((address, None)) };
    let bytes = url::form_urlencoded::parse(format!("p={}", password.replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned());
    url.set_password(None).map_err(|()| anyhow::anyhow!("`database_url` names no host"))?;
    Ok((url.to_string(), bytes))
}
