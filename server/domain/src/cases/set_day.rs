//! The last day that the office sets with an act, refused in the words of pages.

use contract::Code;
use engine::{Chart, DayWrong, Standing, Step};
use jiff::civil::Date;

use crate::error::{Error, Result};

/// Goes on only if the day that was set with a step on that day can be the last one.
///
/// # Errors
/// [`Error::Refused`] with `DueMissing` where more time is granted until nobody says when; with `DueInThePast` for a day
/// that is over, with `DueTooEarly` for one before the least, or one that gives no more time, with `DueTooLate` for one after
/// the most, with `DueOnRest` for a day of rest on which something is to be done.
pub(super) fn demanded(
    chart: &Chart<'_>,
    before: &Standing,
    step: &Step<'_>,
    (due, on): (Option<Date>, Date),
) -> Result<()> {
    chart.demand_day(before, step, due, on).map_err(|wrong| {
        Error::Refused(match wrong {
            DayWrong::Missing => Code::DueMissing,
            DayWrong::Past => Code::DueInThePast,
            DayWrong::TooEarly => Code::DueTooEarly,
            DayWrong::TooLate => Code::DueTooLate,
            DayWrong::Rest => Code::DueOnRest,
        })
    })
}
