//! The answers of one group of questions.

use sea_orm::entity::prelude::*;

/// The answers of one group of questions.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_answers")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    /// Input name → typed text, JSON.
    pub answers: String,
    /// When, UTC milliseconds.
    pub saved_at: i64,
    /// Grows with every save.
    pub row_version: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
