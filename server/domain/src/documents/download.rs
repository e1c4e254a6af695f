//! Reading a document: an address at the store, valid for a minute, for who may read the case.

use std::time::Duration;

use contract::{
    documents::DocumentText,
    ids::{CaseId, DocumentId, PointId},
    inspection::Report,
};
use entity::documents::{blobs, documents};
use sea_orm::EntityTrait;

use super::{DEED, OFFICE_ONLY, RESERVED_DEED, is_receipt, list::is_special};
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

/// How a browser is to take a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Saved as a file.
    Save,
    /// Shown in a page of its own, where its kind can be; else saved.
    Show,
}

/// The address of a document. Reading somebody else's is audited before it is answered, reading one's
/// own once for each session and case; it is never shown inside a page of the portal.
///
/// # Errors
/// [`Error::NotFound`] if there is none or the actor may not; the attempt is audited.
pub async fn download(ctx: &Ctx, actor: &Actor, id: DocumentId, take: Take) -> Result<Download> {
    let (row, blob) = readable(ctx, actor, id).await?;
    addressed(ctx, &row, &blob, take).await
}

/// The address of a document for somebody whose right to it was looked at before.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub(crate) async fn address(ctx: &Ctx, id: DocumentId, take: Take) -> Result<Download> {
    let none = || Error::NotFound(Kind::Document);
    let row = documents::Entity::find_by_id(id.0).one(ctx.db.read()).await?.ok_or_else(none)?;
    let blob = blobs::Entity::find_by_id(row.blob_id).one(ctx.db.read()).await?.ok_or_else(none)?;
    addressed(ctx, &row, &blob, take).await
}

async fn addressed(ctx: &Ctx, row: &documents::Model, blob: &blobs::Model, take: Take) -> Result<Download> {
    // What was not checked yet is nothing to be shown.
    let inline = take == Take::Show
        && blob.state == "verified"
        && matches!(blob.media_type.as_str(), "application/pdf" | "image/jpeg" | "image/png");
    let url = ctx.objects.get_url(&blob.key, &row.name, &blob.media_type, inline, VALID).await?;
    Ok(Download { url })
}

/// The text that was found in a document, for the same people.
///
/// # Errors
/// As [`download`].
pub async fn text(ctx: &Ctx, actor: &Actor, id: DocumentId) -> Result<DocumentText> {
    let (row, blob) = readable(ctx, actor, id).await?;
    let report: Option<Report> = blob.report.as_deref().map(serde_json::from_str).transpose()?;
    let text = report.and_then(|report| report.text).filter(|text| !text.trim().is_empty());
    Ok(DocumentText { document: id, case: CaseId(row.case_id), name: row.name, text })
}

/// Goes on only where this document of a case is for a reader of the case: an act for others alone is not for whose case it is,
/// nor what the office keeps for itself; what is of a special category is for who needs to know.
async fn for_reader(
    ctx: &Ctx,
    actor: &Actor,
    row: &documents::Model,
    opened: access::Opened,
) -> Result<access::Opened> {
    let (db, hidden) = (ctx.db.read(), || format!("document:{}", DocumentId(row.id)));
    let of_office = row.slot.starts_with(RESERVED_DEED) || row.slot == OFFICE_ONLY;
    if of_office && !access::works_on(db, actor, &opened.case).await? {
        return Err(Error::Hidden(hidden()));
    }
    match is_special(&opened.definition, &row.slot) {
        true => access::need_to_know(db, actor, opened, hidden).await,
        false => Ok(opened),
    }
}

/// A document and its bytes' row, for who may read it; the look is audited.
async fn readable(ctx: &Ctx, actor: &Actor, id: DocumentId) -> Result<(documents::Model, blobs::Model)> {
    let row = documents::Entity::find_by_id(id.0)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Document))?;
    let opened = match access::readable(ctx, actor, CaseId(row.case_id)).await {
        Ok(opened) => for_reader(ctx, actor, &row, opened).await,
        // Who is asked to sign reads all that they would sign; who received an act reads it, and who filed the receipt.
        Err(Error::Hidden(subject)) => {
            let case = CaseId(row.case_id);
            let mut found = access::readable_to_sign(ctx, actor, case, id).await?;
            if let (None, Some(seq)) = (&found, row.slot.strip_prefix(DEED).and_then(|seq| seq.parse().ok()))
            {
                found = access::readable_as_received(ctx, actor, case, seq).await?;
            }
            if found.is_none() && is_receipt(&row.slot) {
                found = access::readable_as_filed(ctx, actor, case).await?;
            }
            found.ok_or(Error::Hidden(subject))
        }
        Err(other) => Err(other),
    };
    let opened = access::guarded(ctx, actor, "document.read", opened).await?;
    let own = access::holds(actor, &opened.case);
    if !own && access::unsent(ctx.db.read(), row.point_id.map(PointId)).await? {
        return Err(Error::NotFound(Kind::Document));
    }
    if own {
        audit::note_own(ctx, actor, CaseId(row.case_id)).await?;
    } else {
        audit::note_now(ctx, actor, "document.read", format!("document:{id}"), "ok").await?;
    }
    let blob = blobs::Entity::find_by_id(row.blob_id)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Document))?;
    Ok((row, blob))
}
