//! A receipt that arrived, and what became of it: append-only, without personal data.

use sea_orm::entity::prelude::*;

/// A receipt that arrived, and what became of it: append-only, without personal data.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_receipts")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The token of the payment.
    pub receipt_id: String,
    /// `taken`, `overpaid`, `not_executed`, `unknown` or `contradicts`.
    pub verdict: String,
    /// The notice number it names.
    pub nav: String,
    /// The notice, where there is one.
    pub notice_id: Option<Uuid>,
    /// In cents.
    pub amount: i64,
    /// Who collected.
    pub psp: String,
    /// SHA-256 of the message, hexadecimal.
    pub message_sha256: String,
    /// When, UTC milliseconds.
    pub received_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
