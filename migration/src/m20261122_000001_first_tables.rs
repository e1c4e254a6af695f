//! The first tables: people, procedures, cases, documents, messages, registers, work.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        for table in ["case_events", "protocollo", "receipts", "audit", "audit_seals"] {
            sql::append_only(manager, table).await?;
        }
        Ok(())
    }
}

const TABLES: &str = "
CREATE TABLE persons (
  id {id} NOT NULL PRIMARY KEY,
  issuer text NOT NULL,
  subject text NOT NULL,
  fiscal_code text NOT NULL,
  given_name text NOT NULL,
  family_name text NOT NULL,
  email text,
  created_at {int} NOT NULL,
  updated_at {int} NOT NULL
){strict}

CREATE UNIQUE INDEX persons_subject ON persons (issuer, subject)

CREATE TABLE staff (
  fiscal_code text NOT NULL,
  office text NOT NULL,
  role text NOT NULL,
  since {int} NOT NULL,
  PRIMARY KEY (fiscal_code, office, role)
){strict}

CREATE TABLE sessions (
  id_hash text NOT NULL PRIMARY KEY,
  person_id {id} REFERENCES persons (id),
  data text NOT NULL,
  logged_in_at {int},
  last_seen_at {int} NOT NULL,
  expires_at {int} NOT NULL
){strict}

CREATE INDEX sessions_person ON sessions (person_id)

CREATE INDEX sessions_expiry ON sessions (expires_at)

CREATE TABLE definitions (
  hash text NOT NULL PRIMARY KEY,
  slug text NOT NULL,
  version integer NOT NULL,
  content text NOT NULL,
  proposed_at {int} NOT NULL,
  published_at {int}
){strict}

CREATE INDEX definitions_slug ON definitions (slug, published_at)

CREATE TABLE cases (
  id {id} NOT NULL PRIMARY KEY,
  number text UNIQUE,
  definition_hash text NOT NULL REFERENCES definitions (hash),
  slug text NOT NULL,
  comune text NOT NULL,
  office text NOT NULL,
  phase text NOT NULL,
  state text NOT NULL,
  created_by {id} NOT NULL REFERENCES persons (id),
  assigned_to {id} REFERENCES persons (id),
  received_at {int},
  created_at {int} NOT NULL,
  updated_at {int} NOT NULL,
  search text NOT NULL,
  row_version {int} NOT NULL
){strict}

CREATE INDEX cases_owner ON cases (created_by, updated_at)

CREATE INDEX cases_inbox ON cases (office, received_at, id)

CREATE INDEX cases_phase ON cases (office, phase, received_at, id)

CREATE TABLE case_answers (
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  step text NOT NULL,
  answers text NOT NULL,
  saved_at {int} NOT NULL,
  row_version {int} NOT NULL,
  PRIMARY KEY (case_id, step)
){strict}

CREATE TABLE case_events (
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
){strict}

CREATE TABLE protocollo (
  year integer NOT NULL,
  number {int} NOT NULL,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  registered_at {int} NOT NULL,
  subject text NOT NULL,
  PRIMARY KEY (year, number)
){strict}

CREATE TABLE receipts (
  case_id {id} NOT NULL PRIMARY KEY REFERENCES cases (id),
  number text NOT NULL UNIQUE,
  protocollo_year integer NOT NULL,
  protocollo_number {int} NOT NULL,
  received_at {int} NOT NULL,
  payload text NOT NULL
){strict}

CREATE TABLE counters (
  name text NOT NULL PRIMARY KEY,
  value {int} NOT NULL
){strict}

CREATE TABLE messages (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  author_id {id} NOT NULL REFERENCES persons (id),
  from_office integer NOT NULL,
  event text NOT NULL,
  body text NOT NULL,
  at {int} NOT NULL
){strict}

CREATE INDEX messages_case ON messages (case_id, event_seq)

CREATE TABLE blobs (
  id {id} NOT NULL PRIMARY KEY,
  key text NOT NULL UNIQUE,
  size {int} NOT NULL,
  sha256 text,
  media_type text NOT NULL,
  state text NOT NULL,
  report text,
  created_at {int} NOT NULL
){strict}

CREATE UNIQUE INDEX blobs_sha256 ON blobs (sha256) WHERE sha256 IS NOT NULL

CREATE TABLE documents (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  slot text NOT NULL,
  name text NOT NULL,
  blob_id {id} NOT NULL REFERENCES blobs (id),
  uploaded_by {id} NOT NULL REFERENCES persons (id),
  uploaded_at {int} NOT NULL
){strict}

CREATE INDEX documents_case ON documents (case_id, slot, uploaded_at)

CREATE INDEX documents_blob ON documents (blob_id)

CREATE TABLE uploads (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL,
  slot text NOT NULL,
  name text NOT NULL,
  size {int} NOT NULL,
  key text NOT NULL UNIQUE,
  store_upload text NOT NULL,
  created_by {id} NOT NULL REFERENCES persons (id),
  created_at {int} NOT NULL,
  document_id {id}
){strict}

CREATE INDEX uploads_case ON uploads (case_id)

CREATE TABLE audit (
  id {id} NOT NULL PRIMARY KEY,
  at {int} NOT NULL,
  actor_id {id},
  action text NOT NULL,
  subject text NOT NULL,
  outcome text NOT NULL,
  request text NOT NULL
){strict}

CREATE INDEX audit_subject ON audit (subject, id)

CREATE TABLE audit_seals (
  seq {int} NOT NULL PRIMARY KEY,
  sealed_at {int} NOT NULL,
  first_id {id} NOT NULL,
  last_id {id} NOT NULL,
  rows {int} NOT NULL,
  root text NOT NULL,
  hash text NOT NULL
){strict}

CREATE TABLE jobs (
  id {id} NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  payload text NOT NULL,
  dedupe_key text UNIQUE,
  run_at {int} NOT NULL,
  attempts integer NOT NULL,
  lease_until {int},
  lease_owner text,
  last_error text,
  state text NOT NULL,
  updated_at {int} NOT NULL
){strict}

CREATE INDEX jobs_due ON jobs (state, run_at)
";
