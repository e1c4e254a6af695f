//! A case that follows another, or was put beside it.

use sea_orm::entity::prelude::*;

/// A case that follows another, or was put beside it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_links")]
pub struct Model {
    /// The case that follows.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The case that it follows.
    #[sea_orm(primary_key, auto_increment = false)]
    pub followed_id: Uuid,
    /// The way, by its id in the procedure of the case that follows; empty for what the office put together.
    pub link: String,
    /// `draft` until the case is filed, `declared` while only the applicant named it, then `confirmed`.
    pub status: String,
    /// Since when, UTC milliseconds.
    pub at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
