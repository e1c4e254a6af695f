//! Payments that the office asks for in a case, and what it lets everybody read of one.

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
CREATE TABLE case_payments (
  notice_id {id} PRIMARY KEY REFERENCES payment_notices (id),
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  event_seq {int} NOT NULL,
  heard_seq {int}
){unordered}

CREATE INDEX case_payments_case ON case_payments (case_id)

CREATE TABLE publications (
  id {id} PRIMARY KEY,
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  event_seq {int} NOT NULL,
  office text NOT NULL,
  says text NOT NULL,
  from_on text NOT NULL,
  until_on text NOT NULL,
  withdrawn_on text
){unordered}

CREATE INDEX publications_case ON publications (case_id)

CREATE INDEX publications_until ON publications (until_on)
";
