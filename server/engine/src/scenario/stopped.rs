//! Why something that is told does not happen.

use super::Told;
use crate::{
    Chart, DayWrong, Event, Refusal, Standing, Who, clock::Misplaced, expressions::nearest,
    scenario::teller::MOST_FIRED,
};

/// Why a step of a story did not happen.
#[derive(Debug)]
pub(super) enum Stopped {
    Refused(Refusal),
    /// It comes before the case, or before what made it possible, or the story is past its day; in words.
    Before(String),
    /// The last day that it sets cannot be that.
    Day(DayWrong),
    /// A case that nobody filed is none.
    Filing,
    /// Before it terms end without end, each letting the next begin.
    Endless,
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The words for it in stories.
pub const REFUSED: [&str; 15] = [
    "not_possible",
    "not_allowed",
    "too_late",
    "too_often",
    "out_of_order",
    "condition",
    "document",
    "text",
    "due_missing",
    "due_past",
    "due_too_early",
    "due_too_late",
    "due_rest",
    "endless",
    "unknown",
];

/// Its word in a story, of [`REFUSED`].
pub(super) fn code(stopped: &Stopped) -> &'static str {
    let refusal = match stopped {
        Stopped::Endless => return "endless",
        Stopped::Before(_) => return "out_of_order",
        Stopped::Filing => return "not_possible",
        Stopped::Day(DayWrong::Missing) => return "due_missing",
        Stopped::Day(DayWrong::Past) => return "due_past",
        Stopped::Day(DayWrong::TooEarly) => return "due_too_early",
        Stopped::Day(DayWrong::TooLate) => return "due_too_late",
        Stopped::Day(DayWrong::Rest) => return "due_rest",
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

/// Why it did not happen where the case stands, and what would be possible instead.
pub(super) fn in_words(stopped: &Stopped, chart: &Chart<'_>, at: &Standing, told: &Told) -> String {
    let id = [&told.event, &told.received, &told.rectified].into_iter().flatten().next();
    let event = id.and_then(|id| chart.workflow.event(id));
    let refusal = match stopped {
        Stopped::Endless => {
            return format!(
                "more than {MOST_FIRED} terms end by themselves before it, each letting the next begin"
            );
        }
        Stopped::Before(why) => return why.clone(),
        Stopped::Filing => {
            return "a case that nobody filed is none; say its true day with `truly`".to_owned();
        }
        Stopped::Day(wrong) => return format!("{wrong}; the last day is said with `due`"),
        Stopped::Refused(refusal) => refusal,
    };
    match refusal {
        Refusal::UnknownEvent(id) if event.is_none() => {
            let known = chart.workflow.events.iter().map(|event| event.id.as_str());
            format!("there is no event `{id}`; {}", nearest::remedy(id, known))
        }
        Refusal::UnknownEvent(id) => format!("`{id}` has not happened so far"),
        // What is put right may be possible, and not what came after it.
        Refusal::NotPossibleNow if told.event.is_none() => {
            "what came after it would not be possible then".to_owned()
        }
        Refusal::NotPossibleNow => {
            event.map_or_else(|| refusal.to_string(), |event| elsewhere(event, chart, at))
        }
        Refusal::NotAllowed => event.map_or_else(|| refusal.to_string(), |event| others(event, told)),
        Refusal::ConditionFails => match event.and_then(|event| event.when.as_ref()) {
            Some(when) => format!("its condition does not hold: {}", when.text),
            None => refusal.to_string(),
        },
        Refusal::DocumentMissing(slot) => {
            format!("the document `{slot}` is missing; name it in `documents` of the story")
        }
        Refusal::TooLate { forcible: true, .. } => {
            format!("{refusal}; late it is done with a written reason, `forced = true`")
        }
        refusal => refusal.to_string(),
    }
}

/// Where an event is possible, as it is not where the case stands.
fn elsewhere(event: &Event, chart: &Chart<'_>, at: &Standing) -> String {
    let from: Vec<String> = event.from.iter().map(|state| format!("`{state}`")).collect();
    let from = from.join(", ");
    match &event.track {
        Some(track) => {
            format!("no track `{track}` of these `bodies` is where it is possible: {from}")
        }
        None => format!("it is not possible in the state `{}`, only in {from}", chart.state_of(at)),
    }
}

/// Who may do it, as whoever is told to do it may not.
fn others(event: &Event, told: &Told) -> String {
    let may: Vec<&str> = event.who.iter().map(|who| who.as_str()).collect();
    if told.by.or_else(|| event.who.first().copied()) == Some(Who::System) {
        return "it comes by itself when a term ends; let the days pass with `until`".to_owned();
    }
    let by = told.by.map_or("nobody", Who::as_str);
    format!("`{by}` may not do it; `by` can be: {}", may.join(", "))
}
