//! How a case that was not filed here came to the office, as a clerk wrote it down.

use sea_orm::entity::prelude::*;

/// How a case that was not filed here came to the office, as a clerk wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "arrivals")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Its number in the register, where it had one before it came here.
    pub protocollo: Option<String>,
    /// Given name of who filed it.
    pub given_name: String,
    /// Family name of who filed it, or the name of a body.
    pub family_name: String,
    /// Codice fiscale of who filed it, upper case; empty if unknown.
    pub fiscal_code: String,
    /// The professional, as written; empty if none.
    pub technician: String,
    /// The address that it is about.
    pub place: String,
    /// The parcels that it is about: `7/214`, parted by blanks.
    pub parcel: String,
    /// What it is about, in the words of who registered it.
    pub subject: String,
    /// Who registered it.
    pub registered_by: Uuid,
    /// When, UTC milliseconds.
    pub registered_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
