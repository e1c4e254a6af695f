//! A document of a case: a place in it and a name; the bytes are a blob.

use sea_orm::entity::prelude::*;

/// A document of a case: a place in it and a name; the bytes are a blob.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "documents")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The document asked for that it answers; `receipt` for the receipt.
    pub slot: String,
    /// The name it was uploaded with.
    pub name: String,
    /// The bytes.
    pub blob_id: Uuid,
    /// Who gave it.
    pub uploaded_by: Uuid,
    /// When, UTC milliseconds.
    pub uploaded_at: i64,
    /// The point of a request that it answers; none for a document of the form.
    pub point_id: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
