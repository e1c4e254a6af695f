//! With what something was last worked out from the journals: where that has changed since, it is worked out anew, once
//! among all instances.

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
CREATE TABLE reckonings (
  name text NOT NULL PRIMARY KEY,
  made_with text NOT NULL,
  ordered_at {int} NOT NULL
){unordered}
";
