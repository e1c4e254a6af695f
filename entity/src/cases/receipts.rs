//! The receipts register: append-only.

use sea_orm::entity::prelude::*;

/// The receipts register: append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipts")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// `RC-2026-000123`.
    pub number: String,
    /// Year in the register.
    pub protocollo_year: i32,
    /// Number in the register.
    pub protocollo_number: i64,
    /// When, UTC milliseconds.
    pub received_at: i64,
    /// Ids and hashes of what was filed, RFC 8785 JSON.
    pub payload: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
