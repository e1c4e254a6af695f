//! Days of rest that changed: the terms that were counted with the old ones are counted anew, as the journal tells them.
//! What ended by itself meanwhile stays so.

use contract::ids::CaseId;
use engine::{Chart, Standing};
use entity::cases::{case_terms, cases, reckonings};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{History, kept};
use crate::{
    access,
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    jobs, procedures,
};

/// The name under which the days of rest stand that terms were counted with.
pub(in crate::cases) const TERMS: &str = "terms";

/// The rule by which terms are counted. Whoever changes the rule counts this on.
const TERMS_RULE: &str = "2";

/// What tells days of rest, and the rule that counts with them, from others.
///
/// # Errors
/// [`Error::Internal`] if they are no JSON.
pub(in crate::cases) fn calendar_hash(ctx: &Ctx) -> Result<String> {
    Ok(hex::encode(Sha256::digest(format!("{TERMS_RULE} {}", serde_jcs::to_string(&ctx.lists.calendar)?))))
}

/// Cases whose ids are read at once.
const BATCH: u64 = 1_000;

/// Counts the terms of every case anew by the days of rest of this hash, and orders their ends for the new days. Called
/// by a job; returns in how many cases something changed. Nothing is done for days of rest that are others again.
///
/// # Errors
/// Database errors, or [`Error::Internal`] on an instance that runs with other days of rest: the job is repeated.
pub async fn recount_terms(ctx: &Ctx, calendar: &str) -> Result<u64> {
    let wanted = reckonings::Entity::find_by_id(TERMS).one(ctx.db.read()).await?;
    if wanted.is_none_or(|row| row.made_with != calendar) {
        return Ok(0);
    }
    if calendar_hash(ctx)? != calendar {
        return Err(Error::Internal(anyhow::anyhow!("this instance runs with other days of rest")));
    }
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let ids: Vec<Uuid> = case_terms::Entity::find()
            .select_only()
            .column(case_terms::Column::CaseId)
            .distinct()
            .filter(case_terms::Column::CaseId.gt(after))
            .order_by_asc(case_terms::Column::CaseId)
            .limit(BATCH)
            .into_tuple()
            .all(ctx.db.read())
            .await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for id in ids {
            match repeating(|| recount(ctx, CaseId(id))).await {
                // One case that cannot be read keeps nobody from counting the others.
                Err(error @ (Error::Internal(_) | Error::NotFound(_))) => {
                    tracing::error!(case = %id, %error, "the terms of a case could not be counted anew");
                }
                done => count += u64::from(done?),
            }
        }
    }
    ctx.wake.notify_one();
    Ok(count)
}

/// Counts the terms of one case anew. Whether something changed.
async fn recount(ctx: &Ctx, id: CaseId) -> Result<bool> {
    let case = access::row(ctx.db.read(), id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    // Most cases end on the same days: nobody has to wait for that to be seen.
    if compared(ctx.db.read(), &chart, &case).await?.is_none() {
        return Ok(false);
    }
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let case = access::row(&tx, id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let Some((before, after)) = compared(&tx, &chart, &case).await? else { return Ok(false) };
    let today = ctx.clock.now().day();
    let works = kept::store_recounted(&tx, &chart, &case, &before, &after, today).await?;
    jobs::enqueue_each(ctx, &tx, works).await?;
    tx.commit().await?;
    Ok(true)
}

/// Where the case stands as it was counted, and as it is counted now; nothing if that is the same.
async fn compared(
    db: &impl ConnectionTrait,
    chart: &Chart<'_>,
    case: &cases::Model,
) -> Result<Option<(Standing, Standing)>> {
    let before = kept::stored(db, chart, case).await?;
    let after = match History::load(db, CaseId(case.id)).await?.replay(chart) {
        Ok(replayed) => replayed.standing,
        Err(why) => {
            tracing::warn!(case.id = %case.id, %why, "the journal does not lead to the terms on record");
            kept::rolled(chart, before.clone())
        }
    };
    Ok((!kept::same(&before, &after)).then_some((before, after)))
}
