//! A document given whole: the plain form, without any script.

use std::path::Path;

use bytes::Bytes;
use contract::{
    Code,
    ids::{CaseId, DocumentId, PointId, UploadId},
    inspection::{FileKind, Outcome, Report},
};
use entity::documents::{blobs, documents, uploads};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::list;
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    jobs::{self, Work},
    procedures::Slot,
};

/// A file received in a form, spooled to disk.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    /// The case.
    pub case: CaseId,
    /// The document it answers.
    pub slot: &'a str,
    /// Its name as the browser said.
    pub name: &'a str,
    /// Where it is spooled.
    pub file: &'a Path,
    /// Size in bytes.
    pub size: u64,
}

/// Stores a file and adds it to the draft; its check begins at once.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case or an unknown document; [`Error::Refused`] with
/// `FileEmpty`, `FileTooBig`, `TooManyFiles`; [`Error::Unavailable`] if the store is down: nothing
/// is added then.
pub async fn give(ctx: &Ctx, actor: &Actor, given: &Given<'_>) -> Result<DocumentId> {
    let outcome = give_inner(ctx, actor, given).await;
    access::guarded(ctx, actor, "case.fill", outcome).await
}

async fn give_inner(ctx: &Ctx, actor: &Actor, given: &Given<'_>) -> Result<DocumentId> {
    let opened = access::draft(ctx, ctx.db.read(), actor, given.case).await?;
    let slot = opened.definition.slot(given.slot).ok_or(Error::NotFound(Kind::Document))?;
    demand_room(ctx.db.read(), given.case, slot, given.size).await?;
    let key = new_key(ctx);
    ctx.objects.put_file(&key, given.file, OPAQUE).await?;
    ctx.fail.reached("give.stored");
    let stored = Stored { name: given.name, key: &key, size: given.size, upload: None };
    add(ctx, actor, given.case, slot, &stored).await
}

/// Stores a file and adds it to the answer to a point of the office's request, while that is open.
///
/// # Errors
/// As [`give`]; [`Error::NotFound`] if nothing is asked there, or answers take no files.
pub(crate) async fn give_answer(
    ctx: &Ctx,
    actor: &Actor,
    given: &Given<'_>,
    point: PointId,
) -> Result<DocumentId> {
    let opened = access::open_point(ctx, ctx.db.read(), actor, given.case, point).await?;
    let slot = opened.definition.answer_slot.as_ref().ok_or(Error::NotFound(Kind::Document))?;
    demand_place(ctx.db.read(), point, slot, given.size).await?;
    let key = new_key(ctx);
    ctx.objects.put_file(&key, given.file, OPAQUE).await?;
    ctx.fail.reached("give.stored");
    let stored = Stored { name: given.name, key: &key, size: given.size, upload: None };
    add_answer(ctx, actor, given.case, point, &stored).await
}

/// Adds a stored object to the answer to a point and orders its check.
pub(super) async fn add_answer(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    point: PointId,
    stored: &Stored<'_>,
) -> Result<DocumentId> {
    let (id, blob) = (DocumentId(ctx.ids.next()), ctx.ids.next());
    let added = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, case).await?;
        if let Some(first) = document_of(&tx, stored.upload).await? {
            drop(tx);
            // Who finished it first may still be waiting for the disk.
            ctx.db.settled().await?;
            return Ok(first);
        }
        let opened = access::open_point(ctx, &tx, actor, case, point).await?;
        let slot = opened.definition.answer_slot.as_ref().ok_or(Error::NotFound(Kind::Document))?;
        demand_place(&tx, point, slot, stored.size).await?;
        let place = Place { case, slot: &slot.id, point: Some(point) };
        insert_stored(ctx, &tx, (id, blob), place, stored, actor.person()?.0).await?;
        tx.commit().await?;
        Ok(id)
    })
    .await?;
    ctx.wake.notify_one();
    Ok(added)
}

