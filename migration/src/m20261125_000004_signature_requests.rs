//! Signatures asked of the people whom a form names, each for the content it was asked for.

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
CREATE TABLE signature_requests (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  page text NOT NULL,
  question text NOT NULL,
  fiscal_code text NOT NULL,
  content_sha256 text NOT NULL,
  documents text NOT NULL,
  asked_at {int} NOT NULL,
  outcome text CHECK (outcome IN ('signed', 'declined')),
  reason text,
  answered_by {id} REFERENCES persons (id),
  answered_at {int},
  CHECK ((outcome IS NULL) = (answered_at IS NULL) AND (outcome IS NULL) = (answered_by IS NULL))
){strict}

CREATE INDEX signature_requests_case ON signature_requests (case_id, page, question)

CREATE INDEX signature_requests_person ON signature_requests (fiscal_code, outcome)
";
