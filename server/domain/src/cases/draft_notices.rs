//! Telling people that a draft of theirs is about to be removed: a month and a week before, once each.

use contract::{
    cases::Kept,
    ids::{CaseId, PersonId},
    messages::NoticeKind,
    time::Moment,
};
use entity::cases::cases;
use jiff::ToSpan;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ctx::Ctx,
    db::repeating,
    error::Result,
    messages::{self, About},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The days before the end, nearest first.
const BEFORE: [(i64, NoticeKind); 2] = [(7, NoticeKind::DraftEndsInWeek), (30, NoticeKind::DraftEndsInMonth)];

/// Looked at in one run at most; what was announced is not looked at again before its next day.
const BATCH: u64 = 5_000;

/// Orders the notices that are due. Returns how many drafts were looked at. A draft that is changed or renewed
/// begins anew, and so do its notices.
///
/// # Errors
/// Database errors: the job is repeated, and what was ordered is not ordered again.
pub async fn announce_drafts(ctx: &Ctx) -> Result<usize> {
    if ctx.post.mail.is_none() {
        return Ok(0);
    }
    let (now, months) = (ctx.clock.now(), ctx.ente.draft_months);
    let longest = BEFORE.iter().map(|(days, _)| *days).max().unwrap_or(0);
    // No month is shorter: whatever changed later than this is not near its end.
    let changed_before = now.0 - (i64::from(months) * 28 - longest) * DAY_MS;
    let rows = cases::Entity::find()
        .filter(cases::Column::Phase.eq("draft"))
        .filter(cases::Column::UpdatedAt.lt(changed_before))
        .order_by_asc(cases::Column::UpdatedAt)
        .limit(BATCH)
        .all(ctx.db.read())
        .await?;
    for row in &rows {
        if let Some(about) = due(row, now, months) {
            repeating(|| async {
                let tx = ctx.db.begin().await?;
                messages::notify(ctx, &tx, about.clone()).await?;
                tx.commit().await?;
                Ok(())
            })
            .await?;
        }
    }
    Ok(rows.len())
}

/// The notice that is due for a draft: only the latest, where the portal did not run for a while.
fn due(row: &cases::Model, now: Moment, months: u8) -> Option<About> {
    let kept = Kept::since(Moment(row.updated_at), months);
    if kept.is_over(now) {
        return None;
    }
    let reached = |days: &i64| kept.until.day().checked_sub(days.days()).is_ok_and(|from| from <= now.day());
    let (_, kind) = BEFORE.into_iter().find(|(days, _)| reached(days))?;
    let id = CaseId(row.id);
    Some(About {
        person: PersonId(row.held_by),
        kind,
        case: id,
        about: None,
        once: format!("{}:{id}:{}", kind.as_str(), kept.until.day()),
    })
}
