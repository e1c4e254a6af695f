//! What people write to the municipality outside a procedure, and what the offices answer.

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
CREATE TABLE reports (
  id {id} NOT NULL PRIMARY KEY,
  number text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('fault', 'assistance', 'appointment', 'accessibility')),
  state text NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  office text NOT NULL,
  service text,
  person_id {id} REFERENCES persons (id),
  name text NOT NULL,
  email text NOT NULL,
  phone text,
  place text,
  body text NOT NULL,
  days text NOT NULL,
  band text,
  lang text NOT NULL,
  received_at {int} NOT NULL,
  answer text,
  answered_by {id} REFERENCES persons (id),
  answered_at {int},
  erased_at {int},
  row_version {int} NOT NULL
){strict}

CREATE INDEX reports_office ON reports (office, state, received_at, id)

CREATE INDEX reports_person ON reports (person_id, received_at)

CREATE INDEX reports_received ON reports (received_at)
";
