//! A cart: notices that are paid together, once.

use sea_orm::entity::prelude::*;

/// A cart: notices that are paid together, once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_carts")]
pub struct Model {
    /// Its id, which the gateway gives back.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who may see it: a person, or the key that a session without a login holds.
    pub holder: Uuid,
    /// The same for the same notices of the same holder.
    pub idempotency_key: String,
    /// How many carts with that key came before.
    pub attempt: i32,
    /// `begun`, `waiting`, `cancelled`, `failed` or `paid`.
    pub state: String,
    /// In cents.
    pub total: i64,
    /// The page where one pays, once the gateway has told it.
    pub checkout_url: Option<String>,
    /// When the gateway was asked for it, UTC milliseconds; `NULL` if it has to be asked again.
    pub asked_at: Option<i64>,
    /// When it was begun, UTC milliseconds.
    pub begun_at: i64,
    /// When its state changed last, UTC milliseconds.
    pub updated_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
