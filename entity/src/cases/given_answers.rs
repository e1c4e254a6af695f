//! Where the answers stand that a person gave in filed cases, each once.

use sea_orm::entity::prelude::*;

/// An answer that a person gave, by what it is about; it stands in the case that gave it last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "given_answers")]
pub struct Model {
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    /// What the question is about (`titolare`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub about: String,
    /// How it was asked (`person`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// SHA-256 of the answer as programs compare it, hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fingerprint: String,
    /// The case that gave it last.
    pub case_id: Uuid,
    /// The page of that case.
    pub page: String,
    /// The question on that page.
    pub question: String,
    /// When it was given last, UTC milliseconds.
    pub given_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
