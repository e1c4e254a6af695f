//! What somebody owes of a tax for a year.

use sea_orm::entity::prelude::*;

/// What somebody owes of a tax for a year.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tax_positions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The tax code of who owes, upper case.
    pub owner_code: String,
    /// Their name.
    pub owner_name: String,
    /// The comune whose tax it is.
    pub comune: String,
    /// The tax: `tari`.
    pub tax: String,
    /// The year.
    pub year: i32,
    /// Its name in each language, JSON.
    pub title: String,
    /// What it is about: an address.
    pub place: String,
    /// What the sum is made of, JSON.
    pub lines: String,
    /// In cents.
    pub total: i64,
    /// When it was recorded, UTC milliseconds.
    pub created_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
