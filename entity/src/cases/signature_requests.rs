//! A signature asked of somebody whom a form names.

use sea_orm::entity::prelude::*;

/// A signature asked of somebody whom a form names, and what they answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signature_requests")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The draft to be signed.
    pub case_id: Uuid,
    /// The page whose question names the person.
    pub page: String,
    /// The question.
    pub question: String,
    /// Who is asked, upper case.
    pub fiscal_code: String,
    /// SHA-256 of what would be filed when it was asked, hexadecimal: a signature holds for that alone.
    pub content_sha256: String,
    /// The documents that were to be signed, their ids as a JSON list: who is asked reads these.
    pub documents: String,
    /// When it was asked, UTC milliseconds.
    pub asked_at: i64,
    /// `signed` or `declined`; `NULL` while it waits.
    pub outcome: Option<String>,
    /// Why not, in the person's words.
    pub reason: Option<String>,
    /// Who answered, logged in with that codice fiscale.
    pub answered_by: Option<Uuid>,
    /// When, UTC milliseconds.
    pub answered_at: Option<i64>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
