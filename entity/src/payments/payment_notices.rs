//! A payment notice: one amount that can be paid, with its number.

use sea_orm::entity::prelude::*;

/// A payment notice: one amount that can be paid, with its number.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_notices")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its number, 18 digits.
    pub nav: String,
    /// The debt it is a part of, in the words of the room that has it.
    pub debt_id: Uuid,
    /// The way of paying that debt to which it belongs: the first payment closes the other ways.
    pub plan: i32,
    /// The tax code of who owes, upper case.
    pub debtor_code: String,
    /// Their name.
    pub debtor_name: String,
    /// What is paid for.
    pub reason: String,
    /// In cents.
    pub amount: i64,
    /// The last day, `YYYY-MM-DD`.
    pub due_on: Option<String>,
    /// `open`, `paying`, `paid` or `cancelled`.
    pub state: String,
    /// What its receipt says, JSON, once it is paid.
    pub receipt: Option<String>,
    /// When it was issued, UTC milliseconds.
    pub created_at: i64,
    /// When its state changed last, UTC milliseconds.
    pub updated_at: i64,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
