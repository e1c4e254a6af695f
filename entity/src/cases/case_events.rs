//! The journal of a case: append-only, each row chained to the one before.

use sea_orm::entity::prelude::*;

/// The journal of a case: append-only, each row chained to the one before.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_events")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Its place, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// What happened.
    pub event: String,
    /// State before.
    pub from_state: String,
    /// State after.
    pub to_state: String,
    /// Who did it.
    pub author_id: Uuid,
    /// Ids, codes and hashes, RFC 8785 JSON.
    pub payload: String,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Hash of the row before, empty for the first.
    pub prev_hash: String,
    /// SHA-256 over this row and the one before.
    pub hash: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
