//! Reading a document: an address at the store, valid for a minute, for who may read the case.

use std::time::Duration;

use contract::ids::{CaseId, DocumentId};
use entity::documents::{blobs, documents};
use sea_orm::EntityTrait;

use super::list::is_special;
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
};

/// Where a browser reads a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The address.
    pub url: String,
}

const VALID: Duration = Duration::from_secs(60);

/// The address of a document. Reading somebody else's is audited before it is answered, reading one's
/// own once for each session and case; it is always saved as a file, never shown inside a page of the
/// portal.
///
/// # Errors
/// [`Error::NotFound`] if there is none or the actor may not; the attempt is audited.
pub async fn download(ctx: &Ctx, actor: &Actor, id: DocumentId) -> Result<Download> {
    let row = documents::Entity::find_by_id(id.0)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Document))?;
    let opened = match access::readable(ctx, actor, CaseId(row.case_id)).await {
        Ok(opened) if is_special(&opened.definition, &row.slot) => {
            access::need_to_know(actor, opened, || format!("document:{id}"))
        }
        // Who is asked to sign reads all that they would sign.
        Err(Error::Hidden(subject)) => {
            access::readable_to_sign(ctx, actor, CaseId(row.case_id), id).await?.ok_or(Error::Hidden(subject))
        }
        opened => opened,
    };
    let opened = access::guarded(ctx, actor, "document.read", opened).await?;
    if actor.person.is_some_and(|person| person.0 == opened.case.created_by) {
        audit::note_own(ctx, actor, CaseId(row.case_id)).await?;
    } else {
        audit::note_now(ctx, actor, "document.read", format!("document:{id}"), "ok").await?;
    }
    let blob = blobs::Entity::find_by_id(row.blob_id)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Document))?;
    let url = ctx.objects.get_url(&blob.key, &row.name, &blob.media_type, false, VALID).await?;
    Ok(Download { url })
}
