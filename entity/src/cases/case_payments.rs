//! A payment that the office asked for in a case.

use sea_orm::entity::prelude::*;

/// A payment that the office asked for in a case.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_payments")]
pub struct Model {
    /// The notice by which it is paid, and the debt of which that is the whole.
    #[sea_orm(primary_key, auto_increment = false)]
    pub notice_id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The place in its journal of the event that asked.
    pub event_seq: i64,
    /// The place in its journal of what said that it has arrived, once it has.
    pub heard_seq: Option<i64>,
    /// The place in its journal of the event that closed it unpaid, if one did: a *rettifica* of that opens it again.
    pub closed_seq: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
