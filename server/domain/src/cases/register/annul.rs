//! Annulling an entry: written beside it, with why, by whom and on whose word. The entry stays as it is.

use contract::{
    Code,
    register::{EntryKey, LONGEST_REASON},
};
use entity::cases::protocollo_annulments;
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::read::opened;
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    identity::policy::{self, Action},
    jobs::{self, Work},
    ports::Protocol,
};

/// What is annulled, and why.
#[derive(Debug, Clone)]
pub struct Annul {
    /// The entry.
    pub key: EntryKey,
    /// Why.
    pub reason: String,
    /// The act that allows it.
    pub authority: String,
}

/// Annuls an entry of an office that the actor answers for.
///
/// # Errors
/// [`Error::NotFound`] for an entry of another office; [`Error::Forbidden`] for who works there and does not
/// answer for it; [`Error::Refused`] with `TextMissing` or `TextTooLong`; [`Error::Conflict`] with
/// `AlreadyAnnulled`.
pub async fn annul(ctx: &Ctx, actor: &Actor, annul: &Annul) -> Result<()> {
    let outcome = repeating(|| annul_once(ctx, actor, annul)).await;
    access::guarded(ctx, actor, "register.annul", outcome).await
}

async fn annul_once(ctx: &Ctx, actor: &Actor, annul: &Annul) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let may = |office: &str| policy::allows(actor, Action::SeeRegister(office));
    let (row, case) = opened(&tx, annul.key, may).await?;
    policy::demand(actor, Action::AnnulEntry(&case.office))?;
    // Nobody acts as the office on a case of their own.
    access::demand_work(&tx, actor, &case).await?;
    let (reason, authority) = (annul.reason.trim(), annul.authority.trim());
    if reason.is_empty() || authority.is_empty() {
        return Err(Error::Refused(Code::TextMissing));
    }
    if reason.chars().count() > LONGEST_REASON || authority.chars().count() > LONGEST_REASON {
        return Err(Error::Refused(Code::TextTooLong));
    }
    let known = protocollo_annulments::Entity::find_by_id((row.year, row.number)).one(&tx).await?;
    if known.is_some() {
        return Err(Error::Conflict(Code::AlreadyAnnulled));
    }
    let annulment = protocollo_annulments::ActiveModel {
        year: Set(row.year),
        number: Set(row.number),
        reason: Set(reason.to_owned()),
        authority: Set(authority.to_owned()),
        annulled_by: Set(actor.person()?.0),
        annulled_at: Set(ctx.clock.now().0),
    };
    protocollo_annulments::Entity::insert(annulment).exec_without_returning(&tx).await?;
    let subject = format!("protocollo:{}", annul.key.words());
    audit::note(ctx, &tx, actor, "register.annul", subject, "ok").await?;
    if row.port == Protocol::EXTERNAL {
        let work = Work::AnnulOutside { year: row.year, number: row.number };
        jobs::enqueue(ctx, &tx, &work, ctx.clock.now(), None).await?;
    }
    tx.commit().await?;
    ctx.wake.notify_one();
    Ok(())
}
