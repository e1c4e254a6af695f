//! What was said of a service: neither the case nor the person is known.

use sea_orm::entity::prelude::*;

/// What was said of a service: neither the case nor the person is known.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ratings")]
pub struct Model {
    /// Its id: unlike others it tells nothing of the time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The procedure.
    pub slug: String,
    /// The revision that was used.
    pub definition_hash: String,
    /// 1 to 5.
    pub stars: i32,
    /// The fixed answers, a JSON list of words in their order.
    pub aspects: String,
    /// Free text, may be empty.
    pub details: String,
    /// The day in Rome, `YYYY-MM-DD`.
    pub given_on: String,
}

/// Joins are written where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
