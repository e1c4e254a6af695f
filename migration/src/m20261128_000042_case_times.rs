//! How long concluded cases took: a row each, from which the public pages tell average times. Worked out from the
//! journal, which alone is the truth.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLE).await
    }
}

// The index holds all that the average asks for: no row is read.
const TABLE: &str = "
CREATE TABLE case_times (
  case_id {id} NOT NULL PRIMARY KEY REFERENCES cases (id),
  slug text NOT NULL,
  concluded_on text NOT NULL,
  days integer NOT NULL,
  applicant_days integer NOT NULL
){unordered}

CREATE INDEX case_times_of_service ON case_times (slug, concluded_on, days, applicant_days)
";
