//! How long a concluded case took.

use sea_orm::entity::prelude::*;

/// How long a concluded case took: worked out from the journal, and worked out again where that changes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_times")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Its procedure.
    pub slug: String,
    /// The day on which it was first concluded, `YYYY-MM-DD`.
    pub concluded_on: String,
    /// Days from the day of filing to that day.
    pub days: i32,
    /// Those of them in which it waited for its applicant.
    pub applicant_days: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
