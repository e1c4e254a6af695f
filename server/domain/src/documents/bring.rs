//! A document that the office was brought: on paper, by certified mail.

use std::path::Path;

use contract::{
    Code,
    ids::{CaseId, DocumentId, PersonId},
};
use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

use super::give::{OPAQUE, Place, insert_blob, insert_document, new_key};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    jobs::{self, Work},
};

/// A file that the office was brought, stored and about to be put into a case.
#[derive(Debug, Clone)]
pub(crate) struct Brought {
    /// The document that it becomes.
    pub(crate) id: DocumentId,
    /// SHA-256 of its bytes, for the journal.
    pub(crate) sha256: String,
    name: String,
    key: String,
    size: u64,
}

/// Stores a file that came another way.
///
/// # Errors
/// [`Error::Refused`] with `FileEmpty` or `FileTooBig`; [`Error::Unavailable`] if the store is down.
pub(crate) async fn bring(ctx: &Ctx, name: &str, file: &Path, size: u64) -> Result<Brought> {
    if size == 0 {
        return Err(Error::Refused(Code::FileEmpty));
    }
    if size > LARGEST_BROUGHT {
        return Err(Error::Refused(Code::FileTooBig));
    }
    let key = new_key(ctx);
    ctx.objects.put_file(&key, file, OPAQUE).await?;
    let sha256 = digest_of(file.to_owned()).await?;
    Ok(Brought { id: DocumentId(ctx.ids.next()), sha256, name: name.to_owned(), key, size })
}

/// SHA-256 of a file on disk, beside the threads that serve.
async fn digest_of(file: std::path::PathBuf) -> Result<String> {
    let digest = tokio::task::spawn_blocking(move || -> std::io::Result<String> {
        let mut hasher = Sha256::new();
        std::io::copy(&mut std::fs::File::open(file)?, &mut hasher)?;
        Ok(hex::encode(hasher.finalize()))
    });
    let digest = digest.await.map_err(|err| Error::Internal(err.into()))?;
    digest.map_err(|err| Error::Internal(err.into()))
}

/// The largest file that a clerk puts into a case, in bytes: 500 MB.
const LARGEST_BROUGHT: u64 = 500 * 1024 * 1024;

/// Puts a stored file into a case, in one of the office's own slots, and orders its check, in the caller's transaction.
pub(crate) async fn put_down(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    brought: &Brought,
    (slot, by): (&str, PersonId),
) -> Result<()> {
    let (id, blob) = (brought.id, ctx.ids.next());
    insert_blob(ctx, tx, blob, &brought.key, brought.size, "checking", None).await?;
    let place = Place { case, slot, point: None };
    insert_document(ctx, tx, id, place, &brought.name, blob, by.0).await?;
    jobs::enqueue(ctx, tx, &Work::CheckDocument { document: id }, ctx.clock.now(), None).await?;
    Ok(())
}
