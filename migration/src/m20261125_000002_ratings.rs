//! What people say of a service at the end, without the case and the person.

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

// That a case was rated is a mark in its own row, not a row of its own: two tables filled side by side
// would tell by their order which rating came from which case.
const TABLES: &str = "
CREATE TABLE ratings (
  id {id} NOT NULL PRIMARY KEY,
  slug text NOT NULL,
  definition_hash text NOT NULL REFERENCES definitions (hash),
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  aspects text NOT NULL,
  details text NOT NULL,
  given_on text NOT NULL
){unordered}

CREATE INDEX ratings_slug ON ratings (slug, given_on, id)

ALTER TABLE cases ADD COLUMN rated integer NOT NULL DEFAULT 0
";
