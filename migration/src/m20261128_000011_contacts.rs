//! How people want to be reached, and the notices that were ordered for them.

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
CREATE TABLE contact_preferences (
  person_id {id} NOT NULL PRIMARY KEY REFERENCES persons (id),
  notices integer NOT NULL CHECK (notices IN (0, 1)),
  email text,
  channel text NOT NULL CHECK (channel IN ('portal', 'pec', 'paper')),
  pec text,
  postal text,
  lang text NOT NULL,
  row_version {int} NOT NULL,
  updated_at {int} NOT NULL,
  CHECK (channel <> 'pec' OR pec IS NOT NULL),
  CHECK (channel <> 'paper' OR postal IS NOT NULL)
){strict}

CREATE TABLE notices (
  id {id} NOT NULL PRIMARY KEY,
  person_id {id} NOT NULL REFERENCES persons (id),
  kind text NOT NULL,
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  about {id},
  once text NOT NULL UNIQUE,
  made_at {int} NOT NULL,
  settled_at {int},
  outcome text CHECK (outcome IN ('sent', 'unwanted', 'no_address')),
  CHECK ((outcome IS NULL) = (settled_at IS NULL))
){strict}

CREATE INDEX notices_person ON notices (person_id)

CREATE INDEX notices_case ON notices (case_id)
";
