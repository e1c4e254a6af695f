//! The built-in register: append-only, no gaps, no repeats.

use sea_orm::entity::prelude::*;

/// The built-in register: append-only, no gaps, no repeats.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protocollo")]
pub struct Model {
    /// Year of the register.
    #[sea_orm(primary_key, auto_increment = false)]
    pub year: i32,
    /// Number in the year, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    /// `in` or `out`.
    pub direction: String,
    /// The case.
    pub case_id: Uuid,
    /// The journal row it registers.
    pub event_seq: i64,
    /// When, UTC milliseconds.
    pub registered_at: i64,
    /// What it is: the procedure, the number of the case and the act.
    pub subject: String,
    /// Whom it comes from or goes to; entries of older versions name nobody: it is whose case it is.
    pub party_id: Option<Uuid>,
    /// Which register gives the official number: `built_in`, `external`, `manual`.
    pub port: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
