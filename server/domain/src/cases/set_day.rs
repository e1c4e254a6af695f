//! The last day that the office sets with an act: never before what the law leaves, and later than it was where more time
//! is granted.

use contract::{Code, cases::DaySet};
use engine::{
    Event, Standing, Step,
    clock::{Change, Length, Status, Term},
};
use jiff::{Span, civil::Date};

use crate::{
    error::{Error, Result},
    procedures::Definition,
};

/// The most days that the office may give where the procedure does not say less: a slip of the year is one.
const LONGEST: u16 = 5 * 366;

/// How far the last day may be that an event sets: of the term that it begins, or of one that it makes longer.
pub(super) fn of(definition: &Definition, event: &Event) -> Option<DaySet> {
    let terms = &definition.clocks.terms;
    let starts =
        terms.iter().find_map(|term| Some(DaySet { least: begun(term, &event.id)?, most: term.most }));
    let longer = || terms.iter().any(|term| lengthens(term, event, None));
    starts.or_else(|| longer().then_some(DaySet { least: 0, most: None }))
}

/// The least length of a term that begins with an event, where the office says how long it is.
fn begun(term: &Term, event: &str) -> Option<u16> {
    let starts = |does: Change| matches!(does, Change::Start | Change::Restart);
    match term.length {
        Length::Given(least) => {
            term.moves.iter().any(|moves| moves.event == event && starts(moves.does)).then_some(least)
        }
        _ => None,
    }
}

/// Whether an event makes a term longer up to a day that the office sets; `to` is where it leads, if that is known.
fn lengthens(term: &Term, event: &Event, to: Option<&str>) -> bool {
    term.moves.iter().any(|moves| {
        moves.event == event.id
            && matches!(moves.does, Change::Extend(Length::Given(_)))
            && to.is_none_or(|to| moves.to.as_deref().is_none_or(|own| own == to))
    })
}

/// Goes on only if the day that was set with a step on that day can be the last one.
///
/// # Errors
/// [`Error::Refused`] with `DueMissing` where more time is granted until nobody says when; with `DueInThePast` for a day
/// that is over, with `DueTooEarly` for one before the least, or one that gives no more time, with `DueTooLate` for one after
/// the most.
pub(super) fn demanded(
    definition: &Definition,
    before: &Standing,
    step: &Step<'_>,
    (due, on): (Option<Date>, Date),
) -> Result<()> {
    for (place, term) in definition.clocks.terms.iter().enumerate() {
        let least = begun(term, &step.event.id).map(|days| on.saturating_add(Span::new().days(days)));
        if let Some(due) = due.filter(|due| least.is_some_and(|least| *due < least)) {
            let past = if due <= on { Code::DueInThePast } else { Code::DueTooEarly };
            return Err(Error::Refused(past));
        }
        match (due, least) {
            // Nothing but the office says how long it is.
            (None, Some(_)) if matches!(term.length, Length::Given(1)) => {
                return Err(Error::Refused(Code::DueMissing));
            }
            (Some(due), Some(_)) => {
                let most = term.most.unwrap_or(LONGEST);
                if due > on.saturating_add(Span::new().days(most)) {
                    return Err(Error::Refused(Code::DueTooLate));
                }
            }
            _ => {}
        }
        if !lengthens(term, step.event, Some(step.to)) {
            continue;
        }
        let own = before.terms.iter().filter(|counting| usize::from(counting.term) == place);
        for status in own.map(engine::Counting::status).filter(|status| status.is_open()) {
            let due = due.ok_or(Error::Refused(Code::DueMissing))?;
            if due > on.saturating_add(Span::new().days(LONGEST)) {
                return Err(Error::Refused(Code::DueTooLate));
            }
            if matches!(status, Status::Running(now) if due <= now.nominal) {
                return Err(Error::Refused(Code::DueTooEarly));
            }
        }
    }
    Ok(())
}
