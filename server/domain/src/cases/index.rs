//! What a filed case is found by: its numbers, who filed it, its short answers, where it came from, and the text
//! of its documents. Written after the answer, whole, each time something of it changes.

use std::collections::BTreeSet;

use contract::{
    ids::{CaseId, PointId},
    inspection::Report,
    register::EntryKey,
    time::Moment,
};
use entity::{
    cases::{arrivals, cases, receipts},
    documents::{blobs, documents},
    identity::persons,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect};

use uuid::Uuid;

use super::{numbers, register::name_of};
use crate::{
    access,
    ctx::Ctx,
    db::repeating,
    documents::{is_made, is_special},
    error::Result,
    jobs::{self, Work},
    procedures,
    search::{self, normalised},
};

/// The most different words that documents add to a case: a regulation attached as a file does not make the
/// case found by everything.
const MOST_WORDS: usize = 20_000;

/// Orders the index of a case, in the caller's transaction.
pub(super) async fn order(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId) -> Result<()> {
    jobs::enqueue(ctx, tx, &Work::IndexCase { case }, ctx.clock.now(), None).await
}

/// Writes what a case is found by. Nothing happens to a draft, which nobody looks for.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn index_case(ctx: &Ctx, id: CaseId) -> Result<()> {
    let Some(case) = cases::Entity::find_by_id(id.0).one(ctx.db.read()).await? else { return Ok(()) };
    let Some(place) = case.number.as_deref().and_then(numbers::place) else { return Ok(()) };
    repeating(|| async {
        // Read and written in one go: of two at once the later one has seen everything.
        let tx = ctx.db.begin().await?;
        access::hold(&tx, id).await?;
        let Some(case) = cases::Entity::find_by_id(id.0).one(&tx).await? else { return Ok(()) };
        let words = words(ctx, &tx, &case).await?;
        search::put(&tx, place, id, &words).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn words(ctx: &Ctx, db: &impl ConnectionTrait, case: &cases::Model) -> Result<String> {
    let mut text = case.search.clone();
    let mut add = |more: &str| {
        text.push(' ');
        text.push_str(&normalised(more));
        // `2026/0000123` is also looked for as 123.
        for digits in more.split(|c: char| !c.is_ascii_digit()) {
            let short = digits.trim_start_matches('0');
            if short.len() < digits.len() && !short.is_empty() {
                text.push(' ');
                text.push_str(short);
            }
        }
    };
    add(case.number.as_deref().unwrap_or_default());
    add(case.office_number.as_deref().unwrap_or_default());
    // Of whom it is and where, as lists say it: the office may have said so after the filing.
    add(case.whose.as_deref().unwrap_or_default());
    add(case.place.as_deref().unwrap_or_default());
    for titolare in access::titolari_of(db, CaseId(case.id)).await? {
        add(&titolare.fiscal_code);
    }
    // Who filed it stands in its own words; who holds it now is looked for too.
    if case.held_by != case.created_by
        && let Some(holder) = persons::Entity::find_by_id(case.held_by).one(db).await?
    {
        for more in [&holder.given_name, &holder.family_name, &holder.fiscal_code] {
            add(more);
        }
    }
    if let Some(receipt) = receipts::Entity::find_by_id(case.id).one(db).await? {
        let key = EntryKey { year: receipt.protocollo_year, number: receipt.protocollo_number };
        add(&numbers::protocollo(key.year, key.number));
        add(&name_of(db, key).await?.words);
    }
    if let Some(arrival) = arrivals::Entity::find_by_id(case.id).one(db).await? {
        for more in [
            arrival.protocollo.as_deref().unwrap_or_default(),
            &arrival.given_name,
            &arrival.family_name,
            &arrival.fiscal_code,
            &arrival.technician,
            &arrival.place,
            &arrival.parcel,
            &arrival.subject,
        ] {
            add(more);
        }
    }
    add(&Moment(case.received_at.unwrap_or_default()).day().to_string());
    for word in document_words(ctx, db, case).await? {
        text.push(' ');
        text.push_str(&word);
    }
    Ok(text)
}

/// The different words of the documents; files of a special category are found by nothing.
async fn document_words(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    case: &cases::Model,
) -> Result<BTreeSet<String>> {
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let blob =
        documents::Entity::belongs_to(blobs::Entity).from(documents::Column::BlobId).to(blobs::Column::Id);
    let rows: Vec<(String, Option<Uuid>, Option<String>)> = documents::Entity::find()
        .select_only()
        .column(documents::Column::Slot)
        .column(documents::Column::PointId)
        .column(blobs::Column::Report)
        .join(JoinType::InnerJoin, blob.into())
        .filter(documents::Column::CaseId.eq(case.id))
        .into_tuple()
        .all(db)
        .await?;
    let mut words = BTreeSet::new();
    for (slot, point, report) in rows {
        if is_made(&slot) || is_special(&definition, &slot) {
            continue;
        }
        if access::unsent(db, point.map(PointId)).await? {
            continue;
        }
        let Some(report) = report else { continue };
        let report: Report = serde_json::from_str(&report)?;
        let text = normalised(report.text.as_deref().unwrap_or_default());
        for word in text.split(' ').filter(|word| word.len() > 2) {
            if words.len() == MOST_WORDS {
                return Ok(words);
            }
            words.insert(word.to_owned());
        }
    }
    Ok(words)
}
