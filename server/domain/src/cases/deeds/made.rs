//! An act that was done: kept with its number, laid out, found again.

use std::collections::HashMap;

use bytes::Bytes;
use contract::{
    deeds::{DeedContent, DeedSheet},
    ids::{CaseId, DocumentId, PersonId},
    register::EntryKey,
    time::elided,
};
use entity::{
    cases::deeds,
    documents::{blobs, documents},
};
use futures_util::TryStreamExt as _;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
};
use uuid::Uuid;

use super::{Deed, template};
use crate::{
    cases::{communications, register::name_of},
    ctx::Ctx,
    documents::{DEED, RESERVED_DEED, store_generated},
    error::{Error, Kind, Port, Result},
    jobs::{self, Work},
    ports::{Attachment, Protocol},
    procedures,
};

/// Keeps what an act says, in its transaction, and orders its document. An act goes out under its official number:
/// where that is still to come, its document waits for it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn keep(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    seq: i64,
    key: EntryKey,
    author: PersonId,
    deed: &Deed,
) -> Result<()> {
    let row = deeds::ActiveModel {
        case_id: Set(case.0),
        event_seq: Set(seq),
        definition_hash: Set(deed.version.clone()),
        template: Set(deed.template.clone()),
        content: Set(deed.text.clone()),
        protocollo_year: Set(key.year),
        protocollo_number: Set(key.number),
        author_id: Set(author.0),
    };
    deeds::Entity::insert(row).exec_without_returning(tx).await?;
    if matches!(ctx.protocol, Protocol::BuiltIn) { enqueue(ctx, tx, case, seq).await } else { Ok(()) }
}

/// Orders the document of an act whose official number has come; says whether there is one.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn order(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    seq: i64,
) -> Result<bool> {
    let is_deed = deeds::Entity::find_by_id((case.0, seq)).one(tx).await?.is_some();
    if is_deed {
        enqueue(ctx, tx, case, seq).await?;
    }
    Ok(is_deed)
}

async fn enqueue(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, seq: i64) -> Result<()> {
    let key = Some(format!("deed:{case}:{seq}"));
    jobs::enqueue(ctx, tx, &Work::MakeDeed { case, seq }, ctx.clock.now(), key).await
}

/// Lays out the document of an act and stores it beside the case, then sends it on its way. Done once, however often it
/// is called.
///
/// # Errors
/// Whatever the child process, the store or the database say; the job is repeated, and a person looks at last.
pub async fn make_deed(ctx: &Ctx, id: CaseId, seq: i64) -> Result<()> {
    let row = deeds::Entity::find_by_id((id.0, seq)).one(ctx.db.read()).await?;
    let row = row.ok_or(Error::NotFound(Kind::Document))?;
    if document(ctx, id, seq).await?.is_none() {
        let definition = procedures::by_hash(ctx, &row.definition_hash).await?;
        let key = EntryKey { year: row.protocollo_year, number: row.protocollo_number };
        let name = name_of(ctx.db.read(), key).await?;
        if name.awaited {
            // It is ordered again when the number comes.
            return Ok(());
        }
        let mut act: DeedContent = serde_json::from_str(&row.content)?;
        act.protocol = match name.words == key.words() {
            true => elided(&format!("{} del {}", name.words, act.day_words)),
            // The number of a register outside says its own day.
            false => name.words,
        };
        let file = file_name(&act, key);
        let sheet = DeedSheet { template: template(&definition, &row.template)?, act };
        let pdf = ctx.inspector.typeset_deed(&sheet).await?;
        let pdf = pdf.map_err(|problems| anyhow::anyhow!("the template {}: {problems:?}", row.template))?;
        ctx.fail.reached("deed.typeset");
        let slot = if communications::reserved(ctx.db.read(), id).await?.contains(&seq) {
            RESERVED_DEED
        } else {
            DEED
        };
        store_generated(ctx, id, row.author_id, &format!("{slot}{seq}"), &file, pdf).await?;
    }
    for communication in communications::unsent(ctx.db.read(), id, seq).await? {
        let key = Some(format!("pec:{communication}"));
        jobs::enqueue_now(ctx, &Work::SendPec { communication }, ctx.clock.now(), key).await?;
        ctx.wake.notify_one();
    }
    Ok(())
}

/// `richiesta-di-integrazioni-2026-0000124.pdf`.
fn file_name(act: &DeedContent, key: EntryKey) -> String {
    let title = crate::search::normalised(&act.title).replace(' ', "-");
    format!("{title}-{}-{:07}.pdf", key.year, key.number)
}

async fn document(ctx: &Ctx, case: CaseId, seq: i64) -> Result<Option<documents::Model>> {
    let row = documents::Entity::find()
        .filter(documents::Column::CaseId.eq(case.0))
        .filter(documents::Column::Slot.is_in([DEED, RESERVED_DEED].map(|kind| format!("{kind}{seq}"))))
        .one(ctx.db.read())
        .await?;
    Ok(row)
}

/// The documents of acts that are ready, by case and place in the journal.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn documents_of(
    ctx: &Ctx,
    cases: Vec<Uuid>,
) -> Result<HashMap<(Uuid, i64), DocumentId>> {
    let rows: Vec<(Uuid, Uuid, String)> = documents::Entity::find()
        .select_only()
        .columns([documents::Column::Id, documents::Column::CaseId, documents::Column::Slot])
        .filter(documents::Column::CaseId.is_in(cases))
        .filter(
            documents::Column::Slot.starts_with(DEED).or(documents::Column::Slot.starts_with(RESERVED_DEED)),
        )
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let of = |(id, case, slot): (Uuid, Uuid, String)| {
        let seq = slot.strip_prefix(DEED).or_else(|| slot.strip_prefix(RESERVED_DEED))?.parse().ok()?;
        Some(((case, seq), DocumentId(id)))
    };
    Ok(rows.into_iter().filter_map(of).collect())
}

/// The acts of a case, by their place in the journal, whose official number has to come from elsewhere and whose document
/// waits for it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn unmade(ctx: &Ctx, case: CaseId) -> Result<Vec<i64>> {
    if matches!(ctx.protocol, Protocol::BuiltIn) {
        return Ok(Vec::new());
    }
    let rows = deeds::Entity::find().filter(deeds::Column::CaseId.eq(case.0)).all(ctx.db.read()).await?;
    let ready = documents_of(ctx, vec![case.0]).await?;
    let waits = rows.into_iter().filter(|row| !ready.contains_key(&(row.case_id, row.event_seq)));
    Ok(waits.map(|row| row.event_seq).collect())
}

/// The document of an act, to go out with it; nothing for an act that has none.
///
/// # Errors
/// [`Error::Unavailable`] while it is still to be made.
pub(in crate::cases) async fn attachment(ctx: &Ctx, case: CaseId, seq: i64) -> Result<Option<Attachment>> {
    if deeds::Entity::find_by_id((case.0, seq)).one(ctx.db.read()).await?.is_none() {
        return Ok(None);
    }
    let wait = || Error::Unavailable(Port::Post, "the document of the act is still to be made".into());
    let row = document(ctx, case, seq).await?.ok_or_else(wait)?;
    let blob = blobs::Entity::find_by_id(row.blob_id).one(ctx.db.read()).await?;
    let blob = blob.ok_or(Error::NotFound(Kind::Document))?;
    let pieces: Vec<Bytes> = ctx.objects.get(&blob.key).await?.try_collect().await?;
    Ok(Some(Attachment { name: row.name, bytes: pieces.concat() }))
}
