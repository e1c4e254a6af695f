//! How often notices were looked for in vain, hour by hour.

use sea_orm::entity::prelude::*;

/// How often notices were looked for in vain, hour by hour.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_tries")]
pub struct Model {
    /// SHA-256 of the codice fiscale that was typed, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The hour, counted from 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hour: i64,
    /// How often.
    pub tries: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
