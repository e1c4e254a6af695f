//! What somebody said of a public page. Nothing leads to who it was or when in the day.

use sea_orm::entity::prelude::*;

/// What somebody said of a public page. Nothing leads to who it was or when in the day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page_ratings")]
pub struct Model {
    /// Its id; it carries no time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The page's path after the language word: `/servizi/tari`.
    pub page: String,
    /// How clear it was, 1 to 5.
    pub stars: i32,
    /// Answers to the question that follows, JSON.
    pub aspects: String,
    /// What was added, may be empty.
    pub details: String,
    /// The civil day, `2026-11-28`.
    pub given_on: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
