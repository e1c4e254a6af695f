//! The message that brought a receipt, until it is erased.

use sea_orm::entity::prelude::*;

/// The message that brought a receipt, until it is erased.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_messages")]
pub struct Model {
    /// The row of the receipt.
    #[sea_orm(primary_key, auto_increment = false)]
    pub receipt_id: Uuid,
    /// As it came, XML.
    pub message: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
