//! From the schema that a database has to the one of this binary, with a copy put aside first.

use anyhow::Context;
use domain::db::Db;
use migration::{Migrator, MigratorTrait};

use super::{migrate, turn};
use crate::{backup, config::Config};

/// How a database stands to this binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// How many migrations it has had.
    pub applied: usize,
    /// How many it has not had yet.
    pub pending: usize,
    /// Those it has had of which this binary knows nothing: a newer version was here.
    pub unknown: Vec<String>,
}

impl Schema {
    /// Goes on only with a schema that this binary knows.
    ///
    /// # Errors
    /// Says what happened and what to do.
    pub fn known(&self) -> anyhow::Result<()> {
        let Some(newest) = self.unknown.last() else { return Ok(()) };
        let version = env!("CARGO_PKG_VERSION");
        anyhow::bail!(
            "a newer version of Sportello has upgraded this database (its schema has {newest}, which version \
             {version} does not know). Nothing was changed. Start that version again; or go back to the copy \
             that was put aside before the upgrade: `sportello restore FILE --replace` with this version"
        )
    }
}

/// Compares a database with this binary. Changes nothing.
///
/// # Errors
/// When it does not answer.
pub async fn schema(db: &Db) -> anyhow::Result<Schema> {
    let had = db.migrations().await?;
    let known: Vec<String> =
        Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    Ok(Schema {
        applied: had.len(),
        pending: known.iter().filter(|name| !had.contains(name)).count(),
        unknown: had.into_iter().filter(|name| !known.contains(name)).collect(),
    })
}

/// Brings a database to this binary's schema. One that has something in it is first copied into the folder
/// of backups; one that a newer version has changed is left alone.
///
/// # Errors
/// The database is then as it was.
pub async fn upgrade(config: &Config, db: &Db) -> anyhow::Result<()> {
    let found = schema(db).await?;
    found.known()?;
    if found.pending == 0 {
        return Ok(());
    }
    if found.applied == 0 {
        return migrate(db).await;
    }
    let turn = turn(db).await.context("the database cannot be upgraded")?;
    if schema(db).await?.pending > 0 {
        let copy = backup::before_upgrade(config, db).await;
        let copy = copy.context("the database was not upgraded: no copy of it could be put aside")?;
        tracing::info!(backup = %copy.display(), "a copy of the database was put aside before the upgrade");
        migrate(db).await?;
    }
    drop(turn);
    Ok(())
}
