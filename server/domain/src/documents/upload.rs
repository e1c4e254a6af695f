//! A document given in parts, straight from the browser to the object store.

use std::time::Duration;

use contract::{
    Code,
    documents::{PartAddress, UploadPlan, UploadStart},
    ids::{CaseId, DocumentId, PointId, UploadId},
};
use entity::documents::uploads;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::give;
use crate::{
    access,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    ports::{PortError, UploadedPart},
};

/// Bytes of every part but the last: small enough to repeat on a flaky line, and the least S3 takes
/// is 5 MiB.
pub const PART_SIZE: u64 = 5 * 1024 * 1024;

/// Uploads of one draft that are under way or were broken off today: more would only fill the disk.
const MAX_OPEN: u64 = 40;

/// How long the address of a part is good for.
const PART_VALID: Duration = Duration::from_secs(15 * 60);

/// Opens an upload.
///
/// # Errors
/// As [`super::give`], before a byte is sent.
pub async fn begin_upload(ctx: &Ctx, actor: &Actor, case: CaseId, start: &UploadStart) -> Result<UploadPlan> {
    let outcome = begin_inner(ctx, actor, case, start).await;
    access::guarded(ctx, actor, done(start.point), outcome).await
}

/// What the audit calls it.
fn done(point: Option<PointId>) -> &'static str {
    if point.is_some() { "case.reply" } else { "case.fill" }
}

async fn begin_inner(ctx: &Ctx, actor: &Actor, case: CaseId, start: &UploadStart) -> Result<UploadPlan> {
    let db = ctx.db.read();
    let slot = if let Some(point) = start.point {
        let opened = access::open_point(ctx, db, actor, case, point).await?;
        let slot = opened.definition.answer_slot.as_ref().ok_or(Error::NotFound(Kind::Document))?;
        give::demand_place(db, point, slot, start.size).await?;
        slot.id.clone()
    } else {
        let opened = access::draft(ctx, db, actor, case).await?;
        let slot = opened.definition.slot(&start.slot).ok_or(Error::NotFound(Kind::Document))?;
        give::demand_room(db, case, slot, start.size).await?;
        slot.id.clone()
    };
    let open = uploads::Entity::find()
        .filter(uploads::Column::CaseId.eq(case.0))
        .filter(uploads::Column::DocumentId.is_null())
        .count(ctx.db.read())
        .await?;
    if open >= MAX_OPEN {
        return Err(Error::Refused(Code::TooManyFiles));
    }
    let parts = u32::try_from(start.size.div_ceil(PART_SIZE)).unwrap_or(u32::MAX);
    let key = give::new_key(ctx);
    let store_upload = ctx.objects.begin_upload(&key, give::OPAQUE).await?;
    let id = UploadId(ctx.ids.next());
    let row = uploads::ActiveModel {
        id: Set(id.0),
        case_id: Set(case.0),
        slot: Set(slot),
        point_id: Set(start.point.map(|point| point.0)),
        name: Set(give::clean_name(&start.name)),
        size: Set(i64::try_from(start.size).unwrap_or(i64::MAX)),
        key: Set(key),
        store_upload: Set(store_upload),
        created_by: Set(actor.person()?.0),
        created_at: Set(ctx.clock.now().0),
        document_id: Set(None),
    };
    uploads::Entity::insert(row).exec_without_returning(ctx.db.writer()).await?;
    ctx.db.settled().await?;
    Ok(UploadPlan { upload: id, part_size: PART_SIZE, parts })
}

/// Where the browser puts part `number`, from 1.
///
/// # Errors
/// [`Error::NotFound`] if the upload is not the actor's or has no such part.
pub async fn part_address(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    upload: UploadId,
    number: u32,
) -> Result<PartAddress> {
    let row = own_upload(ctx, actor, case, upload).await?;
    let parts = u64::try_from(row.size).unwrap_or(0).div_ceil(PART_SIZE);
    if number == 0 || u64::from(number) > parts {
        return Err(Error::NotFound(Kind::Upload));
    }
    let number = i32::try_from(number).unwrap_or(i32::MAX);
    let url = ctx.objects.part_url(&row.key, &row.store_upload, number, PART_VALID).await?;
    Ok(PartAddress { url })
}

