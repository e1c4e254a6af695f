//! What the applicant sends by themselves, with files: nobody asked for it. It is prepared on a page of its own, as an answer
//! is, and sent by an event of the procedure (`files` in `workflow.toml`).

use contract::{
    Code,
    ids::{CaseId, PointId},
    time::Moment,
};
use engine::{Event, Step, Who};
use entity::cases::{request_points, requests};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    sea_query::Expr,
};
use serde_json::{Map, Value};

use super::requests::Answered;
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    journal::Salt,
    procedures::Definition,
};

/// The event by which something is sent with files, if it is possible where the case is.
pub(super) fn event_of<'a>(definition: &'a Definition, state: &str, event: &str) -> Option<&'a Event> {
    let event = definition.workflow.event(event)?;
    let here = event.from.iter().any(|from| from == state);
    (event.files && here && event.who.contains(&Who::Applicant)).then_some(event)
}

/// What the applicant prepares and has not sent.
///
/// # Errors
/// Database errors.
pub(super) async fn prepared(db: &impl ConnectionTrait, case: CaseId) -> Result<Option<requests::Model>> {
    Ok(requests::Entity::find()
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::OwnEvent.is_not_null())
        .filter(requests::Column::AnsweredAt.is_null())
        .order_by_asc(requests::Column::EventSeq)
        .one(db)
        .await?)
}

/// Makes room for what somebody wants to send with this event. What was prepared before goes on.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case; [`Error::Conflict`] with `EventNotPossible` where nothing is sent so.
pub async fn prepare(ctx: &Ctx, actor: &Actor, id: CaseId, event: &str) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, id).await?;
        let opened = access::own_case(ctx, &tx, actor, id).await?;
        let event = event_of(&opened.definition, &opened.case.state, event)
            .ok_or(Error::Conflict(Code::EventNotPossible))?;
        match prepared(&tx, id).await? {
            Some(row) => named(&tx, &row, &event.id).await?,
            None => begin(ctx, &tx, id, &event.id).await?,
        }
        tx.commit().await
    })
    .await;
    access::guarded(ctx, actor, "case.reply", outcome).await
}

/// Another button sends what was prepared.
async fn named(tx: &impl ConnectionTrait, row: &requests::Model, event: &str) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::OwnEvent, Expr::value(Some(event)))
        .filter(requests::Column::CaseId.eq(row.case_id))
        .filter(requests::Column::EventSeq.eq(row.event_seq))
        .exec(tx)
        .await?;
    Ok(())
}

/// No row of the journal asked for it: its place is before all of them.
async fn begin(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, event: &str) -> Result<()> {
    let earlier = requests::Entity::find()
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::OwnEvent.is_not_null())
        .count(tx)
        .await?;
    let place = -1 - i64::try_from(earlier).unwrap_or(0);
    let row = requests::ActiveModel {
        case_id: Set(case.0),
        event_seq: Set(place),
        due: Set(None),
        asked_at: Set(ctx.clock.now().0),
        answered_seq: Set(None),
        answered_at: Set(None),
        own_event: Set(Some(event.to_owned())),
    };
    requests::Entity::insert(row).exec_without_returning(tx).await?;
    let point = request_points::ActiveModel {
        id: Set(PointId(ctx.ids.next()).0),
        case_id: Set(case.0),
        event_seq: Set(place),
        place: Set(1),
        body: Set(String::new()),
        answer: Set(String::new()),
        saved_at: Set(None),
    };
    request_points::Entity::insert(point).exec_without_returning(tx).await?;
    Ok(())
}

/// What goes with a step of the applicant's: the files that were prepared, noted for the journal. Its place among the
/// requests, for [`sent`]; nothing where nothing was prepared.
///
/// # Errors
/// [`Error::Refused`] with `StillChecking`, or why a file was refused.
pub(super) async fn attached(
    tx: &impl ConnectionTrait,
    (case, definition): (&entity::cases::cases::Model, &Definition),
    (from_office, step): (bool, &Step<'_>),
    facts: &mut Map<String, Value>,
) -> Result<Option<i64>> {
    // What comes on paper is added by who registers it.
    if from_office || !step.event.files {
        return Ok(None);
    }
    let id = CaseId(case.id);
    let Some(own) = prepared(tx, id).await? else { return Ok(None) };
    let files = Answered::of(tx, definition, id, vec![own.event_seq]).await?;
    files.demand(None)?;
    files.note(Salt::of(case), facts);
    Ok(Some(own.event_seq))
}

/// What was prepared is sent with this row of the journal.
///
/// # Errors
/// Database errors.
pub(super) async fn sent(
    tx: &impl ConnectionTrait,
    case: CaseId,
    own: i64,
    (seq, at): (i64, Moment),
) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::AnsweredSeq, Expr::value(Some(seq)))
        .col_expr(requests::Column::AnsweredAt, Expr::value(Some(at.0)))
        .filter(requests::Column::CaseId.eq(case.0))
        .filter(requests::Column::EventSeq.eq(own))
        .exec(tx)
        .await?;
    Ok(())
}
