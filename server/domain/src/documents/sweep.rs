//! Removing what nobody refers to any more, a day after it was stored.

use contract::time::Moment;
use entity::{
    documents::{blobs, documents, uploads},
    office::backups,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{ctx::Ctx, db::repeating, error::Result};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Gives up uploads that were never finished, forgets blobs without documents, removes objects
/// without blobs. All at least a day old. Returns how many objects were removed: none while a backup
/// is under way, which has read the database and has yet to read the objects that it names.
///
/// # Errors
/// Store or database down: the job is repeated.
pub async fn sweep_objects(ctx: &Ctx) -> Result<u64> {
    let old = ctx.clock.now().0 - DAY_MS;
    if backed_up_now(ctx, old).await? {
        return Ok(0);
    }
    abort_old_uploads(ctx, old).await?;
    forget_orphans(ctx, old).await?;
    remove_unreferenced(ctx, old).await
}

/// Whether a backup began since `old` and has not ended: an older one was cut off.
async fn backed_up_now(ctx: &Ctx, old: i64) -> Result<bool> {
    let running = backups::Entity::find()
        .filter(backups::Column::EndedAt.is_null())
        .filter(backups::Column::StartedAt.gt(old))
        .one(ctx.db.read())
        .await?;
    Ok(running.is_some())
}

async fn abort_old_uploads(ctx: &Ctx, old: i64) -> Result<()> {
    let rows = uploads::Entity::find()
        .filter(uploads::Column::CreatedAt.lt(old))
        .limit(1_000)
        .all(ctx.db.read())
        .await?;
    for row in rows {
        if row.document_id.is_none() {
            ctx.objects.abort_upload(&row.key, &row.store_upload).await?;
        }
        uploads::Entity::delete_by_id(row.id).exec(ctx.db.writer()).await?;
    }
    Ok(())
}

async fn forget_orphans(ctx: &Ctx, old: i64) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let used = documents::Entity::find().select_only().column(documents::Column::BlobId).into_query();
        blobs::Entity::delete_many()
            .filter(blobs::Column::CreatedAt.lt(old))
            .filter(blobs::Column::Id.not_in_subquery(used))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn remove_unreferenced(ctx: &Ctx, old: i64) -> Result<u64> {
    let mut removed = 0;
    let mut after: Option<String> = None;
    loop {
        let page = ctx.objects.list("o/", after.as_deref()).await?;
        let Some(last) = page.last() else { return Ok(removed) };
        after = Some(last.key.clone());
        for object in &page {
            let aged = stored_at(&object.key).is_some_and(|at| at.0 < old);
            if !aged {
                continue;
            }
            let known =
                blobs::Entity::find().filter(blobs::Column::Key.eq(&object.key)).one(ctx.db.read()).await?;
            if known.is_none() {
                ctx.objects.delete(&object.key).await?;
                removed += 1;
            }
        }
    }
}

/// When the key was made: its identifier carries the time.
fn stored_at(key: &str) -> Option<Moment> {
    let id = Uuid::parse_str(key.strip_prefix("o/")?).ok()?;
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    Some(Moment(i64::try_from(seconds).ok()? * 1000 + i64::from(nanos / 1_000_000)))
}
