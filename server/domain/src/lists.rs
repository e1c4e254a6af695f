//! The public lists that forms offer to choose from, and what the municipality's files say of a parcel.

use contract::places::{Bodies, Comuni, ListError, Offices, Orders, Streets, Territory};
pub use engine::clock::Calendar;
use engine::clock::{Holiday, When};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;
/// The lists of an installation; read once, at start.
#[derive(Debug)]
pub struct Lists {
    /// Comuni of today and of the past, and foreign states.
    pub comuni: Comuni,
    /// Streets of the comune.
    pub streets: Streets,
    /// Orders of professionals.
    pub orders: Orders,
    /// Offices that people may turn to, the front desk first; none if the installation lists none.
    pub offices: Offices,
    /// Where bodies that are asked for an opinion are written to; none if the installation lists none.
    pub bodies: Bodies,
    /// Parcels with zone and constraints.
    pub territory: Territory,
    /// The days of rest.
    pub calendar: Calendar,
}

/// The most suggestions that are shown at once.
const SUGGESTIONS: usize = 12;

impl Lists {
    /// Comuni whose name begins so, those of today first: `Roccascura (CH)`.
    #[must_use]
    pub fn suggest_comuni(&self, typed: &str) -> Vec<String> {
        let found = self.comuni.search(typed, SUGGESTIONS);
        found.into_iter().map(|comune| format!("{} ({})", comune.name, comune.province)).collect()
    }

    /// Streets with a word that begins so.
    #[must_use]
    pub fn suggest_streets(&self, typed: &str) -> Vec<String> {
        self.streets.search(typed, SUGGESTIONS).into_iter().map(|street| street.name.clone()).collect()
    }
}

/// A leap year: the 29th of February is a day.
const LEAP: i16 = 2024;

/// How a day of rest is written.
const EXAMPLE: &str = "a day of rest is `[[holiday]]` with `name`, `on = { date = [6, 24] }` (the month, then the day) and `source`";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "holiday", default)]
    holidays: Vec<Spanned<Holiday>>,
    #[serde(default)]
    saturdays_rest: bool,
}

/// Reads the days of rest. A day that no year has would be no day of rest, and terms would end on it.
///
/// # Errors
/// What is wrong in which line, and what to write.
pub fn own_holidays(text: &str) -> Result<Calendar, ListError> {
    let line = |at: usize| text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
    let written: Written = toml::from_str(text).map_err(|err| ListError {
        line: err.span().map_or(1, |span| line(span.start)),
        what: format!("{}; {EXAMPLE}", err.message()),
    })?;
    for holiday in &written.holidays {
        if let Some(what) = slip(holiday.as_ref()) {
            return Err(ListError { line: line(holiday.span().start), what });
        }
    }
    let holidays = written.holidays.into_iter().map(Spanned::into_inner).collect();
    Ok(Calendar { holidays, saturdays_rest: written.saturdays_rest })
}

fn slip(holiday: &Holiday) -> Option<String> {
    let name = holiday.name.trim();
    if let When::Date(month, day) = holiday.on
        && Date::new(LEAP, month, day).is_err()
    {
        let turned = Date::new(LEAP, day, month).is_ok();
        let hint = if turned { format!("; write [{day}, {month}]") } else { String::new() };
        return Some(format!(
            "`{name}`: [{month}, {day}] is no day: the month comes first, then the day{hint}"
        ));
    }
    if name.is_empty() {
        return Some("the day has no `name`".to_owned());
    }
    if holiday.source.trim().is_empty() {
        return Some(format!("`{name}` has no `source`: write the law, or the municipality's act"));
    }
    match (holiday.first_year, holiday.last_year) {
        (Some(first), Some(last)) if last < first => {
            Some(format!("`{name}`: its last year {last} comes before its first {first}"))
        }
        _ => None,
    }
}
