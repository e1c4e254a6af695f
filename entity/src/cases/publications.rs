//! What everybody reads of a case for some days.

use sea_orm::entity::prelude::*;

/// What everybody reads of a case for some days.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "publications")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The place in its journal of the event that published it.
    pub event_seq: i64,
    /// The office that announces it, by its id.
    pub office: String,
    /// What it says in each language, JSON.
    pub says: String,
    /// Its first day, `YYYY-MM-DD`.
    pub from_on: String,
    /// Its last day, `YYYY-MM-DD`.
    pub until_on: String,
    /// The day on which it was taken away before, `YYYY-MM-DD`.
    pub withdrawn_on: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
