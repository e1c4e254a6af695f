//! A notice by e-mail, ordered once.

use sea_orm::entity::prelude::*;

/// A notice by e-mail, ordered once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notices")]
pub struct Model {
    /// Its id; also the identifier of the mail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whom it is for.
    pub person_id: Uuid,
    /// What it is about.
    pub kind: String,
    /// The case.
    pub case_id: Uuid,
    /// What of the case, such as a signature.
    pub about: Option<Uuid>,
    /// Two with the same word are one.
    pub once: String,
    /// When it was ordered, UTC milliseconds.
    pub made_at: i64,
    /// When it was sent or left, UTC milliseconds.
    pub settled_at: Option<i64>,
    /// `sent`, `unwanted` or `no_address`; `NULL` while it waits.
    pub outcome: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
