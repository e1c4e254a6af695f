//! Gap-free numbers: moved in the transaction that uses them, so a crash gives them back.

use contract::time::Moment;
use entity::cases::counters;
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, ExprTrait,
    sea_query::{Expr, OnConflict},
};

use crate::error::Result;

/// The next number of a counter, from 1.
pub(super) async fn next(db: &impl ConnectionTrait, name: String) -> Result<i64> {
    let first = counters::ActiveModel { name: Set(name), value: Set(1) };
    let moved = OnConflict::column(counters::Column::Name)
        .value(counters::Column::Value, Expr::col((counters::Entity, counters::Column::Value)).add(1))
        .to_owned();
    let row = counters::Entity::insert(first).on_conflict(moved).exec_with_returning(db).await?;
    Ok(row.value)
}

/// The year of a moment in Rome, as registers count it.
pub(super) fn year(at: Moment) -> i32 {
    i32::from(at.day().year())
}

/// `RC-2026-000123`.
pub(super) fn case_number(prefix: &str, year: i32, number: i64) -> String {
    format!("{prefix}-{year}-{number:06}")
}

/// `2026/0000123`.
pub(super) fn protocollo(year: i32, number: i64) -> String {
    format!("{year}/{number:07}")
}
