//! What came to the office another way and is written down later.

use contract::{Code, messages::LONGEST_EVIDENCE, time::Moment};
use engine::Who;
use entity::cases::cases;
use jiff::civil::Date;

use super::fire::Fire;
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
pub(super) fn day_of(
    ctx: &Ctx,
    definition: &Definition,
    case: &cases::Model,
    fire: &Fire,
    who: &[Who],
) -> Result<Date> {
    let today = ctx.clock.now().day();
    let Some(came) = &fire.came else { return Ok(today) };
    // Only what the applicant does can come another way; what the office does it does here and now.
    let office = who.iter().any(|one| *one != Who::Applicant);
    let applicants = definition.workflow.event(&fire.event).is_some_and(|event| {
        let own = event.who.iter().any(|one| *one != Who::Applicant && who.contains(one));
        event.who.contains(&Who::Applicant) && !own
    });
    // Nothing comes before the case itself, or tomorrow.
    let filed = case.received_at.map(|at| Moment(at).day());
    if !office || !applicants || came.on > today || filed.is_some_and(|filed| came.on < filed) {
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
