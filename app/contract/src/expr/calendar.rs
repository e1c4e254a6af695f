//! Counting days and months, in whole numbers.
//!
//! Own code on purpose: the general spans of `jiff` weigh more in the browser than all formulas together.

use jiff::civil::Date;

/// Days from 1 March of the year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// The day written as `2026-01-31`, and in no other way.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut part = |width: usize| {
        let digits = parts.next()?;
        let plain = digits.len() == width && digits.bytes().all(|byte| byte.is_ascii_digit());
        if plain { digits.parse::<i16>().ok() } else { None }
    };
    made(part(4)?.into(), part(2)?.into(), part(2)?.into())
}

/// A day of the years 0 to 9999: those that can be written with four digits.
fn made(year: i64, month: i64, day: i64) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| *year >= 0)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of a day, counted from 1970: days between two dates are the difference of their numbers.
pub(super) fn number(date: Date) -> i64 {
    // Years that begin in March have their leap day at the end, so that every month has its place.
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The day of a number; none outside the years 0 to 9999.
fn numbered(number: i64) -> Option<Date> {
    let number = number.checked_add(EPOCH)?;
    let (era, of_era) = (number.div_euclid(ERA), number.rem_euclid(ERA));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    made(era * 400 + year + i64::from(month <= 2), month, day)
}

/// The day so many days later (or earlier).
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    numbered(number(date).checked_add(days)?)
}

/// The same day so many months later (or earlier), or the last day of that month if it is shorter.
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    let months = (i64::from(date.year()) * 12 + i64::from(date.month()) - 1).checked_add(months)?;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let last = made(year, month, 1)?.days_in_month();
    made(year, month, date.day().min(last).into())
}
