//! What is done to a filed case beside the events of its procedure: it stays in its state, and its journal
//! says who did it.

use contract::{
    cases::Act,
    ids::{CaseId, MessageId, PersonId},
    messages::NoticeKind,
};
use entity::{cases::cases, messages::messages};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::{Map, Value};

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::Tx,
    error::Result,
    journal,
    messages::{About, news_of},
};

/// Begins what somebody of the office does to a filed case: its row is held until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) for a case the actor may not see;
/// [`Error::Forbidden`](crate::Error::Forbidden) if it is not theirs to do.
pub(super) async fn begin(
    ctx: &Ctx,
    actor: &Actor,
    id: CaseId,
    may: impl Fn(&cases::Model) -> bool,
) -> Result<(Tx, cases::Model)> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let opened = access::worked_on(ctx, &tx, actor, id, may).await?;
    Ok((tx, opened.case))
}

/// Writes an act into the journal and returns its place. The version of the case stays: who is writing an
/// answer at this moment is not put off by a number that the office gives.
pub(super) async fn record(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    act: Act,
    author: PersonId,
    facts: Map<String, Value>,
) -> Result<i64> {
    record_into(ctx, tx, case, act, author, facts, &case.state).await
}

/// The same, for the one act that puts a case into another state: taking it over from elsewhere.
pub(super) async fn record_into(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    act: Act,
    author: PersonId,
    facts: Map<String, Value>,
    to: &str,
) -> Result<i64> {
    let now = ctx.clock.now();
    cases::Entity::update_many()
        .col_expr(cases::Column::UpdatedAt, Expr::value(now.0))
        .filter(cases::Column::Id.eq(case.id))
        .exec(tx)
        .await?;
    let step = journal::Step {
        case: CaseId(case.id),
        event: act.as_str(),
        from: &case.state,
        to,
        author,
        at: now,
        payload: Value::Object(facts),
    };
    journal::append(tx, &step).await
}

/// The reason of an act, for everybody to read: it can be erased, its hash in the journal stays.
pub(super) async fn explained(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: CaseId,
    seq: i64,
    author: PersonId,
    act: Act,
    reason: &str,
) -> Result<()> {
    worded(ctx, tx, (case, seq), (author, true), act, reason).await
}

/// What goes with an act, written by the office or by somebody else.
pub(super) async fn worded(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (case, seq): (CaseId, i64),
    (author, from_office): (PersonId, bool),
    act: Act,
    words: &str,
) -> Result<()> {
    let row = messages::ActiveModel {
        id: Set(MessageId(ctx.ids.next()).0),
        case_id: Set(case.0),
        event_seq: Set(seq),
        author_id: Set(author.0),
        from_office: Set(i32::from(from_office)),
        event: Set(act.as_str().to_owned()),
        body: Set(words.trim().to_owned()),
        at: Set(ctx.clock.now().0),
    };
    messages::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// The notice that the office wrote, or moved the case on.
pub(super) fn news(row: &cases::Model, seq: i64) -> About {
    let case = CaseId(row.id);
    About {
        person: PersonId(row.held_by),
        kind: NoticeKind::News,
        case,
        about: None,
        once: news_of(case, seq),
    }
}