/// Whether a file of this size can be added to the answer to a point.
pub(super) async fn demand_place(
    db: &impl ConnectionTrait,
    point: PointId,
    slot: &Slot,
    size: u64,
) -> Result<()> {
    demand_size(slot, size)?;
    let there = documents::Entity::find().filter(documents::Column::PointId.eq(point.0)).count(db).await?;
    if there >= u64::from(slot.max_files) {
        return Err(Error::Refused(Code::TooManyFiles));
    }
    Ok(())
}

/// What the store is told of every file: its real type is known after the check.
pub(super) const OPAQUE: &str = "application/octet-stream";

/// An opaque key; its identifier carries the time, which the sweep reads.
pub(super) fn new_key(ctx: &Ctx) -> String {
    format!("o/{}", ctx.ids.next())
}

/// Whether a file of this size can be added to the slot.
pub(super) async fn demand_room(
    db: &impl ConnectionTrait,
    case: CaseId,
    slot: &Slot,
    size: u64,
) -> Result<()> {
    demand_size(slot, size)?;
    if list::count(db, case, &slot.id).await? >= u64::from(slot.max_files) {
        return Err(Error::Refused(Code::TooManyFiles));
    }
    Ok(())
}

fn demand_size(slot: &Slot, size: u64) -> Result<()> {
    if size == 0 {
        return Err(Error::Refused(Code::FileEmpty));
    }
    if size > slot.max_bytes {
        return Err(Error::Refused(Code::FileTooBig));
    }
    Ok(())
}

/// Where a document belongs.
pub(super) struct Place<'a> {
    pub(super) case: CaseId,
    pub(super) slot: &'a str,
    /// The point of the office's request that it answers.
    pub(super) point: Option<PointId>,
}

/// Bytes that the store has, about to become a document.
pub(super) struct Stored<'a> {
    pub(super) name: &'a str,
    pub(super) key: &'a str,
    pub(super) size: u64,
    /// The upload they came by, which becomes one document only.
    pub(super) upload: Option<UploadId>,
}

/// Adds a stored object to the draft and orders its check.
pub(super) async fn add(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    slot: &Slot,
    stored: &Stored<'_>,
) -> Result<DocumentId> {
    let id = DocumentId(ctx.ids.next());
    let blob = ctx.ids.next();
    let added = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::draft(ctx, &tx, actor, case).await?;
        // Holds the draft's row: who finishes the same upload at this moment waits here.
        access::touch_draft(ctx, &tx, case).await?;
        if let Some(first) = document_of(&tx, stored.upload).await? {
            drop(tx);
            // Who finished it first may still be waiting for the disk.
            ctx.db.settled().await?;
            return Ok(first);
        }
        demand_room(&tx, case, slot, stored.size).await?;
        let place = Place { case, slot: &slot.id, point: None };
        insert_stored(ctx, &tx, (id, blob), place, stored, actor.person()?.0).await?;
        ctx.fail.reached("give.written");
        tx.commit().await?;
        Ok(id)
    })
    .await?;
    ctx.wake.notify_one();
    Ok(added)
}

/// Makes a document of a stored object, says so of its upload, and orders the check.
async fn insert_stored(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (id, blob): (DocumentId, Uuid),
    place: Place<'_>,
    stored: &Stored<'_>,
    author: Uuid,
) -> Result<()> {
    insert_blob(ctx, tx, blob, stored.key, stored.size, "checking", None).await?;
    insert_document(ctx, tx, id, place, stored.name, blob, author).await?;
    if let Some(upload) = stored.upload {
        uploads::Entity::update_many()
            .col_expr(uploads::Column::DocumentId, Expr::value(Some(id.0)))
            .filter(uploads::Column::Id.eq(upload.0))
            .exec(tx)
            .await?;
    }
    jobs::enqueue(ctx, tx, &Work::CheckDocument { document: id }, ctx.clock.now(), None).await
}

