//! Cases that follow others. The journals of both say so too; this is what pages and steps look at.

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

const TABLE: &str = "
CREATE TABLE case_links (
  case_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  followed_id {id} NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  link text NOT NULL,
  status text NOT NULL,
  at {int} NOT NULL,
  PRIMARY KEY (case_id, followed_id)
){unordered}

CREATE INDEX case_links_followed ON case_links (followed_id)
";
