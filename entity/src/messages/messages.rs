//! A message of a case.

use sea_orm::entity::prelude::*;

/// A message of a case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "messages")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The journal row it belongs to.
    pub event_seq: i64,
    /// Who wrote.
    pub author_id: Uuid,
    /// 1 if the office wrote it.
    pub from_office: i32,
    /// The event it came with.
    pub event: String,
    /// The text.
    pub body: String,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
