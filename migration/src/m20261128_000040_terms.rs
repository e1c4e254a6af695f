//! Terms: where each of a case stands, and what runs beside its main way. Both are worked out from the journal, which
//! alone is the truth; they are kept so that a step and a list cost the same at any age of the case.

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

// The end of a term is nobody's act: its author in the journal is this row.
const TABLES: &str = "
CREATE TABLE case_terms (
  case_id {id} NOT NULL REFERENCES cases (id),
  term text NOT NULL,
  body text NOT NULL,
  office text NOT NULL,
  binds text NOT NULL,
  status text NOT NULL,
  nominal text,
  earliest text,
  latest text,
  began text,
  warned integer NOT NULL DEFAULT 0,
  counted text NOT NULL,
  PRIMARY KEY (case_id, term, body)
){unordered}

CREATE INDEX case_terms_due ON case_terms (office, earliest) WHERE earliest IS NOT NULL

CREATE TABLE case_tracks (
  case_id {id} NOT NULL REFERENCES cases (id),
  track text NOT NULL,
  body text NOT NULL,
  place integer NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (case_id, track, body)
){unordered}

INSERT INTO persons (id, issuer, subject, fiscal_code, given_name, family_name, created_at, updated_at)
  VALUES ({nil}, 'portal', 'portal', '', '', '', 0, 0)
";
