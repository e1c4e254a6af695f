//! An entry of the register that was annulled: append-only, the entry itself stays as it is.

use sea_orm::entity::prelude::*;

/// An entry of the register that was annulled: append-only, the entry itself stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protocollo_annulments")]
pub struct Model {
    /// Year of the register.
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// Number in the year.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// Why.
    pub reason: String,
    /// The act that allows it (D.P.R. 445/2000, article 54).
    pub authority: String,
    /// Who.
    pub annulled_by: Uuid,
    /// When, UTC milliseconds.
    pub annulled_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
