//! The way to a case for those of whom it is, and for whom it is given to.

use contract::ids::{CaseId, HandingId};
use entity::{
    cases::{case_titolari, cases, handings},
    messages::communications,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Opened, open, row};
use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// A filed case of which the actor is *titolare*, whoever holds it.
pub(super) async fn as_titolare(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
) -> Result<Opened> {
    let titolari = titolari_of(db, id).await?;
    open(ctx, db, id, |case| policy::allows(actor, Action::ReadAsTitolare(case, &titolari))).await
}

/// The case whose act at a place of its journal the actor received: what was served on somebody stays readable to them when
/// the case is another's.
///
/// # Errors
/// Database errors.
pub(crate) async fn readable_as_received(
    ctx: &Ctx,
    actor: &Actor,
    id: CaseId,
    seq: i64,
) -> Result<Option<Opened>> {
    let db = ctx.db.read();
    let acts = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(id.0))
        .filter(communications::Column::EventSeq.eq(seq))
        .all(db)
        .await?;
    let received = acts.iter().any(|act| policy::allows(actor, Action::ReadReceived(act)));
    if_open(open(ctx, db, id, |_| received).await)
}

/// The case whose receipt the actor got when they filed it: the proof stays theirs when the case is another's.
///
/// # Errors
/// Database errors.
pub(crate) async fn readable_as_filed(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<Option<Opened>> {
    let may = |case: &cases::Model| policy::allows(actor, Action::ReadOwnReceipt(case));
    if_open(open(ctx, ctx.db.read(), id, may).await)
}

fn if_open(opened: Result<Opened>) -> Result<Option<Opened>> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(Error::Hidden(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Those of whom a filed case is.
///
/// # Errors
/// Database errors.
pub(crate) async fn titolari_of(db: &impl ConnectionTrait, id: CaseId) -> Result<Vec<case_titolari::Model>> {
    Ok(case_titolari::Entity::find()
        .filter(case_titolari::Column::CaseId.eq(id.0))
        .order_by_asc(case_titolari::Column::FiscalCode)
        .all(db)
        .await?)
}

/// A case that is given to the actor, who has not answered.
///
/// # Errors
/// [`Error::NotFound`] if it is not there; [`Error::Hidden`] if it is given to somebody else, or not any more.
pub(crate) async fn given(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: HandingId,
) -> Result<(handings::Model, cases::Model)> {
    let handing = handings::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound(Kind::Case))?;
    let case = row(db, CaseId(handing.case_id)).await?;
    if policy::allows(actor, Action::AnswerHanding(&case, &handing)) {
        Ok((handing, case))
    } else {
        Err(Error::Hidden(format!("handing:{id}")))
    }
}
