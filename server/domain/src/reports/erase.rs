//! What is about a person is erased: on request, or when its time is over. Number, kind and days stay.

use contract::{
    ids::{ReportId, RequestId},
    reports::ReportState,
    time::Moment,
};
use entity::reports::reports;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::show::{guarded, of_office};
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Erased in one run at most; the next run goes on.
const BATCH: u64 = 500;

/// Erases what a report of the actor's office says of a person, and closes it. Doing it again changes nothing.
///
/// # Errors
/// [`crate::Error::NotFound`] if the actor may not; the attempt is audited.
pub async fn erase(ctx: &Ctx, actor: &Actor, id: ReportId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        of_office(&tx, actor, id).await?;
        empty(ctx, &tx, actor, id).await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    guarded(ctx, actor, "report.erase", outcome).await
}

/// Erases the reports that have been closed for the months that they are kept. Returns how many.
///
/// # Errors
/// Database errors: the job is repeated, and what was erased stays so.
pub async fn erase_old(ctx: &Ctx) -> Result<u64> {
    let (now, months) = (ctx.clock.now(), ctx.ente.report_months);
    // No month is shorter: whatever was closed later than this is not over, the rest is looked at.
    let oldest = now.0 - i64::from(months) * 28 * DAY_MS;
    let rows = reports::Entity::find()
        .filter(reports::Column::State.eq(ReportState::Closed.as_str()))
        .filter(reports::Column::ErasedAt.is_null())
        .filter(reports::Column::AnsweredAt.lt(oldest))
        .order_by_asc(reports::Column::AnsweredAt)
        .limit(BATCH)
        .all(ctx.db.read())
        .await?;
    let portal = Actor::stranger(RequestId(ctx.ids.next()));
    let over =
        |row: &&reports::Model| row.answered_at.is_some_and(|at| Moment(at).months_later(months) <= now);
    let mut erased = 0;
    for row in rows.iter().filter(over) {
        repeating(|| async {
            let tx = ctx.db.begin().await?;
            empty(ctx, &tx, &portal, ReportId(row.id)).await?;
            tx.commit().await?;
            Ok(())
        })
        .await?;
        erased += 1;
    }
    Ok(erased)
}

async fn empty(ctx: &Ctx, tx: &impl ConnectionTrait, actor: &Actor, id: ReportId) -> Result<()> {
    let nothing = || Expr::value(None::<String>);
    let erased = reports::Entity::update_many()
        .col_expr(reports::Column::State, Expr::value(ReportState::Closed.as_str()))
        .col_expr(reports::Column::PersonId, Expr::value(None::<uuid::Uuid>))
        .col_expr(reports::Column::Name, Expr::value(""))
        .col_expr(reports::Column::Email, Expr::value(""))
        .col_expr(reports::Column::Phone, nothing())
        .col_expr(reports::Column::Place, nothing())
        .col_expr(reports::Column::Body, Expr::value(""))
        .col_expr(reports::Column::Answer, nothing())
        .col_expr(reports::Column::ErasedAt, Expr::value(Some(ctx.clock.now().0)))
        .col_expr(reports::Column::RowVersion, Expr::col(reports::Column::RowVersion).add(1))
        .filter(reports::Column::Id.eq(id.0))
        .filter(reports::Column::ErasedAt.is_null())
        .exec(tx)
        .await?;
    if erased.rows_affected == 1 {
        audit::note(ctx, tx, actor, "report.erase", format!("report:{id}"), "ok").await?;
    }
    Ok(())
}
