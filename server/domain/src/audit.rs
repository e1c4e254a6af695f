//! The audit: who read or did what to whose data. Append-only; ids and codes, never values.

use contract::ids::CaseId;
use entity::office::{audit, own_reads};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};
use uuid::Uuid;

use crate::{
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

/// Writes one line. For reads of other people's data it is written before the answer leaves.
///
/// # Errors
/// Database errors; the read that it stands for must then not be answered.
pub async fn note(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    actor: &Actor,
    action: &str,
    subject: String,
    outcome: &str,
) -> Result<()> {
    let row = audit::ActiveModel {
        id: Set(ctx.ids.next()),
        at: Set(ctx.clock.now().0),
        actor_id: Set(actor.person.map(|person| person.0)),
        action: Set(action.to_owned()),
        subject: Set(subject),
        outcome: Set(outcome.to_owned()),
        request: Set(actor.request.to_string()),
    };
    audit::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes one line in a transaction of its own.
///
/// # Errors
/// Database errors.
pub async fn note_now(ctx: &Ctx, actor: &Actor, action: &str, subject: String, outcome: &str) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        note(ctx, &tx, actor, action, subject.clone(), outcome).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Writes that somebody looked at their own case: one line for each session and case, whatever page of
/// it was opened first. Without a session every look is written.
///
/// # Errors
/// Database errors; the case must then not be shown.
pub(crate) async fn note_own(ctx: &Ctx, actor: &Actor, case: CaseId) -> Result<()> {
    note_own_thing(ctx, actor, OWN_READ, format!("case:{case}"), case.0).await
}

/// The same for something of one's own that is no case.
///
/// # Errors
/// Database errors; the thing must then not be shown.
pub(crate) async fn note_own_thing(
    ctx: &Ctx,
    actor: &Actor,
    action: &str,
    subject: String,
    id: Uuid,
) -> Result<()> {
    let Some(session) = &actor.session else {
        return note_now(ctx, actor, action, subject, "ok").await;
    };
    let key = (session.clone(), id);
    if ctx.own_reads.has(&key) {
        return Ok(());
    }
    if own_reads::Entity::find_by_id(key.clone()).one(ctx.db.read()).await?.is_some() {
        ctx.own_reads.keep(key);
        return Ok(());
    }
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let row = own_reads::ActiveModel { session_hash: Set(session.clone()), case_id: Set(id) };
        let columns = [own_reads::Column::SessionHash, own_reads::Column::CaseId];
        let once = OnConflict::columns(columns).do_nothing().to_owned();
        // Two pages opened at once: whoever comes second waits, and finds the row.
        if own_reads::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await? == 1 {
            note(ctx, &tx, actor, action, subject.clone(), "ok").await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

const OWN_READ: &str = "case.read.own";
