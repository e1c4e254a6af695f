//! The words that the index of cases holds on SQLite, in order: what was typed is looked for as the whole words that
//! begin so, since FTS5 reads all cases of every word before it gives the first case of a beginning.

use sea_orm_migration::{
    prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait},
    sea_orm::DbBackend,
};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Sqlite => sql::run(manager, WORDS).await,
            _ => Ok(()),
        }
    }
}

const WORDS: &str = "CREATE VIRTUAL TABLE case_search_words USING fts5vocab (case_search, instance)";
