//! Who read or did what: append-only, ids and codes only.

use sea_orm::entity::prelude::*;

/// Who read or did what: append-only, ids and codes only.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    /// Its id, in order of time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// When, UTC milliseconds.
    pub at: i64,
    /// Who; none for strangers.
    pub actor_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// `case:<id>`, `document:<id>`…
    pub subject: String,
    /// `ok` or why not.
    pub outcome: String,
    /// The request, as in the log.
    pub request: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
