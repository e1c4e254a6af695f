//! Payment notices, carts, the receipts that arrived, and how often numbers were tried.

use sea_orm_migration::prelude::{DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        sql::append_only(manager, "payment_receipts").await
    }
}

const TABLES: &str = "
CREATE TABLE payment_notices (
  id {id} NOT NULL PRIMARY KEY,
  nav text NOT NULL UNIQUE,
  debt_id {id} NOT NULL,
  plan integer NOT NULL,
  debtor_code text NOT NULL,
  debtor_name text NOT NULL,
  reason text NOT NULL,
  amount {int} NOT NULL CHECK (amount > 0),
  due_on text,
  state text NOT NULL CHECK (state IN ('open', 'paying', 'paid', 'cancelled')),
  receipt text,
  created_at {int} NOT NULL,
  updated_at {int} NOT NULL,
  CHECK ((state = 'paid') = (receipt IS NOT NULL))
){strict}

CREATE INDEX payment_notices_debt ON payment_notices (debt_id, plan)

CREATE TABLE payment_carts (
  id {id} NOT NULL PRIMARY KEY,
  holder {id} NOT NULL,
  idempotency_key text NOT NULL,
  attempt integer NOT NULL,
  state text NOT NULL CHECK (state IN ('begun', 'waiting', 'cancelled', 'failed', 'paid')),
  total {int} NOT NULL,
  checkout_url text,
  asked_at {int},
  begun_at {int} NOT NULL,
  updated_at {int} NOT NULL,
  UNIQUE (idempotency_key, attempt)
){strict}

CREATE TABLE payment_cart_notices (
  cart_id {id} NOT NULL REFERENCES payment_carts (id) ON DELETE CASCADE,
  notice_id {id} NOT NULL REFERENCES payment_notices (id),
  place integer NOT NULL,
  PRIMARY KEY (cart_id, notice_id)
){strict}

CREATE INDEX payment_cart_notices_notice ON payment_cart_notices (notice_id)

CREATE TABLE payment_receipts (
  id {id} NOT NULL PRIMARY KEY,
  receipt_id text NOT NULL,
  verdict text NOT NULL,
  nav text NOT NULL,
  notice_id {id} REFERENCES payment_notices (id),
  amount {int} NOT NULL,
  psp text NOT NULL,
  message_sha256 text NOT NULL,
  received_at {int} NOT NULL,
  UNIQUE (receipt_id, verdict)
){strict}

CREATE TABLE payment_messages (
  receipt_id {id} NOT NULL PRIMARY KEY REFERENCES payment_receipts (id),
  message text NOT NULL
){strict}

CREATE TABLE notice_tries (
  subject text NOT NULL,
  hour {int} NOT NULL,
  tries integer NOT NULL,
  PRIMARY KEY (subject, hour)
){strict}
";
