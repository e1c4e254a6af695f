//! A case may pass to somebody else: who holds it now is not always who filed it. Whom it is for, by the answers, is kept
//! beside it, so that they find it after their login.

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

// SQLite adds no column that refers to another table and may not be empty.
const TABLES: &str = "
ALTER TABLE cases ADD COLUMN held_by {id} NOT NULL DEFAULT {nil}

UPDATE cases SET held_by = created_by

DROP INDEX cases_owner

CREATE INDEX cases_holder ON cases (held_by, updated_at)

CREATE TABLE case_titolari (
  case_id {id} NOT NULL REFERENCES cases (id),
  fiscal_code text NOT NULL,
  for_body integer NOT NULL,
  PRIMARY KEY (case_id, fiscal_code)
){unordered}

CREATE INDEX case_titolari_code ON case_titolari (fiscal_code)

CREATE TABLE handings (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id),
  fiscal_code text NOT NULL,
  asked_by {id} NOT NULL REFERENCES persons (id),
  words text NOT NULL,
  asked_at {int} NOT NULL,
  outcome text CHECK (outcome IN ('taken', 'declined', 'withdrawn', 'overtaken')),
  answered_by {id} REFERENCES persons (id),
  answered_at {int},
  CHECK ((outcome IS NULL) = (answered_at IS NULL))
){strict}

CREATE UNIQUE INDEX handings_open ON handings (case_id) WHERE outcome IS NULL

CREATE INDEX handings_code ON handings (fiscal_code) WHERE outcome IS NULL
";
