//! Which days count as days of rest. Holidays are data, each with the years in which it holds and the law that says so.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

/// The days of rest of a place. Holidays may change: what was due is worked out again from the events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// National holidays and the patron saint's day; `[[holiday]]` in the file.
    #[serde(rename = "holiday", default)]
    pub holidays: Vec<Holiday>,
    /// Whether a term that ends on a Saturday ends on the next working day too. Of the law's own terms this is disputed.
    #[serde(default)]
    pub saturdays_rest: bool,
}

/// A day of rest that comes each year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// What people call it.
    pub name: String,
    /// When it is.
    pub on: When,
    /// The first year in which it is a day of rest; always, if it is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_year: Option<i16>,
    /// The last year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<i16>,
    /// The law, or the municipality's act.
    pub source: String,
}

/// The day of a holiday in its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// The same date each year: month and day.
    Date(i8, i8),
    /// So many days after Easter Sunday.
    AfterEaster(i8),
}

impl Holiday {
    fn is(&self, day: Date) -> bool {
        let year = day.year();
        let holds = self.first_year.is_none_or(|first| first <= year)
            && self.last_year.is_none_or(|last| year <= last);
        holds
            && match self.on {
                When::Date(month, of) => (day.month(), day.day()) == (month, of),
                When::AfterEaster(after) => {
                    easter(year).checked_add(jiff::Span::new().days(after)).is_ok_and(|on| on == day)
                }
            }
    }
}

impl Calendar {
    /// The same with the days of rest of a place.
    #[must_use]
    pub fn with(mut self, place: Self) -> Self {
        self.saturdays_rest |= place.saturdays_rest;
        self.holidays.extend(place.holidays);
        self
    }

    /// Whether offices work on a day, as far as terms are concerned.
    #[must_use]
    pub fn works(&self, day: Date) -> bool {
        let rests = match day.weekday() {
            Weekday::Sunday => true,
            Weekday::Saturday => self.saturdays_rest,
            _ => false,
        };
        !rests && !self.holidays.iter().any(|holiday| holiday.is(day))
    }

    /// Whether a day counts where working days are counted: Saturdays do not.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        self.works(day) && day.weekday() != Weekday::Saturday
    }

    /// The day itself, or the next on which offices work.
    #[must_use]
    pub fn rolled(&self, day: Date) -> Date {
        let mut at = day;
        while !self.works(at) {
            match at.tomorrow() {
                Ok(next) => at = next,
                // The calendar ends in the year 9999.
                Err(_) => return day,
            }
        }
        at
    }

    /// The day that is so many working days after `day`, which does not count. Saturdays do not count either.
    #[must_use]
    pub fn working_days_after(&self, day: Date, count: u16) -> Date {
        let (mut at, mut left) = (day, count);
        while left > 0 {
            let Ok(next) = at.tomorrow() else { return at };
            at = next;
            left -= u16::from(self.is_working_day(at));
        }
        at
    }

    /// The last day on which so many working days are still left before `day`: warnings go out then.
    #[must_use]
    pub fn working_days_before(&self, day: Date, count: u32) -> Date {
        let (mut at, mut left) = (day, count);
        while left > 0 {
            let Ok(before) = at.yesterday() else { return day };
            at = before;
            if self.is_working_day(at) {
                left -= 1;
            }
        }
        at
    }
}

/// Easter Sunday of a year, by the Gregorian rule (Meeus, Jones, Butcher).
#[must_use]
pub fn easter(year: i16) -> Date {
    let year_of = i32::from(year);
    let (a, b, c) = (year_of % 19, year_of / 100, year_of % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    let number = |value: i32| i8::try_from(value).unwrap_or(1);
    Date::new(year, number(month), number(day)).unwrap_or(Date::ZERO)
}
