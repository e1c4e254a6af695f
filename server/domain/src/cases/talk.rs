//! Messages between the applicant and the office that are no act of the procedure.

use contract::{
    Code,
    cases::{Act, MAX_MESSAGE},
    ids::{CaseId, MessageId},
};
use entity::{cases::cases, messages::messages};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::{Map, json};

use super::{
    acts::{self, news},
    show,
    twice::TWICE_MS,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    journal::Salt,
    messages::notify,
};

/// Writes a message in a filed case, from whichever side the actor is on. It changes neither state nor terms. What the
/// office writes answers what its page showed: `heard` is how far the applicant had come when that was made,
/// and what came since stays to be read. Of an applicant it is not looked at.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] where nobody writes any more;
/// [`Error::Refused`] with `TextMissing` or `TextTooLong`.
pub async fn write_message(ctx: &Ctx, actor: &Actor, id: CaseId, text: &str, heard: u64) -> Result<()> {
    let outcome = repeating(|| write_once(ctx, actor, id, text.trim(), heard)).await;
    access::guarded(ctx, actor, "case.message", outcome).await
}

async fn write_once(ctx: &Ctx, actor: &Actor, id: CaseId, text: &str, heard: u64) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let opened = access::readable_in(ctx, &tx, actor, id).await?;
    let case = &opened.case;
    policy::demand(actor, Action::Write(case))?;
    if text.is_empty() {
        return Err(Error::Refused(Code::TextMissing));
    }
    if text.chars().count() > MAX_MESSAGE {
        return Err(Error::Refused(Code::TextTooLong));
    }
    let from_office = !policy::allows(actor, Action::OwnCase(case));
    if from_office && access::concerned(&tx, actor, id).await? {
        return Err(Error::Forbidden);
    }
    if said_already(ctx, &tx, actor, id, text).await? {
        return Ok(());
    }
    let message = MessageId(ctx.ids.next());
    let facts = Map::from_iter([
        ("message".to_owned(), json!(message.to_string())),
        ("message_sha256".to_owned(), json!(Salt::of(case).hash(text))),
    ]);
    let seq = acts::record(ctx, &tx, case, Act::Message, actor.person()?, facts).await?;
    let row = messages::ActiveModel {
        id: Set(message.0),
        case_id: Set(id.0),
        event_seq: Set(seq),
        author_id: Set(actor.person()?.0),
        from_office: Set(i32::from(from_office)),
        event: Set(Act::Message.as_str().to_owned()),
        body: Set(text.to_owned()),
        at: Set(ctx.clock.now().0),
    };
    messages::Entity::insert(row).exec_without_returning(&tx).await?;
    let unseen = from_office && show::heard(&tx, case).await? > heard;
    if !unseen {
        to_read(&tx, id, !from_office).await?;
    }
    if from_office {
        notify(ctx, &tx, news(case, seq)).await?;
        audit::note(ctx, &tx, actor, "case.message", format!("case:{id}"), "ok").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The same words of the same person, last and just now, are one press of the button too many.
async fn said_already(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    id: CaseId,
    text: &str,
) -> Result<bool> {
    let last = messages::Entity::find()
        .filter(messages::Column::CaseId.eq(id.0))
        .order_by_desc(messages::Column::EventSeq)
        .one(tx)
        .await?;
    let author = actor.person()?.0;
    let just_now = |row: &messages::Model| ctx.clock.now().0 - row.at < TWICE_MS;
    // The text of an act is no message.
    let same = |row: &messages::Model| row.event == Act::Message.as_str() && row.body == text;
    Ok(last.is_some_and(|row| row.author_id == author && same(&row) && just_now(&row)))
}

/// Marks that the office has something of the applicant's to read, or has nothing any more.
pub(super) async fn to_read(tx: &impl ConnectionTrait, id: CaseId, yes: bool) -> Result<()> {
    cases::Entity::update_many()
        .col_expr(cases::Column::ToRead, Expr::value(i32::from(yes)))
        .filter(cases::Column::Id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
