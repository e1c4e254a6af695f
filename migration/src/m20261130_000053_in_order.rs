//! What every step writes stands in the order of its key. SQLite keeps a table of rows as they came and an index of their
//! keys beside it; without the first of the two a step changes one page less for each row that it writes, and the history of
//! a case is read from one place. PostgreSQL knows no such table.

use sea_orm_migration::{
    prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait},
    sea_orm::DbBackend,
};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // Tables are written anew: all of them, or none.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Sqlite {
            return Ok(());
        }
        sql::run(manager, TABLES).await?;
        for table in ["case_events", "audit", "receipts"] {
            sql::append_only(manager, table).await?;
        }
        Ok(())
    }
}

const TABLES: &str = "
CREATE TABLE case_events_in_order (
  case_id {id} NOT NULL REFERENCES cases (id),
  seq {int} NOT NULL,
  event text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  author_id {id} NOT NULL REFERENCES persons (id),
  payload text NOT NULL,
  at {int} NOT NULL,
  prev_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (case_id, seq)
){unordered}

INSERT INTO case_events_in_order (case_id, seq, event, from_state, to_state, author_id, payload, at, prev_hash, hash)
  SELECT case_id, seq, event, from_state, to_state, author_id, payload, at, prev_hash, hash FROM case_events
  ORDER BY case_id, seq

DROP TABLE case_events

ALTER TABLE case_events_in_order RENAME TO case_events

CREATE TABLE audit_in_order (
  id {id} NOT NULL PRIMARY KEY,
  at {int} NOT NULL,
  actor_id {id},
  action text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  request text NOT NULL
){unordered}

INSERT INTO audit_in_order (id, at, actor_id, action, subject, outcome, request)
  SELECT id, at, actor_id, action, subject, outcome, request FROM audit ORDER BY id

DROP TABLE audit

ALTER TABLE audit_in_order RENAME TO audit

CREATE INDEX audit_subject ON audit (subject, id)

CREATE TABLE jobs_in_order (
  id {id} NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  payload text NOT NULL,
  dedupe_key text UNIQUE,
  run_at {int} NOT NULL,
  attempts {int} NOT NULL,
  lease_until {int},
  lease_owner text,
  last_error text,
  state text NOT NULL,
  updated_at {int} NOT NULL
){unordered}

INSERT INTO jobs_in_order (id, kind, payload, dedupe_key, run_at, attempts, lease_until, lease_owner, last_error, state,
    updated_at)
  SELECT id, kind, payload, dedupe_key, run_at, attempts, lease_until, lease_owner, last_error, state, updated_at
  FROM jobs ORDER BY id

DROP TABLE jobs

ALTER TABLE jobs_in_order RENAME TO jobs

CREATE INDEX jobs_due ON jobs (state, run_at)

CREATE TABLE receipts_in_order (
  case_id {id} NOT NULL PRIMARY KEY REFERENCES cases (id),
  number text NOT NULL UNIQUE,
  protocollo_year integer NOT NULL,
  protocollo_number {int} NOT NULL,
  received_at {int} NOT NULL,
  payload text NOT NULL
){unordered}

INSERT INTO receipts_in_order (case_id, number, protocollo_year, protocollo_number, received_at, payload)
  SELECT case_id, number, protocollo_year, protocollo_number, received_at, payload FROM receipts ORDER BY case_id

DROP TABLE receipts

ALTER TABLE receipts_in_order RENAME TO receipts

CREATE TABLE messages_in_order (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  author_id {id} NOT NULL REFERENCES persons (id),
  from_office integer NOT NULL,
  event text NOT NULL,
  body text NOT NULL,
  at {int} NOT NULL
){unordered}

INSERT INTO messages_in_order (id, case_id, event_seq, author_id, from_office, event, body, at)
  SELECT id, case_id, event_seq, author_id, from_office, event, body, at FROM messages ORDER BY id

DROP TABLE messages

ALTER TABLE messages_in_order RENAME TO messages

CREATE INDEX messages_case ON messages (case_id, event_seq)
";
