//! What was worked out from journals with a rule, or with data, that are others now: it is worked out anew, by a job that
//! one of all instances orders.

use entity::cases::reckonings;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::clock;
use crate::{
    ctx::Ctx,
    db::repeating,
    error::Result,
    jobs::{self, Work},
};

/// The rule by which the time that cases took is counted. Whoever changes the rule counts this on.
const TIMES_RULE: &str = "1";

/// What lists say of cases. Whoever changes it counts this on.
const DESCRIBED: &str = "1";

/// Orders what has to be worked out anew: how long cases took, what lists say of them, terms whose days of rest have
/// changed. Costs a look where
/// nothing has. Each instance does this when it starts: while instances run with different files it must not be repeated.
///
/// # Errors
/// Database errors.
pub async fn order_anew(ctx: &Ctx) -> Result<()> {
    order(ctx, "times", TIMES_RULE, Work::TellTimes).await?;
    order(ctx, "described", DESCRIBED, Work::DescribeCases).await?;
    let calendar = clock::calendar_hash(ctx)?;
    order(ctx, clock::TERMS, &calendar, Work::RecountTerms { calendar: calendar.clone() }).await
}

/// Orders one piece of work if what it makes was last made with something else.
async fn order(ctx: &Ctx, name: &str, made_with: &str, work: Work) -> Result<()> {
    let known = reckonings::Entity::find_by_id(name).one(ctx.db.read()).await?;
    if known.is_some_and(|row| row.made_with == made_with) {
        return Ok(());
    }
    repeating(|| order_once(ctx, name, made_with, &work)).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn order_once(ctx: &Ctx, name: &str, made_with: &str, work: &Work) -> Result<()> {
    let now = ctx.clock.now();
    let tx = ctx.db.begin().await?;
    let row = reckonings::ActiveModel {
        name: Set(name.to_owned()),
        made_with: Set(made_with.to_owned()),
        ordered_at: Set(now.0),
    };
    let first = OnConflict::column(reckonings::Column::Name).do_nothing().to_owned();
    let mut won = reckonings::Entity::insert(row).on_conflict(first).exec_without_returning(&tx).await?;
    if won == 0 {
        let changed = reckonings::Entity::update_many()
            .col_expr(reckonings::Column::MadeWith, Expr::value(made_with))
            .col_expr(reckonings::Column::OrderedAt, Expr::value(now.0))
            .filter(reckonings::Column::Name.eq(name))
            .filter(reckonings::Column::MadeWith.ne(made_with))
            .exec(&tx)
            .await?;
        won = changed.rows_affected;
    }
    if won == 1 {
        jobs::enqueue(ctx, &tx, work, now, None).await?;
    }
    tx.commit().await?;
    Ok(())
}
