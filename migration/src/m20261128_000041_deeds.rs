//! Written acts of the office: what each says, fixed when it was done, and laid out as a PDF soon after.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLE).await
    }
}

const TABLE: &str = "
CREATE TABLE deeds (
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  definition_hash text NOT NULL REFERENCES definitions (hash),
  template text NOT NULL,
  content text NOT NULL,
  protocollo_year integer NOT NULL,
  protocollo_number {int} NOT NULL,
  author_id {id} NOT NULL REFERENCES persons (id),
  PRIMARY KEY (case_id, event_seq)
){unordered}
";
