//! Work that happens after the answer: outbox, jobs and timers in one table.

use sea_orm::entity::prelude::*;

/// Work that happens after the answer: outbox, jobs and timers in one table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What to do.
    pub kind: String,
    /// On what, JSON.
    pub payload: String,
    /// Two with the same key are one.
    pub dedupe_key: Option<String>,
    /// Not before, UTC milliseconds.
    pub run_at: i64,
    /// How often it was tried.
    pub attempts: i32,
    /// Until when its owner has it, UTC milliseconds.
    pub lease_until: Option<i64>,
    /// Which process has it.
    pub lease_owner: Option<String>,
    /// Why it failed, without personal data.
    pub last_error: Option<String>,
    /// `ready`, `running`, `done` or `dead`.
    pub state: String,
    /// Last change, UTC milliseconds.
    pub updated_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
