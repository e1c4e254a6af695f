//! A link to the documents of a case, sent with an act.

use sea_orm::entity::prelude::*;

/// A link to the documents of a case, sent with an act.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shares")]
pub struct Model {
    /// SHA-256 of the link's word, hexadecimal: the word itself is in the letter alone.
    #[sea_orm(primary_key, auto_increment = false)]
    pub token_sha256: String,
    /// The act it was sent with, to one recipient.
    pub communication_id: Uuid,
    /// The last civil day in Rome on which it opens anything, `YYYY-MM-DD`.
    pub until_on: String,
    /// When it was first opened, UTC milliseconds.
    pub opened_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
