//! What a typed text means for its kind of question.

use jiff::civil::Date;

use super::{Answers, ProblemKind, Question};
use crate::people::{CodiceFiscale, CodiceFiscaleError};

/// A parcel of the cadastre, as typed, without blanks around.
pub(super) struct Parcel<'a> {
    pub(super) foglio: &'a str,
    pub(super) particella: &'a str,
    pub(super) subalterno: &'a str,
}

/// Longest number of a sheet, of a parcel and of a subunit: the widths of the cadastre's own files.
const FOGLIO_CHARS: usize = 4;
const PARTICELLA_CHARS: usize = 10;
const SUBALTERNO_CHARS: usize = 4;

/// The day in the inputs of a date, or the first part that is wrong.
pub(super) fn day(question: &Question, answers: &Answers) -> Result<Date, &'static str> {
    let day: i8 = number(answers.of(question, "giorno")).ok_or("giorno")?;
    let month: i8 =
        number(answers.of(question, "mese")).filter(|month| (1..=12).contains(month)).ok_or("mese")?;
    let typed_year = answers.of(question, "anno").trim();
    // Two digits could mean either century.
    if typed_year.len() != 4 {
        return Err("anno");
    }
    let year: i16 = number(typed_year).filter(|year| *year >= 1_000).ok_or("anno")?;
    Date::new(year, month, day).ok().ok_or("giorno")
}

/// A whole number in digits only; `+3` is a number for Rust, not for a calendar.
fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let digits = text.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// The parcel in the inputs, or the first part that is wrong.
pub(super) fn parcel<'a>(question: &Question, answers: &'a Answers) -> Result<Parcel<'a>, &'static str> {
    let read = |part| answers.of(question, part).trim();
    let parcel =
        Parcel { foglio: read("foglio"), particella: read("particella"), subalterno: read("subalterno") };
    if !cadastral(parcel.foglio, FOGLIO_CHARS, "") {
        return Err("foglio");
    }
    // Denominators (123/4) and building parcels of the land book (.45).
    if !cadastral(parcel.particella, PARTICELLA_CHARS, "/.") {
        return Err("particella");
    }
    if !parcel.subalterno.is_empty() && !cadastral(parcel.subalterno, SUBALTERNO_CHARS, "") {
        return Err("subalterno");
    }
    Ok(parcel)
}

fn cadastral(text: &str, most: usize, also: &str) -> bool {
    text.chars().count() <= most
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}

/// A person's code.
pub(super) fn codice_fiscale(text: &str) -> Result<CodiceFiscale, ProblemKind> {
    CodiceFiscale::parse(text).map_err(|error| match error {
        CodiceFiscaleError::Shape => ProblemKind::CodiceFiscaleShape,
        CodiceFiscaleError::Check => ProblemKind::CodiceFiscaleCheck,
    })
}

/// Whether a text can be an e-mail address. Only delivery proves one: this finds typing mistakes.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.trim().rsplit_once('@') else { return false };
    let labels: Vec<&str> = host.split('.').collect();
    !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.chars().all(|c| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c))
        && labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        // No top-level domain is a number: that would be an address such as 10.0.0.1.
        && labels.last().is_some_and(|top| top.chars().any(char::is_alphabetic))
}

/// Whether a text can be a telephone number, with or without a prefix, however it is spaced.
pub(super) fn is_phone(text: &str) -> bool {
    let dense: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '/' | '(' | ')')).collect();
    let digits = dense.strip_prefix('+').unwrap_or(&dense);
    // Fifteen digits is the longest number in the world (E.164), six the shortest local one.
    (6..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
