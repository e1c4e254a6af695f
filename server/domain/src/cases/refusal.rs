//! What the workflow refuses, as pages say it.

use contract::Code;
use engine::{Refusal, clock::Misplaced};

use crate::error::Error;

/// A refusal of the workflow as a verb says it.
pub(super) fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::NotAllowed => Error::Forbidden,
        Refusal::TextMissing => Error::Refused(Code::TextMissing),
        Refusal::TextTooLong { .. } => Error::Refused(Code::TextTooLong),
        Refusal::NotPossibleNow | Refusal::UnknownEvent(_) => Error::Conflict(Code::EventNotPossible),
        Refusal::ConditionFails | Refusal::DocumentMissing(_) => Error::Refused(Code::ConditionFails),
        Refusal::TooLate { forcible: true, .. } => Error::Refused(Code::TermOverForcible),
        Refusal::TooLate { .. } => Error::Refused(Code::TermOver),
        Refusal::Term { why: Misplaced::OutOfOrder(_), .. } => Error::Refused(Code::DayWrong),
        Refusal::Term { why: Misplaced::Spent(_), .. } => Error::Refused(Code::TermSpent),
        Refusal::Term { why: Misplaced::TooLate(_), .. } => Error::Refused(Code::TermOver),
        Refusal::Term { .. } => Error::Conflict(Code::EventNotPossible),
        Refusal::BodyAsked(_) => Error::Refused(Code::BodyAsked),
        Refusal::UnknownState(_) | Refusal::Elsewhere { .. } => Error::Internal(refusal.into()),
    }
}