/// Joins the parts and adds the document to the draft, or to the answer that waits for it. Called again, the first
/// document stands.
///
/// # Errors
/// [`Error::Refused`] with `UploadBroken` if parts are missing or the size is not what was said.
pub async fn finish_upload(ctx: &Ctx, actor: &Actor, case: CaseId, upload: UploadId) -> Result<DocumentId> {
    let row = own_upload(ctx, actor, case, upload).await?;
    if let Some(document) = row.document_id {
        ctx.db.settled().await?;
        return Ok(DocumentId(document));
    }
    let size = u64::try_from(row.size).unwrap_or(0);
    let stored = give::Stored { name: &row.name, key: &row.key, size, upload: Some(upload) };
    if let Some(point) = row.point_id.map(PointId) {
        let opened = access::open_point(ctx, ctx.db.read(), actor, case, point).await;
        access::guarded(ctx, actor, done(Some(point)), opened).await?;
        join(ctx, &row).await?;
        return give::add_answer(ctx, actor, case, point, &stored).await;
    }
    let opened = access::draft(ctx, ctx.db.read(), actor, case).await;
    let opened = access::guarded(ctx, actor, done(None), opened).await?;
    let slot = opened.definition.slot(&row.slot).ok_or(Error::NotFound(Kind::Document))?;
    join(ctx, &row).await?;
    ctx.fail.reached("upload.completed");
    give::add(ctx, actor, case, slot, &stored).await
}

/// Joins the parts, which must be those announced and no others, into the object announced.
async fn join(ctx: &Ctx, row: &uploads::Model) -> Result<()> {
    let size = u64::try_from(row.size).unwrap_or(0);
    if ctx.objects.head(&row.key).await?.is_none() {
        let parts = match ctx.objects.parts(&row.key, &row.store_upload).await {
            Ok(parts) => parts,
            Err(PortError::NotFound(_)) => Vec::new(),
            Err(other) => return Err(other.into()),
        };
        if as_announced(&parts, size) {
            match ctx.objects.complete_upload(&row.key, &row.store_upload).await {
                // A part was replaced, or the upload finished, at this very moment: see below.
                Ok(()) | Err(PortError::Refused(..) | PortError::NotFound(_)) => {}
                Err(other) => return Err(other.into()),
            }
        }
    }
    // Joined now, earlier, or by another request at this moment: what counts is what is there.
    match ctx.objects.head(&row.key).await? {
        Some(object) if object.size == size => Ok(()),
        Some(_) => {
            ctx.objects.delete(&row.key).await?;
            Err(Error::Refused(Code::UploadBroken))
        }
        None => Err(Error::Refused(Code::UploadBroken)),
    }
}

/// Whether the parts are numbered from 1 without gaps, each of the size agreed.
fn as_announced(parts: &[UploadedPart], size: u64) -> bool {
    let count = size.div_ceil(PART_SIZE);
    let right_count = u64::try_from(parts.len()).is_ok_and(|len| len == count);
    right_count
        && parts.iter().zip(1_u64..).all(|(part, number)| {
            let before = (number - 1) * PART_SIZE;
            u64::try_from(part.number).is_ok_and(|of| of == number)
                && part.size == PART_SIZE.min(size - before)
        })
}

async fn own_upload(ctx: &Ctx, actor: &Actor, case: CaseId, upload: UploadId) -> Result<uploads::Model> {
    let person = actor.person()?;
    let opened = access::own_case(ctx, ctx.db.read(), actor, case).await;
    access::guarded(ctx, actor, "case.fill", opened).await?;
    uploads::Entity::find_by_id(upload.0)
        .filter(uploads::Column::CaseId.eq(case.0))
        .filter(uploads::Column::CreatedBy.eq(person.0))
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Upload))
}
