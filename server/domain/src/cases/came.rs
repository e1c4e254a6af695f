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
    // Nor before what made it possible: an answer does not come before its question.
    if possible_since(db, definition, case, &fire.event).await?.is_some_and(|since| came.on < since) {
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

/// The day of what made an event possible where the case is; nothing where the end of a term did, or it always was.
async fn possible_since(
    db: &impl ConnectionTrait,
    definition: &Definition,
    case: &cases::Model,
    event: &str,
) -> Result<Option<Date>> {
    let flow = &definition.workflow;
    // What runs beside has states of its own.
    let Some(event) = flow.event(event).filter(|event| event.track.is_none()) else { return Ok(None) };
    let history = History::load(db, CaseId(case.id)).await?;
    let of_case = |fact: &Fact| flow.event(&fact.event).is_none_or(|event| event.track.is_none());
    let facts: Vec<_> = history.standing_facts().filter(of_case).collect();
    let first = facts.windows(2).rev().find_map(|pair| match pair {
        [before, after] if before.to != after.to && !event.from.contains(&before.to) => Some(after),
        _ => None,
    });
    let by_term = |id: &str| flow.event(id).is_some_and(|event| event.who.contains(&Who::System));
    Ok(first.filter(|fact| !by_term(&fact.event)).map(|fact| fact.day))
}
