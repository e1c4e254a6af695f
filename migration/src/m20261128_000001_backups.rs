//! Backups: which one is under way, which was the last.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE backups (
  id {id} NOT NULL PRIMARY KEY,
  started_at {int} NOT NULL,
  ended_at {int},
  file_name text NOT NULL,
  size {int} NOT NULL,
  sha256 text NOT NULL
){strict}

CREATE INDEX backups_ended ON backups (ended_at)
";
