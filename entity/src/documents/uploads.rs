//! An upload in parts that has begun.

use sea_orm::entity::prelude::*;

/// An upload in parts that has begun.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The document asked for.
    pub slot: String,
    /// The point of the office's request that it answers.
    pub point_id: Option<Uuid>,
    /// The file's name.
    pub name: String,
    /// Bytes announced.
    pub size: i64,
    /// The key it will have.
    pub key: String,
    /// The store's id of the upload.
    pub store_upload: String,
    /// Who began it.
    pub created_by: Uuid,
    /// When, UTC milliseconds.
    pub created_at: i64,
    /// The document it became.
    pub document_id: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
