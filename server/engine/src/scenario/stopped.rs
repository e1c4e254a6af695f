//! Why something that is told does not happen.

use crate::{DayWrong, Refusal, clock::Misplaced};

/// Why a step of a story did not happen.
#[derive(Debug)]
pub(super) enum Stopped {
    Refused(Refusal),
    /// It comes before the case, or before what made it possible, or the story is past its day.
    Before,
    /// The last day that it sets cannot be that.
    Day(DayWrong),
    /// Before it terms end without end, each letting the next begin.
    Endless,
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Its word in a story.
pub(super) fn code(stopped: &Stopped) -> &'static str {
    let refusal = match stopped {
        Stopped::Endless => return "endless",
        Stopped::Before => return "out_of_order",
        Stopped::Day(DayWrong::Missing) => return "due_missing",
        Stopped::Day(DayWrong::Past) => return "due_past",
        Stopped::Day(DayWrong::TooEarly) => return "due_too_early",
        Stopped::Day(DayWrong::TooLate) => return "due_too_late",
        Stopped::Refused(refusal) => refusal,
    };
    match refusal {
        Refusal::NotPossibleNow | Refusal::BodyAsked(_) | Refusal::Elsewhere { .. } => "not_possible",
        Refusal::NotAllowed => "not_allowed",
        Refusal::ConditionFails => "condition",
        Refusal::DocumentMissing(_) => "document",
        Refusal::TooLate { .. } => "too_late",
        Refusal::Term { why: Misplaced::OutOfOrder(_), .. } => "out_of_order",
        Refusal::Term { why: Misplaced::TooLate(_), .. } => "too_late",
        Refusal::Term { .. } => "too_often",
        Refusal::UnknownState(_) | Refusal::UnknownEvent(_) => "unknown",
        Refusal::TextMissing | Refusal::TextTooLong { .. } => "text",
    }
}
