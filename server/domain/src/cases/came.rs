//! What came to the office another way and is written down later.

use contract::{Code, cases::Channel, ids::CaseId, messages::LONGEST_EVIDENCE, time::Moment};
use engine::Who;
use entity::cases::cases;
use jiff::civil::Date;
use sea_orm::ConnectionTrait;

use super::{
    clock::{Fact, History, past_of},
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
    let office = who.iter().any(|one| *one != Who::Applicant);
    let recorded = definition.workflow.recorded_later(&fire.event, who);
    let Some(came) = &fire.came else {
        // Who filed in the portal finds there what they never did: what proves it stands beside it.
        let theirs = definition.workflow.event(&fire.event).is_some_and(|event| !event.dated) && recorded;
        return if office && theirs && in_portal(case) {
            Err(Error::Refused(Code::CameMissing))
        } else {
            Ok(today)
        };
    };
    // Nothing comes before the case itself, or tomorrow.
    let filed = case.received_at.map(|at| Moment(at).day());
    if !office || !recorded || came.on > today || filed.is_some_and(|filed| came.on < filed) {
        return Err(Error::Refused(Code::DayWrong));
    }
    // Nor before what made it possible: an answer does not come before its question.
    if possible_since(ctx, db, definition, case, fire).await?.is_some_and(|since| came.on < since) {
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

/// Whether a case was filed in the portal, where its applicant does everything by themselves.
pub(super) fn in_portal(case: &cases::Model) -> bool {
    Channel::parse(&case.channel) == Some(Channel::Portal)
}

/// The day before which what is recorded cannot have happened where the case is.
async fn possible_since(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    definition: &Definition,
    case: &cases::Model,
    fire: &Fire,
) -> Result<Option<Date>> {
    let history = History::load(db, CaseId(case.id)).await?;
    let facts: Vec<Fact> = history.standing_facts().collect();
    let chart = definition.chart(&ctx.lists.calendar);
    Ok(chart.possible_since(&past_of(&facts), &fire.event, &fire.bodies))
}
