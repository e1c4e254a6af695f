//! Backups of this installation: under way, or done with what they hold.

use sea_orm::entity::prelude::*;

/// A backup of this installation. While one is under way nothing is swept from the object store.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "backups")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When it began, UTC milliseconds.
    pub started_at: i64,
    /// When it was whole and read back, UTC milliseconds; none while under way.
    pub ended_at: Option<i64>,
    /// The archive's file name, without its folder.
    pub file_name: String,
    /// Its size in bytes; 0 while under way.
    pub size: i64,
    /// SHA-256 of the archive, hexadecimal; empty while under way.
    pub sha256: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
