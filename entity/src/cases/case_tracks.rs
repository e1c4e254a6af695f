//! What runs beside the main way of a case.

use sea_orm::entity::prelude::*;

/// What runs beside the main way of a case, once for each body that was asked.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_tracks")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The track's id in the procedure.
    #[sea_orm(primary_key, auto_increment = false)]
    pub track: String,
    /// The body that was asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub body: String,
    /// In which order they were opened.
    pub place: i32,
    /// The state it is in.
    pub state: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
