//! Verification of what is stored: every document's bytes are there and are those that were given.

use entity::documents::blobs;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::check::fetch;
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    ports::PortError,
};

/// Blobs read from the database at once.
const BATCH: u64 = 500;

/// What the verification of the store found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoreVerdict {
    /// Objects looked at.
    pub objects: u64,
    /// Keys of objects that are not there.
    pub missing: Vec<String>,
    /// Keys of objects whose bytes are others than those that were given.
    pub changed: Vec<String>,
}

/// Reads every object that a blob names and compares it with the hash that the portal computed when it
/// was given. Called from the command line and from tests.
///
/// # Errors
/// Database or store down.
pub async fn verify_store(ctx: &Ctx) -> Result<StoreVerdict> {
    let mut verdict = StoreVerdict::default();
    let mut after = None;
    let spool = tempfile::NamedTempFile::new().map_err(anyhow::Error::from)?;
    loop {
        let mut select = blobs::Entity::find().order_by_asc(blobs::Column::Id).limit(BATCH);
        if let Some(after) = after {
            select = select.filter(blobs::Column::Id.gt(after));
        }
        let rows = select.all(ctx.db.read()).await?;
        let Some(last) = rows.last() else { return Ok(verdict) };
        after = Some(last.id);
        for blob in &rows {
            verdict.objects += 1;
            if ctx.objects.head(&blob.key).await?.is_none() {
                verdict.missing.push(blob.key.clone());
                continue;
            }
            let Some(given) = &blob.sha256 else { continue };
            match fetch(ctx, &blob.key, spool.path()).await {
                Ok(found) if found == *given => {}
                Ok(_) => verdict.changed.push(blob.key.clone()),
                // The store's own check of a file that was cut or overwritten.
                Err(Error::Internal(cause)) if cause.is::<PortError>() => {
                    verdict.changed.push(blob.key.clone());
                }
                Err(other) => return Err(other),
            }
        }
    }
}