/// The document that an upload has become already.
async fn document_of(tx: &impl ConnectionTrait, upload: Option<UploadId>) -> Result<Option<DocumentId>> {
    let Some(upload) = upload else { return Ok(None) };
    let row = uploads::Entity::find_by_id(upload.0).one(tx).await?;
    Ok(row.and_then(|row| row.document_id).map(DocumentId))
}

/// Stores a document that the portal made itself. Done twice, the first stands.
pub(crate) async fn store_generated(
    ctx: &Ctx,
    case: CaseId,
    author: Uuid,
    slot: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<()> {
    let sha256 = hex::encode(Sha256::digest(&bytes));
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let key = new_key(ctx);
    ctx.objects.put_bytes(&key, Bytes::from(bytes), "application/pdf").await?;
    ctx.fail.reached("receipt.stored");
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let there = documents::Entity::find()
            .filter(documents::Column::CaseId.eq(case.0))
            .filter(documents::Column::Slot.eq(slot))
            .one(&tx)
            .await?;
        if there.is_some() {
            return Ok(());
        }
        let report = Report::unopened(FileKind::Pdf, Outcome::Opened);
        let blob = ctx.ids.next();
        insert_blob(ctx, &tx, blob, &key, size, "verified", Some((&sha256, &report))).await?;
        let blob = super::check::holder_of(&tx, &sha256).await?.unwrap_or(blob);
        let id = DocumentId(ctx.ids.next());
        insert_document(ctx, &tx, id, Place { case, slot, point: None }, name, blob, author).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

pub(super) async fn insert_blob(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: Uuid,
    key: &str,
    size: u64,
    state: &str,
    known: Option<(&str, &Report)>,
) -> Result<()> {
    let row = blobs::ActiveModel {
        id: Set(id),
        key: Set(key.to_owned()),
        size: Set(i64::try_from(size).unwrap_or(i64::MAX)),
        sha256: Set(known.map(|(sha256, _)| sha256.to_owned())),
        media_type: Set(known.map_or(OPAQUE, |(_, report)| media_type(report.kind)).to_owned()),
        state: Set(state.to_owned()),
        report: Set(known.map(|(_, report)| serde_json::to_string(report)).transpose()?),
        created_at: Set(ctx.clock.now().0),
    };
    let same_bytes = OnConflict::column(blobs::Column::Sha256)
        .target_and_where(Expr::col(blobs::Column::Sha256).is_not_null())
        .do_nothing()
        .to_owned();
    blobs::Entity::insert(row).on_conflict(same_bytes).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn insert_document(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: DocumentId,
    place: Place<'_>,
    name: &str,
    blob: Uuid,
    author: Uuid,
) -> Result<()> {
    let row = documents::ActiveModel {
        id: Set(id.0),
        case_id: Set(place.case.0),
        slot: Set(place.slot.to_owned()),
        point_id: Set(place.point.map(|point| point.0)),
        name: Set(clean_name(name)),
        blob_id: Set(blob),
        uploaded_by: Set(author),
        uploaded_at: Set(ctx.clock.now().0),
    };
    documents::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The media type of a kind, for the store's answers.
pub(super) fn media_type(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Pdf => "application/pdf",
        FileKind::P7m => "application/pkcs7-mime",
        FileKind::Jpeg => "image/jpeg",
        FileKind::Png => "image/png",
        FileKind::Other => OPAQUE,
    }
}

/// The last part of a path, without control characters, at most 150 characters.
pub(super) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let clean: String = last.chars().filter(|c| !c.is_control()).take(150).collect();
    if clean.trim().is_empty() { "documento".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn a_file_name_is_only_ever_a_name() {
        for (given, kept) in [
            ("relazione.pdf.p7m", "relazione.pdf.p7m"),
            ("C:\\Documenti\\pianta.pdf", "pianta.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nb.pdf", "ab.pdf"),
            ("", "documento"),
        ] {
            assert_eq!(clean_name(given), kept);
        }
    }
}
