//! An act of the office may go to several: whose case it is has the first place, others have the next ones.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    // A table is written anew: all of it, or nothing.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await
    }
}

const TABLES: &str = "
CREATE TABLE communications_to_many (
  id {id} NOT NULL PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id),
  event_seq {int} NOT NULL,
  place {int} NOT NULL,
  event text NOT NULL,
  protocollo_year integer NOT NULL,
  protocollo_number {int} NOT NULL,
  person_id {id} NOT NULL REFERENCES persons (id),
  recipient text,
  body text,
  channel text NOT NULL CHECK (channel IN ('portal', 'pec', 'to_send')),
  address text,
  made_at {int} NOT NULL,
  sent_at {int},
  accepted_at {int},
  received_on text,
  proof text CHECK (proof IN ('opened', 'pec', 'evidence')),
  proved_at {int},
  proved_by {id} REFERENCES persons (id),
  evidence text,
  accepted_key text,
  proof_key text,
  failure text,
  row_version {int} NOT NULL,
  UNIQUE (case_id, event_seq, place),
  FOREIGN KEY (protocollo_year, protocollo_number) REFERENCES protocollo (year, number),
  CHECK ((received_on IS NULL) = (proof IS NULL) AND (proof IS NULL) = (proved_at IS NULL)),
  CHECK ((place = 0) = (recipient IS NULL)),
  CHECK (body IS NULL OR recipient IS NOT NULL)
){strict}

INSERT INTO communications_to_many (id, case_id, event_seq, place, event, protocollo_year, protocollo_number, person_id,
    channel, address, made_at, sent_at, accepted_at, received_on, proof, proved_at, proved_by, evidence, accepted_key,
    proof_key, failure, row_version)
  SELECT id, case_id, event_seq, 0, event, protocollo_year, protocollo_number, person_id, channel, address, made_at,
    sent_at, accepted_at, received_on, proof, proved_at, proved_by, evidence, accepted_key, proof_key, failure,
    row_version FROM communications

DROP TABLE communications

ALTER TABLE communications_to_many RENAME TO communications

CREATE INDEX communications_unproved ON communications (made_at) WHERE proof IS NULL

CREATE INDEX communications_person ON communications (person_id, made_at)

CREATE TABLE shares (
  token_sha256 text NOT NULL PRIMARY KEY,
  communication_id {id} NOT NULL REFERENCES communications (id),
  until_on text NOT NULL,
  opened_at {int}
){unordered}

CREATE INDEX shares_communication ON shares (communication_id)
";
