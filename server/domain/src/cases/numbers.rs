//! Gap-free numbers: moved in the transaction that uses them, so a crash gives them back.

use contract::time::Moment;
use entity::cases::counters;
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, ExprTrait,
    sea_query::{Expr, OnConflict},
};

use crate::error::{Error, Result};

/// The next number of each counter, from 1, in the order of the names; all moved by one statement.
///
/// # Errors
/// Database errors.
pub(super) async fn next(db: &impl ConnectionTrait, names: &[String]) -> Result<Vec<i64>> {
    let firsts = names.iter().map(|name| counters::ActiveModel { name: Set(name.clone()), value: Set(1) });
    let moved = OnConflict::column(counters::Column::Name)
        .value(counters::Column::Value, Expr::col((counters::Entity, counters::Column::Value)).add(1))
        .to_owned();
    let rows = counters::Entity::insert_many(firsts).on_conflict(moved).exec_with_returning(db).await?;
    // A database returns rows in any order.
    let number = |name: &String| rows.iter().find(|row| row.name == *name).map(|row| row.value);
    let numbers: Option<Vec<i64>> = names.iter().map(number).collect();
    numbers.ok_or_else(|| Error::Internal(anyhow::anyhow!("a counter did not move")))
}

/// The year of a moment in Rome, as registers count it.
pub(super) fn year(at: Moment) -> i32 {
    i32::from(at.day().year())
}

/// `RC-2026-000123`.
pub(super) fn case_number(prefix: &str, year: i32, number: i64) -> String {
    format!("{prefix}-{year}-{number:06}")
}

/// The place of a case in the order of filing, from its number: 2026000123 for `RC-2026-000123`.
pub(super) fn place(number: &str) -> Option<i64> {
    let (year, number) = number.rsplit_once('-').and_then(|(front, number)| {
        let (_, year) = front.rsplit_once('-')?;
        Some((year.parse::<i64>().ok()?, number.parse::<i64>().ok()?))
    })?;
    Some(year * 1_000_000 + number)
}

/// `2026/0000123`.
pub(super) fn protocollo(year: i32, number: i64) -> String {
    format!("{year}/{number:07}")
}
