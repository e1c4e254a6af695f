//! Drafts that nobody has touched for the months that they are kept: removed, never before their day has ended.

use contract::{
    cases::Kept,
    ids::{CaseId, RequestId},
    time::Moment,
};
use entity::cases::cases;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Removed in one run at most; the next run goes on.
const BATCH: u64 = 1_000;

/// Removes expired drafts with their answers and documents, and audits each removal. Stored bytes
/// follow within a day. Returns how many were removed.
///
/// # Errors
/// Database errors: the job is repeated, and what was removed stays so.
pub async fn expire_drafts(ctx: &Ctx) -> Result<u64> {
    let (now, months) = (ctx.clock.now(), ctx.ente.draft_months);
    // No month is shorter: whatever changed later than this is not over, the rest is looked at.
    let oldest = now.0 - i64::from(months) * 28 * DAY_MS;
    let rows: Vec<cases::Model> = cases::Entity::find()
        .filter(cases::Column::Phase.eq("draft"))
        .filter(cases::Column::UpdatedAt.lt(oldest))
        .order_by_asc(cases::Column::UpdatedAt)
        .limit(BATCH)
        .all(ctx.db.read())
        .await?;
    let over = |row: &cases::Model| Kept::since(Moment(row.updated_at), months).is_over(now);
    let portal = Actor::stranger(RequestId(ctx.ids.next()));
    let mut removed = 0;
    for row in rows.iter().take_while(|row| over(row)) {
        removed += remove(ctx, &portal, row).await?;
    }
    Ok(removed)
}

/// Removes the draft if it is still as it was read: one that was renewed or filed meanwhile stays.
async fn remove(ctx: &Ctx, portal: &Actor, row: &cases::Model) -> Result<u64> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let gone = cases::Entity::delete_many()
            .filter(cases::Column::Id.eq(row.id))
            .filter(cases::Column::Phase.eq("draft"))
            .filter(cases::Column::RowVersion.eq(row.row_version))
            .exec(&tx)
            .await?;
        if gone.rows_affected == 1 {
            audit::note(ctx, &tx, portal, "case.expire", format!("case:{}", CaseId(row.id)), "ok").await?;
        }
        tx.commit().await?;
        Ok(gone.rows_affected)
    })
    .await
}
