//! The act of a step: registered, and on its way to everybody whom it goes to.

use contract::{
    Lang,
    ids::{CaseId, PersonId},
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
use crate::{ctx::Ctx, error::Result};

/// The act in the register; what the office sends goes on its way to the applicant and to the others.
///
/// # Errors
/// Database errors.
pub(super) async fn registered_act(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    what: &Advance<'_>,
    case_number: Option<&str>,
    key: EntryKey,
    seq: i64,
    at: Moment,
) -> Result<()> {
    let event = &what.step.event.id;
    let direction = register::direction(what.step.effects).unwrap_or(Direction::In);
    let texts = what.definition.text(Lang::It);
    let words = texts.event(event);
    let kind = words.message_kind.unwrap_or(words.timeline);
    let case = CaseId(what.case.id);
    let reserved = RecipientsRule::is_reserved(what.step.event.recipients);
    let person = (!reserved).then_some(PersonId(what.case.created_by));
    let act = Act {
        key,
        direction,
        case,
        seq,
        at,
        subject: format!("{} {} – {kind}", texts.service().short, case_number.unwrap_or_default()),
        party: person.unwrap_or(PersonId(Uuid::nil())).0,
    };
    register::write(ctx, tx, act).await?;
    if direction == Direction::Out {
        let (document, others) = (what.deed.is_some(), what.recipients);
        communications::serve(ctx, tx, Made { case, seq, event, key, person, others, at, document }).await?;
    }
    if let Some(deed) = what.deed {
        deeds::keep(ctx, tx, case, seq, key, what.author, deed).await?;
    }
    Ok(())
}
