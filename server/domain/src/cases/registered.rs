//! The act of a step: registered, and on its way to everybody whom it goes to.

use contract::{
    Lang,
    ids::{CaseId, PersonId},
    messages::Channel,
    register::{Direction, EntryKey},
    time::Moment,
};
use engine::RecipientsRule;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    advance::Advance,
    communications::{self, Made},
    deeds,
    register::{self, Act},
};
use crate::{
    ctx::Ctx,
    error::Result,
    identity::{self, Reach},
};

/// Where the act of a step has its place.
pub(super) struct Placed<'a> {
    /// The number of the case.
    pub(super) case: Option<&'a str>,
    /// In the register.
    pub(super) key: EntryKey,
    /// In the journal.
    pub(super) seq: i64,
    pub(super) at: Moment,
    /// How whose case it is wants to get what the office sends.
    pub(super) reach: Option<Reach>,
}

/// How whose case it is gets the act of a step, if it goes to them at all: at the certified mail that they chose for this case,
/// else as they want everything. It is asked before anything is written, so that
/// nobody who writes waits for the answer.
///
/// # Errors
/// Database errors.
pub(super) async fn reach_of(tx: &impl ConnectionTrait, what: &Advance<'_>) -> Result<Option<Reach>> {
    let sent = register::direction(what.step.effects) == Some(Direction::Out) && !what.elsewhere;
    match sent.then(|| party(what)).flatten() {
        Some(person) => {
            let reach = identity::reach(tx, person).await?;
            Ok(Some(match &what.case.domicile {
                Some(address) => Reach { channel: Channel::Pec, address: Some(address.clone()), ..reach },
                None => reach,
            }))
        }
        None => Ok(None),
    }
}

/// Whose case it is, unless the act goes to others alone.
fn party(what: &Advance<'_>) -> Option<PersonId> {
    let reserved = RecipientsRule::is_reserved(what.step.event.recipients.as_ref());
    (!reserved).then_some(PersonId(what.case.held_by))
}

/// The act in the register; what the office sends goes on its way to the applicant and to the others.
///
/// # Errors
/// Database errors.
pub(super) async fn registered_act(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    what: &Advance<'_>,
    placed: Placed<'_>,
) -> Result<()> {
    let Placed { key, seq, at, .. } = placed;
    let event = &what.step.event.id;
    let direction = register::direction(what.step.effects).unwrap_or(Direction::In);
    let texts = what.definition.text(Lang::It);
    let words = texts.event(event);
    let kind = words.message_kind.unwrap_or(words.timeline);
    let case = CaseId(what.case.id);
    let person = party(what);
    let act = Act {
        key,
        direction,
        case,
        seq,
        at,
        subject: format!("{} {} – {kind}", texts.service().short, placed.case.unwrap_or_default()),
        party: person.unwrap_or(PersonId(Uuid::nil())).0,
    };
    register::write(ctx, tx, act).await?;
    if direction == Direction::Out {
        let (document, others) = (what.deed.is_some(), what.recipients);
        let person = person.zip(placed.reach);
        communications::serve(ctx, tx, Made { case, seq, event, key, person, others, at, document }).await?;
    }
    if let Some(deed) = what.deed {
        deeds::keep(ctx, tx, case, seq, key, what.author, deed).await?;
    }
    Ok(())
}
