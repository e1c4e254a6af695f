//! Whom a filed case is for.

use sea_orm::entity::prelude::*;

/// Whom a filed case is for, as its answers name them: they find it after their login, whoever filed it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case_titolari")]
pub struct Model {
    /// The case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: Uuid,
    /// Codice fiscale, upper case.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fiscal_code: String,
    /// 1 where they answer for a firm or another body: that others may come to answer for, so they take nothing over.
    pub for_body: i32,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
