//! A person who has logged in at least once.

use sea_orm::entity::prelude::*;

/// A person who has logged in at least once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "persons")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The provider that named them.
    pub issuer: String,
    /// The provider's identifier.
    pub subject: String,
    /// Codice fiscale, upper case.
    pub fiscal_code: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Address for courtesy notices.
    pub email: Option<String>,
    /// First login, UTC milliseconds.
    pub created_at: i64,
    /// Last change of the data, UTC milliseconds.
    pub updated_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
