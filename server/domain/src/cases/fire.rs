//! An event of the workflow on a filed case: by the applicant or by the office.

use contract::{Code, ids::CaseId};
use engine::{Refusal, Step};
use jiff::civil::Date;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, Value};

use super::{
    advance::{Advance, advance},
    index,
    requests::{self, Answered, Asked},
    show,
};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    procedures::{self, Definition},
};

/// What somebody wants to do.
#[derive(Debug, Clone)]
pub struct Fire {
    /// The case.
    pub case: CaseId,
    /// The workflow's event.
    pub event: String,
    /// What was written with it.
    pub text: Option<String>,
    /// What is asked point by point, where the event asks.
    pub points: Vec<String>,
    /// The last day for the answer, where the event asks.
    pub due: Option<Date>,
    /// The version of the case that their page was made from.
    pub row_version: i64,
    /// How often the applicant had done something when the office's page was made: what was written since stays to be
    /// read. Not looked at, if it is not known.
    pub heard: Option<u64>,
}

/// Does it, if the workflow offers it to this actor now.
///
/// # Errors
/// [`Error::NotFound`] for a case the actor may not see; [`Error::Forbidden`] if the event is not
/// theirs; [`Error::Conflict`] with `EventNotPossible` or `StaleSave` if the case has moved on;
/// [`Error::Refused`] for a missing or over-long text, points or days that cannot be, and points of the office's
/// that have no answer.
pub async fn fire(ctx: &Ctx, actor: &Actor, fire: &Fire) -> Result<()> {
    let outcome = repeating(|| fire_once(ctx, actor, fire)).await;
    access::guarded(ctx, actor, "case.event", outcome).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn fire_once(ctx: &Ctx, actor: &Actor, fire: &Fire) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, fire.case).await?;
    let Some(case) = entity::cases::cases::Entity::find_by_id(fire.case.0).one(&tx).await? else {
        return Err(Error::NotFound(Kind::Case));
    };
    let who = policy::capacities(actor, &case);
    if who.is_empty() {
        return Err(Error::Hidden(format!("case:{}", fire.case)));
    }
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    // A draft leaves only by being filed, which checks that it is complete.
    if case.phase == "draft" {
        return Err(Error::Conflict(Code::EventNotPossible));
    }
    let step =
        definition.workflow.step(&case.state, &fire.event, &who, fire.text.as_deref()).map_err(refused)?;
    if case.row_version != fire.row_version {
        return Err(Error::Conflict(Code::StaleSave));
    }
    let from_office = !policy::allows(actor, Action::OwnCase(&case));
    let unseen = match fire.heard.filter(|_| from_office) {
        Some(heard) => show::heard(&tx, &case).await? > heard,
        None => false,
    };
    let mut facts = Map::new();
    let asked = Asked::of(step.event, &fire.points, fire.due, ctx.clock.now().day())?;
    if let Some(asked) = &asked {
        asked.note(&mut facts);
    }
    if step.event.answers {
        answering(&tx, &definition, fire.case, from_office, &step, &mut facts).await?;
    }
    let what = Advance {
        case: &case,
        definition: &definition,
        step: &step,
        author: actor.person()?,
        from_office,
        facts,
        search: None,
        received: None,
        elsewhere: false,
        unseen,
    };
    let answers = step.event.answers;
    let seq = advance(ctx, &tx, what).await?;
    if let Some(asked) = asked {
        asked.write(ctx, &tx, fire.case, seq).await?;
    }
    if answers {
        requests::close(&tx, fire.case, seq, ctx.clock.now()).await?;
        index::order(ctx, &tx, fire.case).await?;
    }
    note_office(ctx, &tx, actor, fire, from_office).await?;
    ctx.fail.reached("fire.written");
    tx.commit().await?;
    Ok(())
}

/// Goes on only if what is asked is answered, and notes the answers for the journal.
async fn answering(
    tx: &impl ConnectionTrait,
    definition: &Definition,
    case: CaseId,
    from_office: bool,
    step: &Step<'_>,
    facts: &mut Map<String, Value>,
) -> Result<()> {
    let answered = Answered::load(tx, definition, case).await?;
    // What came on paper answers as a whole: the office writes down what it says, and adds the files.
    if !from_office {
        answered.demand(requests::rule(definition))?;
    }
    // A letter says something: the answers to the points, or its own words.
    if (from_office || !answered.has_points()) && step.text.is_none() {
        return Err(Error::Refused(Code::TextMissing));
    }
    answered.note(facts);
    Ok(())
}

/// What the office does to somebody's case is in the audit too, beside the journal.
async fn note_office(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    actor: &Actor,
    fire: &Fire,
    from_office: bool,
) -> Result<()> {
    if !from_office {
        return Ok(());
    }
    let action = format!("case.event.{}", fire.event);
    crate::audit::note(ctx, tx, actor, &action, format!("case:{}", fire.case), "ok").await
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotAllowed => Error::Forbidden,
        Refusal::TextMissing => Error::Refused(Code::TextMissing),
        Refusal::TextTooLong { .. } => Error::Refused(Code::TextTooLong),
        Refusal::NotPossibleNow | Refusal::UnknownEvent(_) => Error::Conflict(Code::EventNotPossible),
        Refusal::UnknownState(_) => Error::Internal(refusal.into()),
    }
}
