//! The way to a case: loaded, then judged by the policy. What one may not see does not exist.

mod parties;
mod titolari;

use std::sync::Arc;

use contract::{
    Code,
    ids::{CaseId, DocumentId, PersonId, PointId, SignatureId},
};
use entity::cases::{cases, request_points, requests, signature_requests};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, Statement, prelude::Uuid,
    sea_query::Expr,
};

pub(crate) use parties::{
    concerned, concerned_sql, concerning, concerns, demand_work, passed_to, reads_special, works_on,
};
use titolari::as_titolare;
pub(crate) use titolari::{given, readable_as_filed, readable_as_received, titolari_of};

use crate::{
    audit,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    procedures::{self, Definition},
};

/// A case and the revision it is pinned to.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The row.
    pub case: cases::Model,
    /// The revision.
    pub definition: Arc<Definition>,
}

/// The actor's own case, in any phase.
///
/// # Errors
/// [`Error::NotFound`] if there is none or it is somebody else's; the attempt is audited.
pub async fn own_case(ctx: &Ctx, db: &impl ConnectionTrait, actor: &Actor, id: CaseId) -> Result<Opened> {
    open(ctx, db, id, |case| policy::allows(actor, Action::OwnCase(case))).await
}

/// Holds the row of a case until the transaction ends: whoever else changes the case, its requests or its answers
/// waits and then sees what was done. On SQLite a transaction is alone once it has begun, and this begins it.
///
/// # Errors
/// Database errors.
pub(crate) async fn hold(tx: &impl ConnectionTrait, id: CaseId) -> Result<()> {
    let hold = match tx.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 FROM cases WHERE id = $1 FOR UPDATE",
        _ => "SELECT 1 FROM cases WHERE id = ?",
    };
    hold_by(tx, hold, id.0).await
}

/// As [`hold`], the row of a person: what they do at the same moment twice is done one after the other.
///
/// # Errors
/// Database errors.
pub(crate) async fn hold_person(tx: &impl ConnectionTrait, id: PersonId) -> Result<()> {
    let hold = match tx.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 FROM persons WHERE id = $1 FOR NO KEY UPDATE",
        _ => "SELECT 1 FROM persons WHERE id = ?",
    };
    hold_by(tx, hold, id.0).await
}

async fn hold_by(tx: &impl ConnectionTrait, hold: &str, id: Uuid) -> Result<()> {
    tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), hold, [id.into()])).await?;
    Ok(())
}

/// The row of a case, for the portal's own work on it: nobody looks.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub(crate) async fn row(db: &impl ConnectionTrait, id: CaseId) -> Result<cases::Model> {
    cases::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound(Kind::Case))
}

/// The actor's own draft.
///
/// # Errors
/// As [`own_case`], and [`Error::Conflict`] with `AlreadySubmitted` if it is no draft any more.
pub async fn draft(ctx: &Ctx, db: &impl ConnectionTrait, actor: &Actor, id: CaseId) -> Result<Opened> {
    let opened = own_case(ctx, db, actor, id).await?;
    if opened.case.phase != "draft" {
        return Err(Error::Conflict(Code::AlreadySubmitted));
    }
    Ok(opened)
}

