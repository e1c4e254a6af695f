//! What people say of the public pages: like ratings of services, of a page and of nobody.

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
CREATE TABLE page_ratings (
  id {id} NOT NULL PRIMARY KEY,
  page text NOT NULL,
  stars integer NOT NULL CHECK (stars BETWEEN 1 AND 5),
  aspects text NOT NULL,
  details text NOT NULL,
  given_on text NOT NULL
){unordered}

CREATE INDEX page_ratings_page ON page_ratings (page, given_on)
";
