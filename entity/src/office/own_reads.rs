//! That a session looked at a case of its own person: the audit has the line, later looks need none.

use sea_orm::entity::prelude::*;

/// That a session looked at a case of its own person. Forgotten when the session is swept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_reads")]
pub struct Model {
    /// SHA-256 of the session's id, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_hash: String,
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
