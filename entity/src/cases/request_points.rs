//! One point of a request, with its answer beside it.

use sea_orm::entity::prelude::*;

/// One point of a request, with its answer beside it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "request_points")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The journal row that asked.
    pub event_seq: i64,
    /// Its place in the request, from 1.
    pub place: i32,
    /// What is asked.
    pub body: String,
    /// What is answered; until it is sent, a draft of the applicant's.
    pub answer: String,
    /// When the answer was last saved, UTC milliseconds.
    pub saved_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
