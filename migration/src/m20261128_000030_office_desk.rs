//! The office's desk: who leads a case, its number there, points asked and answered, where a case came from,
//! and what every filed case is found by.

use sea_orm_migration::{
    prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait},
    sea_orm::DbBackend,
};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        let index = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE_INDEX,
            _ => POSTGRES_INDEX,
        };
        sql::run(manager, index).await
    }
}

const TABLES: &str = "
ALTER TABLE cases ADD COLUMN rup {id} REFERENCES persons (id)

ALTER TABLE cases ADD COLUMN office_number text

ALTER TABLE cases ADD COLUMN to_read integer NOT NULL DEFAULT 0

ALTER TABLE cases ADD COLUMN channel text NOT NULL DEFAULT 'portal'

CREATE UNIQUE INDEX cases_office_number ON cases (office, office_number) WHERE office_number IS NOT NULL

CREATE TABLE arrivals (
  case_id {id} NOT NULL PRIMARY KEY REFERENCES cases (id),
  protocollo text,
  given_name text NOT NULL,
  family_name text NOT NULL,
  fiscal_code text NOT NULL,
  technician text NOT NULL,
  place text NOT NULL,
  parcel text NOT NULL,
  subject text NOT NULL,
  registered_by {id} NOT NULL REFERENCES persons (id),
  registered_at {int} NOT NULL
){strict}

CREATE TABLE requests (
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  due text,
  asked_at {int} NOT NULL,
  answered_seq {int},
  answered_at {int},
  PRIMARY KEY (case_id, event_seq)
){strict}

CREATE TABLE request_points (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL,
  event_seq {int} NOT NULL,
  place integer NOT NULL,
  body text NOT NULL,
  answer text NOT NULL DEFAULT '',
  saved_at {int},
  UNIQUE (case_id, event_seq, place),
  FOREIGN KEY (case_id, event_seq) REFERENCES requests (case_id, event_seq)
){strict}

ALTER TABLE documents ADD COLUMN point_id {id} REFERENCES request_points (id)
";

// Rows stand in the order of filing: a word that is everywhere is looked for from the oldest case on, and the
// search stops when a page is full.
const SQLITE_INDEX: &str = "
CREATE VIRTUAL TABLE case_search USING fts5 (case_id UNINDEXED, words)

INSERT INTO case_search (rowid, case_id, words)
  SELECT CAST(substr(number, -11, 4) || substr(number, -6) AS integer), id, search
  FROM cases WHERE number IS NOT NULL
";

const POSTGRES_INDEX: &str = "
CREATE TABLE case_search (
  place bigint NOT NULL PRIMARY KEY,
  case_id uuid NOT NULL UNIQUE REFERENCES cases (id),
  words tsvector NOT NULL
)

CREATE INDEX case_search_words ON case_search USING gin (words)

INSERT INTO case_search (place, case_id, words)
  SELECT CAST(left(right(number, 11), 4) || right(number, 6) AS bigint), id, to_tsvector('simple', search)
  FROM cases WHERE number IS NOT NULL
";
