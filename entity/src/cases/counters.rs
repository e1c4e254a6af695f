//! Gap-free counters, moved inside the transaction that uses the number.

use sea_orm::entity::prelude::*;

/// Gap-free counters, moved inside the transaction that uses the number.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "counters")]
pub struct Model {
    /// What is counted.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The last number given.
    pub value: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
