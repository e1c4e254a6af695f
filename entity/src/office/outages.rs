//! Times in which the portal was not there, or will not be.

use sea_orm::entity::prelude::*;

/// A time in which the portal was not there, or will not be.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outages")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 1 if an administrator announced it, 0 if the portal recorded it.
    pub announced: i64,
    /// From when, UTC milliseconds.
    pub began_at: i64,
    /// Until when, UTC milliseconds.
    pub ended_at: i64,
    /// Why, as announced; empty for what was recorded.
    pub reason: String,
    /// When this row was written, UTC milliseconds.
    pub written_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
