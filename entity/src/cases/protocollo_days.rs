//! The list of a day of the register, stored as an object: append-only.

use sea_orm::entity::prelude::*;

/// The list of a day of the register, stored as an object: append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protocollo_days")]
pub struct Model {
    /// The civil day in Rome, `YYYY-MM-DD`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: String,
    /// How many lines it has.
    pub entries: i64,
    /// Where it is stored.
    pub object_key: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: i64,
    /// When it was made, UTC milliseconds.
    pub made_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
