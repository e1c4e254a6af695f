//! A request of the office that waits, or waited, for an answer; or what the applicant sends unasked.

use sea_orm::entity::prelude::*;

/// A request of the office that waits, or waited, for an answer; or what the applicant sends unasked.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The journal row that asked; below 0 where nobody asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_seq: i64,
    /// The last day for the answer, `YYYY-MM-DD` in Rome, where one was set.
    pub due: Option<String>,
    /// When, UTC milliseconds.
    pub asked_at: i64,
    /// The journal row that answered.
    pub answered_seq: Option<i64>,
    /// When it was answered, UTC milliseconds.
    pub answered_at: Option<i64>,
    /// The event that sends it, where the applicant sends it unasked.
    pub own_event: Option<String>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
