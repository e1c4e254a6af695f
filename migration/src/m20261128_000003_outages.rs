//! When the portal was not there: a beat each minute, and what its gaps and the administrators say.

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
CREATE TABLE heartbeat (
  id {int} NOT NULL PRIMARY KEY CHECK (id = 1),
  at {int} NOT NULL
){strict}

CREATE TABLE outages (
  id {id} NOT NULL PRIMARY KEY,
  announced {int} NOT NULL CHECK (announced IN (0, 1)),
  began_at {int} NOT NULL,
  ended_at {int} NOT NULL CHECK (ended_at > began_at),
  reason text NOT NULL,
  written_at {int} NOT NULL
){strict}

CREATE INDEX outages_began ON outages (began_at, id)
";
