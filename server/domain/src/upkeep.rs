//! Upkeep of a database: whole copies, the history of its schema, its time. For backups and for the doctor.

use std::{
    path::{Path, PathBuf},
    str::FromStr as _,
};

use contract::time::Moment;
use sea_orm::{ConnectionTrait, DbBackend, Statement, sqlx::sqlite::SqliteConnectOptions};

use crate::{
    db::Db,
    error::{Error, Result},
};

/// The file that an address of an embedded database names.
///
/// # Errors
/// [`Error::Internal`] if the address makes no sense.
pub fn sqlite_file_of(url: &str) -> Result<PathBuf> {
    let options = SqliteConnectOptions::from_str(url).map_err(anyhow::Error::from)?;
    Ok(options.get_filename().to_owned())
}

impl Db {
    /// Writes the database as it is at this moment into a new file, while others read and write. Only on
    /// SQLite; PostgreSQL has programs of its own for this.
    ///
    /// # Errors
    /// [`Error::Internal`] if the file is there already, [`Error::Unavailable`] if the disk is full.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        let to =
            file.to_str().ok_or_else(|| Error::Internal(anyhow::anyhow!("a file name that is no text")))?;
        let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        self.read().execute_raw(vacuum).await?;
        Ok(())
    }

    /// What the database finds wrong in its own pages and indexes; empty if nothing. PostgreSQL checks
    /// what it loads and is not asked.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it cannot even be read.
    pub async fn faults(&self) -> Result<Vec<String>> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(Vec::new());
        }
        let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check");
        let rows = self.read().query_all_raw(check).await?;
        let said = rows.iter().map(|row| row.try_get_by_index::<String>(0));
        let said: std::result::Result<Vec<String>, _> = said.collect();
        Ok(said?.into_iter().filter(|line| line != "ok").collect())
    }

    /// Whether no table of ours or of anybody else's is in it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it does not answer.
    pub async fn is_bare(&self) -> Result<bool> {
        let tables = match self.backend() {
            DbBackend::Postgres => "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'",
            _ => "SELECT count(*) FROM sqlite_master WHERE type = 'table'",
        };
        let row = self.read().query_one_raw(Statement::from_string(self.backend(), tables)).await?;
        let count: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(count == Some(0))
    }

    /// The migrations that the database has had, in order; none if it is bare.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it does not answer.
    pub async fn migrations(&self) -> Result<Vec<String>> {
        let of = |sql: &str| Statement::from_string(self.backend(), sql);
        let known = match self.backend() {
            DbBackend::Postgres => "SELECT 1 FROM pg_tables WHERE tablename = 'seaql_migrations'",
            _ => "SELECT 1 FROM sqlite_master WHERE name = 'seaql_migrations'",
        };
        if self.read().query_one_raw(of(known)).await?.is_none() {
            return Ok(Vec::new());
        }
        let rows =
            self.read().query_all_raw(of("SELECT version FROM seaql_migrations ORDER BY version")).await?;
        let versions: std::result::Result<Vec<String>, _> =
            rows.iter().map(|row| row.try_get_by_index(0)).collect();
        Ok(versions?)
    }

    /// Takes every table and function of the portal out of a PostgreSQL database, before a restore that
    /// was told to replace them.
    ///
    /// # Errors
    /// What the server says, for instance that somebody else owns them.
    pub async fn clear(&self) -> Result<()> {
        let tx = self.begin().await?;
        tx.execute_unprepared(
            "DO $$ DECLARE it record; BEGIN \
             FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP \
             EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', it.tablename); END LOOP; \
             FOR it IN SELECT p.oid::regprocedure AS name FROM pg_proc p \
             JOIN pg_namespace n ON n.oid = p.pronamespace \
             WHERE n.nspname = 'public' AND NOT EXISTS \
             (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP \
             EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', it.name); END LOOP; END $$",
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// What time the database's server has; `None` for SQLite, which has this machine's.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if it does not answer.
    pub async fn time(&self) -> Result<Option<Moment>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let now = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
        let row = self.read().query_one_raw(Statement::from_string(DbBackend::Postgres, now)).await?;
        let at: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
        Ok(at.map(Moment))
    }
}
