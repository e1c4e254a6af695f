//! Tax positions: what somebody owes of a tax for a year, and the parts in which it is paid.

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
CREATE TABLE tax_positions (
  id {id} NOT NULL PRIMARY KEY,
  owner_code text NOT NULL,
  owner_name text NOT NULL,
  comune text NOT NULL,
  tax text NOT NULL,
  year integer NOT NULL,
  title text NOT NULL,
  place text NOT NULL,
  lines text NOT NULL,
  total {int} NOT NULL CHECK (total > 0),
  created_at {int} NOT NULL
){strict}

CREATE INDEX tax_positions_owner ON tax_positions (owner_code, year)

CREATE TABLE tax_instalments (
  position_id {id} NOT NULL REFERENCES tax_positions (id) ON DELETE CASCADE,
  plan integer NOT NULL,
  number integer NOT NULL,
  amount {int} NOT NULL CHECK (amount > 0),
  due_on text NOT NULL,
  notice_id {id} NOT NULL UNIQUE REFERENCES payment_notices (id),
  PRIMARY KEY (position_id, plan, number)
){strict}
";
