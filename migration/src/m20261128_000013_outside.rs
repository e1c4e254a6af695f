//! Official numbers from a register outside the portal, beside the portal's own entries.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        sql::append_only(manager, "protocollo_outside").await
    }
}

const TABLES: &str = "
ALTER TABLE protocollo ADD COLUMN port text NOT NULL DEFAULT 'built_in'

CREATE TABLE protocollo_outside (
  year integer NOT NULL,
  number {int} NOT NULL,
  official text NOT NULL,
  registered_on text NOT NULL,
  given_by {id} REFERENCES persons (id),
  given_at {int} NOT NULL,
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, number) REFERENCES protocollo (year, number)
){strict}
";
