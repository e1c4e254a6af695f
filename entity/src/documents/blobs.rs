//! Stored bytes under an opaque key.

use sea_orm::entity::prelude::*;

/// Stored bytes under an opaque key.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blobs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The key in the object store.
    pub key: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 computed by the portal, hexadecimal.
    pub sha256: Option<String>,
    /// Type by content.
    pub media_type: String,
    /// Where the check is.
    pub state: String,
    /// What the inspection said, JSON.
    pub report: Option<String>,
    /// When, UTC milliseconds.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
