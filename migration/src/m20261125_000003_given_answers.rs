//! What somebody answered in the cases they filed, so that it is offered again at the cost of the few
//! answers shown, however many cases there are. The answers themselves stay in their case.

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
CREATE TABLE given_answers (
  person_id {id} NOT NULL REFERENCES persons (id),
  about text NOT NULL,
  kind text NOT NULL,
  fingerprint text NOT NULL,
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  page text NOT NULL,
  question text NOT NULL,
  given_at {int} NOT NULL,
  PRIMARY KEY (person_id, about, kind, fingerprint)
){strict}

CREATE INDEX given_answers_newest ON given_answers (person_id, about, kind, given_at)

CREATE INDEX given_answers_case ON given_answers (case_id)
";
