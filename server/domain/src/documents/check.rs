//! The check of what was uploaded: the portal hashes it, the child process opens it.

use std::time::Duration;

use contract::{
    ids::{CaseId, DocumentId},
    inspection::{Outcome, Report},
};
use entity::{
    cases::{cases, receipts},
    documents::{blobs, documents},
};
use futures_util::StreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::give::media_type;
use crate::{
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    jobs::{self, Work},
};

/// Hashes and inspects a document's bytes and records the verdict. Repeating it changes nothing.
///
/// # Errors
/// Store or database down: the job is repeated. A file that breaks its reader is a verdict, no error.
pub async fn check_document(ctx: &Ctx, id: DocumentId) -> Result<()> {
    let Some(document) = documents::Entity::find_by_id(id.0).one(ctx.db.read()).await? else {
        return Ok(());
    };
    let Some(blob) = blobs::Entity::find_by_id(document.blob_id).one(ctx.db.read()).await? else {
        return Ok(());
    };
    if blob.state != "checking" {
        return Ok(());
    }
    let spool = tempfile::NamedTempFile::new().map_err(anyhow::Error::from)?;
    let sha256 = fetch(ctx, &blob.key, spool.path()).await?;
    let report = ctx.inspector.inspect(spool.path()).await?;
    ctx.fail.reached("check.inspected");
    repeating(|| record(ctx, &blob, &sha256, &report)).await
}

/// Copies an object to a file and returns its SHA-256.
pub(super) async fn fetch(ctx: &Ctx, key: &str, to: &std::path::Path) -> Result<String> {
    let io = |err: std::io::Error| Error::Internal(err.into());
    let mut bytes = ctx.objects.get(key).await?;
    let mut file = tokio::fs::File::create(to).await.map_err(io)?;
    let mut hasher = Sha256::new();
    while let Some(piece) = bytes.next().await {
        let piece = piece?;
        hasher.update(&piece);
        file.write_all(&piece).await.map_err(io)?;
    }
    file.flush().await.map_err(io)?;
    Ok(hex::encode(hasher.finalize()))
}

async fn record(ctx: &Ctx, blob: &blobs::Model, sha256: &str, report: &Report) -> Result<()> {
    let tx = ctx.db.begin().await?;
    match holder_of(&tx, sha256).await? {
        // The same bytes are stored already: every document points there, the copy is swept.
        Some(first) if first != blob.id => {
            documents::Entity::update_many()
                .col_expr(documents::Column::BlobId, Expr::value(first))
                .filter(documents::Column::BlobId.eq(blob.id))
                .exec(&tx)
                .await?;
            blobs::Entity::delete_by_id(blob.id).exec(&tx).await?;
        }
        _ => {
            let state = if report.outcome == Outcome::Opened { "verified" } else { "to_examine" };
            blobs::Entity::update_many()
                .col_expr(blobs::Column::State, Expr::value(state))
                .col_expr(blobs::Column::Sha256, Expr::value(Some(sha256.to_owned())))
                .col_expr(blobs::Column::MediaType, Expr::value(media_type(report.kind)))
                .col_expr(blobs::Column::Report, Expr::value(Some(serde_json::to_string(report)?)))
                .filter(blobs::Column::Id.eq(blob.id))
                .exec(&tx)
                .await?;
        }
    }
    found_by(ctx, &tx, blob, sha256).await?;
    ctx.fail.reached("check.written");
    tx.commit().await?;
    Ok(())
}

/// The filed cases that hold these bytes are found by their words from now on.
async fn found_by(ctx: &Ctx, tx: &impl ConnectionTrait, blob: &blobs::Model, sha256: &str) -> Result<()> {
    let holder = holder_of(tx, sha256).await?.unwrap_or(blob.id);
    let filed =
        documents::Entity::belongs_to(cases::Entity).from(documents::Column::CaseId).to(cases::Column::Id);
    let filed: Vec<Uuid> = documents::Entity::find()
        .select_only()
        .column(documents::Column::CaseId)
        .join(JoinType::InnerJoin, filed.into())
        .filter(documents::Column::BlobId.eq(holder))
        .filter(cases::Column::Number.is_not_null())
        .distinct()
        .into_tuple()
        .all(tx)
        .await?;
    for case in filed {
        let work = Work::IndexCase { case: CaseId(case) };
        jobs::enqueue(ctx, tx, &work, ctx.clock.now(), None).await?;
        if receipts::Entity::find_by_id(case).one(tx).await?.is_some() {
            // It waited for this hash, or is there already and stays.
            let work = Work::MakeReceipt { case: CaseId(case) };
            jobs::enqueue(ctx, tx, &work, ctx.clock.now(), None).await?;
        }
    }
    Ok(())
}

/// The blob that holds these bytes, where one does.
pub(super) async fn holder_of(db: &impl ConnectionTrait, sha256: &str) -> Result<Option<Uuid>> {
    let row = blobs::Entity::find().filter(blobs::Column::Sha256.eq(sha256)).one(db).await?;
    Ok(row.map(|row| row.id))
}

/// Waits a little for a document's check, so that most people see its outcome on the next page.
///
/// # Errors
/// Database errors.
pub async fn settled(ctx: &Ctx, id: DocumentId, patience: Duration) -> Result<()> {
    let mut waited = Duration::ZERO;
    let pause = Duration::from_millis(40);
    while waited < patience {
        let Some(document) = documents::Entity::find_by_id(id.0).one(ctx.db.read()).await? else {
            return Ok(());
        };
        let blob = blobs::Entity::find_by_id(document.blob_id).one(ctx.db.read()).await?;
        if blob.is_none_or(|blob| blob.state != "checking") {
            return Ok(());
        }
        tokio::time::sleep(pause).await;
        waited += pause;
    }
    Ok(())
}
