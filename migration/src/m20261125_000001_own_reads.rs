//! Which of one's own cases a session has looked at: the audit has one line for each.

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
CREATE TABLE own_reads (
  session_hash text NOT NULL,
  case_id {id} NOT NULL,
  PRIMARY KEY (session_hash, case_id)
){strict}
";
