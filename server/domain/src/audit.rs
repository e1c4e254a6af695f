//! The audit: who read or did what to whose data. Append-only; ids and codes, never values.

use entity::office::audit;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{
    ctx::{Actor, Ctx},
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
    crate::db::repeating(|| async {
        let tx = ctx.db.begin().await?;
        note(ctx, &tx, actor, action, subject.clone(), outcome).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
