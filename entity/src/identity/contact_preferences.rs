//! How a person wants to be reached.

use sea_orm::entity::prelude::*;

/// How a person wants to be reached.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contact_preferences")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// 1 if they want notices by e-mail.
    pub notices: i32,
    /// Where notices go; the address of the login if none.
    pub email: Option<String>,
    /// How acts are served: `portal`, `pec`, `paper`.
    pub channel: String,
    /// The digital domicile.
    pub pec: Option<String>,
    /// The postal address.
    pub postal: Option<String>,
    /// The language of notices.
    pub lang: String,
    /// Grows with every change.
    pub row_version: i64,
    /// Last change, UTC milliseconds.
    pub updated_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
