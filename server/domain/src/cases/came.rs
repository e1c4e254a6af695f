//! What came to the office another way and is written down later.

use contract::{Code, ids::CaseId, messages::LONGEST_EVIDENCE, time::Moment};
use engine::Who;
use entity::cases::cases;
use jiff::civil::Date;
use sea_orm::ConnectionTrait;

use super::{
    clock::{Fact, History},
    fire::Fire,
};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    procedures::Definition,
};

/// When something came to the office that is recorded later.
#[derive(Debug, Clone)]
pub struct Came {
    /// The day.
    pub on: Date,
    /// What proves it: the stamp on a letter, the receipt of a registered one.
    pub evidence: String,
}

/// The day on which it counts: today, or the day on which it came another way.
pub(super) async fn day_of(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    definition: &Definition,
    case: &cases::Model,
    fire: &Fire,
    who: &[Who],
) -> Result<Date> {
    let today = ctx.clock.now().day();
    let Some(came) = &fire.came else { return Ok(today) };
    // What the applicant does can come another way, and some of what the office does it records later; the rest it does here
    // and now.
    let office = who.iter().any(|one| *one != Who::Applicant);
    let recorded = definition.workflow.event(&fire.event).is_some_and(|event| {
        let own = event.who.iter().any(|one| *one != Who::Applicant && who.contains(one));
        event.dated || event.who.contains(&Who::Applicant) && !own
    });
    // Nothing comes before the case itself, or tomorrow.
    let filed = case.received_at.map(|at| Moment(at).day());
    if !office || !recorded || came.on > today || filed.is_some_and(|filed| came.on < filed) {
        return Err(Error::Refused(Code::DayWrong));
    }
    // Nor does an answer come before what it answers: what brought the case where it is, unless a term did.
    let answers = definition.workflow.event(&fire.event).is_some_and(|event| !event.dated);
    if answers && asked_on(db, definition, case).await?.is_some_and(|asked| came.on < asked) {
        return Err(Error::Refused(Code::DayWrong));
    }
    if came.evidence.trim().is_empty() {
        return Err(Error::Refused(Code::ProofMissing));
    }
    if came.evidence.chars().count() > LONGEST_EVIDENCE {
        return Err(Error::Refused(Code::TextTooLong));
    }
    Ok(came.on)
}

/// The day of what brought a case where it is; nothing where the end of a term did, or its filing.
async fn asked_on(
    db: &impl ConnectionTrait,
    definition: &Definition,
    case: &cases::Model,
) -> Result<Option<Date>> {
    let history = History::load(db, CaseId(case.id)).await?;
    let of_case =
        |fact: &Fact| definition.workflow.event(&fact.event).is_none_or(|event| event.track.is_none());
    let facts: Vec<_> = history.standing_facts().filter(of_case).collect();
    let moved = facts.windows(2).rev().find_map(|pair| match pair {
        [before, after] if before.to != after.to => Some(after),
        _ => None,
    });
    let by_term =
        |event: &str| definition.workflow.event(event).is_some_and(|event| event.who.contains(&Who::System));
    Ok(moved.filter(|fact| !by_term(&fact.event)).map(|fact| fact.day))
}
