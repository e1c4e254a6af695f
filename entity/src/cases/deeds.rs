//! What a written act of the office says, fixed when it was done.

use sea_orm::entity::prelude::*;

/// What a written act of the office says, fixed when it was done. Its PDF is a document of the case in the place
/// `deed:<event_seq>`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deeds")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// The journal row of the act.
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_seq: i64,
    /// The version of the procedure that the case followed then, by its hash.
    pub definition_hash: String,
    /// The template, by its id in that version.
    pub template: String,
    /// What it says, JSON. Names and answers stand in it: it can be erased, its hash in the journal stays.
    pub content: String,
    /// Year of its entry in the register.
    pub protocollo_year: i32,
    /// Number of its entry in the year.
    pub protocollo_number: i64,
    /// Who did it.
    pub author_id: Uuid,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