/// The actor's own case, for a page that shows it: the first look of a session is audited before it is
/// answered, and so is every refused one.
///
/// # Errors
/// As [`own_case`].
pub(crate) async fn shown_to_owner(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Opened> {
    let opened = own_case(ctx, ctx.db.read(), actor, id).await;
    let opened = guarded(ctx, actor, "case.read", opened).await?;
    audit::note_own(ctx, actor, id).await?;
    Ok(opened)
}

/// A filed case, for whom it is: who holds it, or whom its answers name. The look is audited before it is answered, and so
/// is every refused one.
///
/// # Errors
/// As [`own_case`].
pub(crate) async fn shown_to_applicant(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Opened> {
    let db = ctx.db.read();
    let opened = match own_case(ctx, db, actor, id).await {
        Err(Error::Hidden(_)) => as_titolare(ctx, db, actor, id).await,
        opened => opened,
    };
    let opened = guarded(ctx, actor, "case.read", opened).await?;
    if policy::allows(actor, Action::OwnCase(&opened.case)) {
        audit::note_own(ctx, actor, id).await?;
    } else {
        audit::note_now(ctx, actor, "case.read", format!("case:{id}"), "ok").await?;
    }
    Ok(opened)
}

/// Whether the actor holds a case.
pub(crate) fn holds(actor: &Actor, case: &cases::Model) -> bool {
    policy::allows(actor, Action::OwnCase(case))
}

/// The actor's own draft, for a page that shows it, audited as in [`shown_to_owner`].
///
/// # Errors
/// As [`draft`].
pub(crate) async fn draft_shown_to_owner(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Opened> {
    let opened = draft(ctx, ctx.db.read(), actor, id).await;
    let opened = guarded(ctx, actor, "case.fill", opened).await?;
    audit::note_own(ctx, actor, id).await?;
    Ok(opened)
}

/// Marks a draft as changed, and holds its row until the transaction ends: two changes at once,
/// or a change and a filing, follow one another.
///
/// # Errors
/// [`Error::Conflict`] with `AlreadySubmitted` if it is no draft any more.
pub(crate) async fn touch_draft(ctx: &Ctx, tx: &impl ConnectionTrait, id: CaseId) -> Result<()> {
    let touched = cases::Entity::update_many()
        .col_expr(cases::Column::UpdatedAt, Expr::value(ctx.clock.now().0))
        .col_expr(cases::Column::RowVersion, Expr::col(cases::Column::RowVersion).add(1))
        .filter(cases::Column::Id.eq(id.0))
        .filter(cases::Column::Phase.eq("draft"))
        .exec(tx)
        .await?;
    if touched.rows_affected == 0 {
        return Err(Error::Conflict(Code::AlreadySubmitted));
    }
    Ok(())
}

/// The same for a draft that was read and judged before the transaction, so that nobody waits for the judging: it must
/// be as it was read.
///
/// # Errors
/// [`Error::Repeat`] if it was changed or filed since.
pub(crate) async fn touch_as_read(ctx: &Ctx, tx: &impl ConnectionTrait, read: &cases::Model) -> Result<()> {
    let touched = cases::Entity::update_many()
        .col_expr(cases::Column::UpdatedAt, Expr::value(ctx.clock.now().0))
        .col_expr(cases::Column::RowVersion, Expr::value(read.row_version + 1))
        .filter(cases::Column::Id.eq(read.id))
        .filter(cases::Column::Phase.eq("draft"))
        .filter(cases::Column::RowVersion.eq(read.row_version))
        .exec(tx)
        .await?;
    if touched.rows_affected == 0 { Err(Error::Repeat) } else { Ok(()) }
}

/// A filed case of an office where the actor works. Reading it is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] if there is none or the actor may not see it; the attempt is audited.
pub async fn office_case(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Opened> {
    let may = |case: &cases::Model| policy::allows(actor, Action::ReadAsOffice(case));
    let opened = open(ctx, ctx.db.read(), id, may).await?;
    audit::note_now(ctx, actor, "case.read", format!("case:{id}"), "ok").await?;
    Ok(opened)
}

/// A signature asked of the actor, with the draft to be signed.
///
/// # Errors
/// [`Error::NotFound`] if nothing is asked of the actor; the attempt is audited.
pub(crate) async fn to_sign(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: SignatureId,
) -> Result<(signature_requests::Model, Opened)> {
    let Some(asked) = signature_requests::Entity::find_by_id(id.0).one(db).await? else {
        return Err(Error::NotFound(Kind::Case));
    };
    let may = |case: &cases::Model| policy::allows(actor, Action::Sign(case, &asked));
    let opened = open(ctx, db, CaseId(asked.case_id), may).await?;
    Ok((asked, opened))
}

/// The draft whose signature is asked of the actor, if this document is among those to be signed.
///
/// # Errors
/// Database errors.
pub(crate) async fn readable_to_sign(
    ctx: &Ctx,
    actor: &Actor,
    id: CaseId,
    document: DocumentId,
) -> Result<Option<Opened>> {
    let asked = signature_requests::Entity::find()
        .filter(signature_requests::Column::CaseId.eq(id.0))
        .filter(signature_requests::Column::FiscalCode.eq(&actor.fiscal_code))
        .all(ctx.db.read())
        .await?;
    let holds = |asked: &signature_requests::Model| {
        let documents: Vec<String> = serde_json::from_str(&asked.documents).unwrap_or_default();
        documents.contains(&document.to_string())
    };
    let asked: Vec<_> = asked.into_iter().filter(holds).collect();
    let may =
        |case: &cases::Model| asked.iter().any(|asked| policy::allows(actor, Action::Sign(case, asked)));
    match open(ctx, ctx.db.read(), id, may).await {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::Hidden(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// A case that the actor may read in any capacity, for its documents. Not audited if allowed.
///
/// # Errors
/// As [`office_case`].
pub(crate) async fn readable(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Opened> {
    readable_in(ctx, ctx.db.read(), actor, id).await
}

/// The same, as a transaction sees it.
///
/// # Errors
/// As [`office_case`].
pub(crate) async fn readable_in(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
) -> Result<Opened> {
    let may = |case: &cases::Model| {
        policy::allows(actor, Action::OwnCase(case)) || policy::allows(actor, Action::ReadAsOffice(case))
    };
    match open(ctx, db, id, may).await {
        Err(Error::Hidden(_)) => as_titolare(ctx, db, actor, id).await,
        opened => opened,
    }
}

/// A filed case that the actor sees as the office, and on which they may do something more.
///
/// # Errors
/// [`Error::NotFound`] if they may not see it; [`Error::Forbidden`] if they may only see it.
pub(crate) async fn worked_on(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
    may: impl Fn(&cases::Model) -> bool,
) -> Result<Opened> {
    let opened = open(ctx, db, id, |case| policy::allows(actor, Action::ReadAsOffice(case))).await?;
    if may(&opened.case) && !concerned(db, actor, id).await? { Ok(opened) } else { Err(Error::Forbidden) }
}

/// The actor's own case while this point of the office's request waits for their answer.
///
/// # Errors
/// As [`own_case`]; [`Error::NotFound`] for a point of another case; [`Error::Conflict`] with
/// `EventNotPossible` once it was answered or the office waits no more.
pub(crate) async fn open_point(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
    point: PointId,
) -> Result<Opened> {
    let opened = own_case(ctx, db, actor, id).await?;
    let point = request_points::Entity::find_by_id(point.0)
        .filter(request_points::Column::CaseId.eq(id.0))
        .one(db)
        .await?
        .ok_or(Error::NotFound(Kind::Document))?;
    let request = requests::Entity::find_by_id((id.0, point.event_seq)).one(db).await?;
    let waits = |event: Option<String>| match event {
        None => opened.case.phase == "waiting_applicant",
        Some(event) => {
            let event = opened.definition.workflow.event(&event);
            event.is_some_and(|event| event.from.contains(&opened.case.state))
        }
    };
    if !request.is_some_and(|request| request.answered_seq.is_none() && waits(request.own_event)) {
        return Err(Error::Conflict(Code::EventNotPossible));
    }
    Ok(opened)
}

/// Whether a document belongs to an answer that was not sent: it is the applicant's alone.
///
/// # Errors
/// Database errors.
pub(crate) async fn unsent(db: &impl ConnectionTrait, point: Option<PointId>) -> Result<bool> {
    let Some(point) = point else { return Ok(false) };
    let Some(point) = request_points::Entity::find_by_id(point.0).one(db).await? else { return Ok(false) };
    let request = requests::Entity::find_by_id((point.case_id, point.event_seq)).one(db).await?;
    Ok(request.is_some_and(|request| request.answered_at.is_none()))
}

/// Data of a special category (GDPR articles 9 and 10) are read only by who needs to know.
///
/// # Errors
/// [`Error::Hidden`] with what was asked for.
pub(crate) async fn need_to_know(
    db: &impl ConnectionTrait,
    actor: &Actor,
    opened: Opened,
    what: impl FnOnce() -> String,
) -> Result<Opened> {
    if reads_special(db, actor, &opened.case).await? { Ok(opened) } else { Err(Error::Hidden(what())) }
}

async fn open(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    id: CaseId,
    may: impl Fn(&cases::Model) -> bool,
) -> Result<Opened> {
    let case = row(db, id).await?;
    if !may(&case) {
        return Err(Error::Hidden(format!("case:{id}")));
    }
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    Ok(Opened { case, definition })
}

/// Turns "may not be seen" into "there is none", after writing the attempt down.
///
/// Every verb that looks at one case passes its outcome through here, outside its transaction.
///
/// # Errors
/// The verb's own.
pub async fn guarded<T>(ctx: &Ctx, actor: &Actor, action: &str, outcome: Result<T>) -> Result<T> {
    guarded_as(ctx, actor, action, Kind::Case, outcome).await
}

/// The same for what is no case.
///
/// # Errors
/// The verb's own.
pub(crate) async fn guarded_as<T>(
    ctx: &Ctx,
    actor: &Actor,
    action: &str,
    kind: Kind,
    outcome: Result<T>,
) -> Result<T> {
    match outcome {
        Err(Error::Hidden(subject)) => {
            audit::note_now(ctx, actor, action, subject, "denied").await?;
            Err(Error::NotFound(kind))
        }
        other => other,
    }
}
