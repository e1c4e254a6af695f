//! A revision of a procedure, whole, under its hash; never changed once published.

use sea_orm::entity::prelude::*;

/// A revision of a procedure, whole, under its hash; never changed once published.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "definitions")]
pub struct Model {
    /// SHA-256 of the content.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// The procedure.
    pub slug: String,
    /// The version its author gave.
    pub version: i32,
    /// Canonical JSON.
    pub content: String,
    /// When it came in, UTC milliseconds.
    pub proposed_at: i64,
    /// Since when new cases are born on it, UTC milliseconds.
    pub published_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
