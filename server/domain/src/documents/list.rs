//! The documents of a case, with what the check said.

use contract::{
    Code, Lang,
    documents::{CheckState, DocumentRow, Found},
    ids::{CaseId, DocumentId, PointId},
    inspection::{FileKind, Outcome, Report},
    time::Moment,
};
use entity::documents::{blobs, documents};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::{ARRIVED, OFFICE_ONLY, is_made};
use crate::{
    ctx::Ctx,
    error::Result,
    procedures::{Definition, Slot},
};

/// A file of a case, as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// The document.
    pub id: DocumentId,
    /// The document asked for that it answers.
    pub slot: String,
    /// Where its check is, with the rules of its slot applied.
    pub check: CheckState,
    /// SHA-256 computed by the portal.
    pub sha256: Option<String>,
}

impl CaseFile {
    /// The same files without what only pages show; what the portal made is no file of the applicant's.
    pub(crate) fn of(rows: &[DocumentRow]) -> Vec<Self> {
        rows.iter()
            .filter(|row| !is_made(&row.slot))
            .map(|row| Self {
                id: row.id,
                slot: row.slot.clone(),
                check: row.check,
                sha256: row.sha256.clone(),
            })
            .collect()
    }
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    slot: String,
    name: String,
    uploaded_at: i64,
    point_id: Option<Uuid>,
    size: i64,
    sha256: Option<String>,
    state: String,
    report: Option<String>,
}

