//! The register grows: whom an entry is about, annulments beside it, the list of each day.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        for table in ["protocollo_annulments", "protocollo_days"] {
            sql::append_only(manager, table).await?;
        }
        Ok(())
    }
}

const TABLES: &str = "
ALTER TABLE protocollo ADD COLUMN party_id {id} REFERENCES persons (id)

CREATE INDEX protocollo_time ON protocollo (registered_at)

CREATE INDEX protocollo_case ON protocollo (case_id, event_seq)

CREATE TABLE protocollo_annulments (
  year integer NOT NULL,
  number {int} NOT NULL,
  reason text NOT NULL,
  authority text NOT NULL,
  annulled_by {id} NOT NULL REFERENCES persons (id),
  annulled_at {int} NOT NULL,
  PRIMARY KEY (year, number),
  FOREIGN KEY (year, number) REFERENCES protocollo (year, number)
){strict}

CREATE TABLE protocollo_days (
  day text NOT NULL PRIMARY KEY,
  entries {int} NOT NULL,
  object_key text NOT NULL,
  sha256 text NOT NULL,
  size {int} NOT NULL,
  made_at {int} NOT NULL
){strict}
";
