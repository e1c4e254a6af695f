//! What somebody wrote to the municipality outside a procedure.

use sea_orm::entity::prelude::*;

/// What somebody wrote to the municipality outside a procedure. Erasing empties what is about a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reports")]
pub struct Model {
    /// Its id: the form had it already, so that sending twice makes one.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// `SG-2026-000001`.
    pub number: String,
    /// `fault`, `assistance`, `appointment` or `accessibility`.
    pub kind: String,
    /// `open`, `answered` or `closed`.
    pub state: String,
    /// The office in charge.
    pub office: String,
    /// The service it is about.
    pub service: Option<String>,
    /// Who sent it, if logged in.
    pub person_id: Option<Uuid>,
    /// Who writes; empty once erased.
    pub name: String,
    /// Where the answer goes; empty once erased.
    pub email: String,
    /// A number to call.
    pub phone: Option<String>,
    /// Where it is.
    pub place: Option<String>,
    /// What it is about; empty once erased.
    pub body: String,
    /// Days that suit, JSON.
    pub days: String,
    /// Part of the day that suits.
    pub band: Option<String>,
    /// The language it was written in.
    pub lang: String,
    /// When it was received, UTC milliseconds.
    pub received_at: i64,
    /// The office's answer.
    pub answer: Option<String>,
    /// Who answered or closed last.
    pub answered_by: Option<Uuid>,
    /// When, UTC milliseconds.
    pub answered_at: Option<i64>,
    /// When the personal data were erased, UTC milliseconds.
    pub erased_at: Option<i64>,
    /// Counts changes.
    pub row_version: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
