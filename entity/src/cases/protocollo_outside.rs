//! The official number of an entry, from a register outside: append-only.

use sea_orm::entity::prelude::*;

/// The official number of an entry, from a register outside: append-only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protocollo_outside")]
pub struct Model {
    /// Year of the portal's own register.
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// Number in the year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// The number as it is written there.
    pub official: String,
    /// The civil day of the registration there, `YYYY-MM-DD`.
    pub registered_on: String,
    /// Who typed it; `NULL` if the register said it itself.
    pub given_by: Option<Uuid>,
    /// When it was written here, UTC milliseconds.
    pub given_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
