//! A role that a person has in an office, known by codice fiscale before the first login.

use sea_orm::entity::prelude::*;

/// A role that a person has in an office, known by codice fiscale before the first login.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff")]
pub struct Model {
    /// Codice fiscale, upper case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_code: String,
    /// The office.
    #[sea_orm(primary_key, auto_increment = false)]
    pub office: String,
    /// The role.
    #[sea_orm(primary_key, auto_increment = false)]
    pub role: String,
    /// Since when, UTC milliseconds.
    pub since: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