async fn rows(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Row>> {
    let rows = documents::Entity::find()
        .select_only()
        .columns([
            documents::Column::Id,
            documents::Column::Slot,
            documents::Column::Name,
            documents::Column::UploadedAt,
            documents::Column::PointId,
        ])
        .columns([blobs::Column::Size, blobs::Column::Sha256, blobs::Column::State, blobs::Column::Report])
        .join_as(JoinType::InnerJoin, blob_of(), blobs::Entity)
        .filter(documents::Column::CaseId.eq(case.0))
        .order_by_asc(documents::Column::UploadedAt)
        .order_by_asc(documents::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows)
}

fn blob_of() -> sea_orm::RelationDef {
    documents::Entity::belongs_to(blobs::Entity).from(documents::Column::BlobId).to(blobs::Column::Id).into()
}

/// The files that the form asked for, for the rules.
pub(crate) async fn files_of(
    db: &impl ConnectionTrait,
    definition: &Definition,
    case: CaseId,
) -> Result<Vec<CaseFile>> {
    let rows = rows(db, case).await?;
    rows.into_iter()
        .filter(|row| !is_made(&row.slot) && row.point_id.is_none())
        .map(|row| {
            let report = parse(row.report.as_deref())?;
            let (check, _) = verdict(definition.place(&row.slot), row.size, &row.state, report.as_ref());
            Ok(CaseFile { id: DocumentId(row.id), slot: row.slot, check, sha256: row.sha256 })
        })
        .collect()
}

/// Every document of a case, the receipt too, for the pages; not what the office keeps for itself.
pub(crate) async fn list(
    ctx: &Ctx,
    definition: &Definition,
    lang: Lang,
    case: CaseId,
) -> Result<Vec<DocumentRow>> {
    list_in(ctx.db.read(), definition, lang, case).await
}

/// The same, as a transaction sees them.
pub(crate) async fn list_in(
    db: &impl ConnectionTrait,
    definition: &Definition,
    lang: Lang,
    case: CaseId,
) -> Result<Vec<DocumentRow>> {
    let mut listed = list_for_office(db, definition, lang, case).await?;
    listed.retain(|row| row.slot != OFFICE_ONLY);
    Ok(listed)
}

/// The same, with what the office keeps for itself: for who works on the case.
pub(crate) async fn list_for_office(
    db: &impl ConnectionTrait,
    definition: &Definition,
    lang: Lang,
    case: CaseId,
) -> Result<Vec<DocumentRow>> {
    let rows = rows(db, case).await?;
    rows.into_iter()
        .map(|row| {
            let report = parse(row.report.as_deref())?;
            let (check, reason) = if is_made(&row.slot) {
                (CheckState::Verified, None)
            } else {
                verdict(definition.place(&row.slot), row.size, &row.state, report.as_ref())
            };
            Ok(DocumentRow {
                id: DocumentId(row.id),
                slot_title: match row.slot.as_str() {
                    // No document of the procedure: pages have words for it.
                    ARRIVED | OFFICE_ONLY => String::new(),
                    slot => definition.text(lang).slot(slot).title.to_owned(),
                },
                slot: row.slot,
                name: row.name,
                reserved: false,
                size: u64::try_from(row.size).unwrap_or(0),
                check,
                found: report.map(found).unwrap_or_default(),
                reason,
                sha256: row.sha256,
                uploaded_at: Moment(row.uploaded_at),
                point: row.point_id.map(PointId),
            })
        })
        .collect()
}

/// Takes the names out of files of a special category (GDPR articles 9 and 10), for a reader who may not
/// open them.
pub(crate) fn reserve(definition: &Definition, rows: &mut [DocumentRow]) {
    for row in rows.iter_mut().filter(|row| is_special(definition, &row.slot)) {
        row.reserved = true;
        row.name.clear();
        row.found = Found::default();
    }
}

/// Whether the files in this place are of a special category. What the office was brought may be any document of
/// the procedure: where one of them is special, it counts as such.
pub(crate) fn is_special(definition: &Definition, slot: &str) -> bool {
    if [ARRIVED, OFFICE_ONLY].contains(&slot) {
        let questions = definition.form.steps.iter().flat_map(|step| &step.questions);
        return definition.slots.iter().any(|slot| slot.special)
            || questions.into_iter().any(|question| question.special);
    }
    definition.place(slot).is_some_and(|slot| slot.special)
}

fn parse(report: Option<&str>) -> Result<Option<Report>> {
    Ok(report.map(serde_json::from_str).transpose()?)
}

fn found(report: Report) -> Found {
    Found { pages: report.pages, signers: report.signed.map(|signed| signed.signers).unwrap_or_default() }
}

/// What the state of the bytes means in this place of this procedure.
pub(super) fn verdict(
    slot: Option<&Slot>,
    size: i64,
    state: &str,
    report: Option<&Report>,
) -> (CheckState, Option<Code>) {
    if size == 0 {
        return (CheckState::Refused, Some(Code::FileEmpty));
    }
    let (Some(report), true) = (report, state != "checking") else {
        return (CheckState::Checking, None);
    };
    if slot.is_some_and(|slot| !accepted(slot, report)) {
        return (CheckState::Refused, Some(Code::FileKind));
    }
    match report.outcome {
        Outcome::Opened if is_opaque(report) && !is_detached(report) => (CheckState::Unopened, None),
        Outcome::Opened => (CheckState::Verified, None),
        _ => (CheckState::ToExamine, Some(Code::FileUnreadable)),
    }
}

/// Whether nothing opens it, or what a signed envelope holds: no place of a procedure takes such a file.
fn is_opaque(report: &Report) -> bool {
    match &report.signed {
        Some(signed) if report.kind == FileKind::P7m => signed.content == FileKind::Other,
        _ => report.kind == FileKind::Other,
    }
}

/// Whether it is a signature alone, of a file that stands elsewhere.
fn is_detached(report: &Report) -> bool {
    report.kind == FileKind::P7m && report.signed.as_ref().is_some_and(|signed| signed.content_size == 0)
}

/// An envelope counts by its content too: a signed program is no signed drawing.
fn accepted(slot: &Slot, report: &Report) -> bool {
    slot.kinds.contains(&report.kind) && !is_opaque(report)
}

/// How many files a slot has: a limit that the database counts, not the page.
pub(super) async fn count(db: &impl ConnectionTrait, case: CaseId, slot: &str) -> Result<u64> {
    let count: Option<i64> = documents::Entity::find()
        .select_only()
        .column_as(Expr::col(documents::Column::Id).count(), "count")
        .filter(documents::Column::CaseId.eq(case.0))
        .filter(documents::Column::Slot.eq(slot))
        .into_tuple()
        .one(db)
        .await?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}
