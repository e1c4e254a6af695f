//! With what something was last worked out from the journals.

use sea_orm::entity::prelude::*;

/// With what something was last worked out from the journals.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reckonings")]
pub struct Model {
    /// What was worked out: `times`, `terms`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The rule, or the hash of the data, that it was worked out with.
    pub made_with: String,
    /// When that was ordered, UTC milliseconds.
    pub ordered_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
