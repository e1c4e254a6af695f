//! The certified mail that somebody chose for the acts of one case, as they may (D.Lgs. 82/2005, article 3-bis, paragraph
//! 4-quinquies).

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, "ALTER TABLE cases ADD COLUMN domicile TEXT").await
    }
}
