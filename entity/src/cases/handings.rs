//! A case that its holder gives to somebody else.

use sea_orm::entity::prelude::*;

/// A case that its holder gives to somebody else, and what they answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// Who is to hold it, upper case.
    pub fiscal_code: String,
    /// Who held it when this was written.
    pub asked_by: Uuid,
    /// What they wrote with it; may be empty.
    pub words: String,
    /// When, UTC milliseconds.
    pub asked_at: i64,
    /// `taken`, `declined`, `withdrawn` or `overtaken` (it passed to another meanwhile); `NULL` while it waits.
    pub outcome: Option<String>,
    /// Who ended it.
    pub answered_by: Option<Uuid>,
    /// When, UTC milliseconds.
    pub answered_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
