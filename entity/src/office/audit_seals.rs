//! Seals over batches of the audit: append-only, each chained to the one before.

use sea_orm::entity::prelude::*;

/// Seals over batches of the audit: append-only, each chained to the one before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seals")]
pub struct Model {
    /// Its place, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// When, UTC milliseconds.
    pub sealed_at: i64,
    /// First row of the batch.
    pub first_id: Uuid,
    /// Last row of the batch.
    pub last_id: Uuid,
    /// How many rows.
    pub rows: i64,
    /// Merkle root over the rows.
    pub root: String,
    /// SHA-256 over root and the seal before.
    pub hash: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
