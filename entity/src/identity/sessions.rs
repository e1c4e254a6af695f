//! A browser's session. The id itself is never stored, only its SHA-256.

use sea_orm::entity::prelude::*;

/// A browser's session. The id itself is never stored, only its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// SHA-256 of the id, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Who is logged in.
    pub person_id: Option<Uuid>,
    /// What the session holds, JSON.
    pub data: String,
    /// When the login happened, UTC milliseconds.
    pub logged_in_at: Option<i64>,
    /// Last use, to the minute, UTC milliseconds.
    pub last_seen_at: i64,
    /// When it ends, UTC milliseconds.
    pub expires_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
