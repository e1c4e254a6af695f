//! A part of a tax position, with a notice of its own.

use sea_orm::entity::prelude::*;

/// A part of a tax position, with a notice of its own.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tax_instalments")]
pub struct Model {
    /// The position.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position_id: Uuid,
    /// The way of paying: 0 is all at once.
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan: i32,
    /// Its number in the plan, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// In cents.
    pub amount: i64,
    /// The last day, `YYYY-MM-DD`.
    pub due_on: String,
    /// The notice by which it is paid.
    pub notice_id: Uuid,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
