//! What a typed text means for its kind of input.

use jiff::civil::Date;

use super::{
    Answers, FieldKind, Part, PartKind, ProblemKind, Question, TICKED,
    parts::{BIRTH, NO_CODE},
};
use crate::{
    bank::{Iban, IbanError},
    people::{Email, PartitaIva, PartitaIvaError, TaxCode, TaxCodeError},
    places::Cap,
    vehicles,
};

/// Longest number of a sheet, of a parcel and of a subunit: the widths of the cadastre's own files.
const SEZIONE_CHARS: usize = 3;
const FOGLIO_CHARS: usize = 4;
const PARTICELLA_CHARS: usize = 10;
const SUBALTERNO_CHARS: usize = 4;

/// What is wrong with the text of one input that is not empty.
pub(super) fn wrong(question: &Question, kind: PartKind, text: &str) -> Option<ProblemKind> {
    let text = text.trim();
    let over = |limit: u32| {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        (text.chars().count() > limit).then_some(ProblemKind::TooLong)
    };
    let unless = |good: bool, problem: ProblemKind| (!good).then_some(problem);
    match kind {
        PartKind::Line | PartKind::Lines => over(question.max_chars),
        PartKind::Short(limit) => over(u32::from(limit)),
        PartKind::Street | PartKind::Comune => over(200),
        PartKind::Number => number(text).map_or(Some(ProblemKind::Number), |n| outside(question, n)),
        PartKind::Money => money(text).map_or(Some(ProblemKind::Money), |cents| outside(question, cents)),
        PartKind::Email | PartKind::Pec => {
            over(254).or(unless(Email::parse(text).is_ok(), ProblemKind::Email))
        }
        PartKind::Phone => over(30).or(unless(is_phone(text), ProblemKind::Phone)),
        PartKind::CodiceFiscale => codice_fiscale(text).err(),
        PartKind::TaxCode => tax_code(text).err(),
        PartKind::PartitaIva => partita_iva(text).err(),
        PartKind::Iban => iban(text).err(),
        PartKind::Plate => unless(vehicles::Plate::parse(text).is_ok(), ProblemKind::Plate),
        PartKind::Cap => unless(Cap::parse(text).is_ok(), ProblemKind::Cap),
        PartKind::Province => unless(is_province(text), ProblemKind::Province),
        PartKind::Choice => unless(question.choices.iter().any(|c| c == text), ProblemKind::NotAChoice),
        PartKind::Choices => {
            let all = text.split(',').all(|one| question.choices.iter().any(|choice| choice == one));
            unless(all, ProblemKind::NotAChoice)
        }
        PartKind::Tick => unless(text == TICKED, ProblemKind::NotDeclared),
        // Whether the three make a day is said of all together.
        PartKind::Day | PartKind::Month | PartKind::Year => None,
        PartKind::Sezione => unless(cadastral(text, SEZIONE_CHARS, "", false), ProblemKind::Parcel),
        PartKind::Foglio => unless(cadastral(text, FOGLIO_CHARS, "", true), ProblemKind::Parcel),
        // Denominators (123/4) and building parcels of the land book (.45).
        PartKind::Particella => unless(cadastral(text, PARTICELLA_CHARS, "/.", true), ProblemKind::Parcel),
        PartKind::Subalterno => unless(cadastral(text, SUBALTERNO_CHARS, "", true), ProblemKind::Parcel),
    }
}

/// The text of one input as programs compare it: codes in upper case without blanks, numbers of the
/// cadastre without zeros before them, any other text without blanks around. Only of what is right.
pub(super) fn canonical(kind: PartKind, text: &str) -> String {
    let text = text.trim();
    let read = match kind {
        PartKind::CodiceFiscale => codice_fiscale(text).ok().map(|code| code.as_str().to_owned()),
        PartKind::TaxCode => tax_code(text).ok().map(|code| code.as_str().to_owned()),
        PartKind::PartitaIva => partita_iva(text).ok().map(|code| code.as_str().to_owned()),
        PartKind::Iban => iban(text).ok().map(|iban| iban.as_str().to_owned()),
        PartKind::Plate => vehicles::Plate::parse(text).ok().map(|plate| plate.as_str().to_owned()),
        PartKind::Cap => Cap::parse(text).ok().map(|cap| cap.as_str().to_owned()),
        PartKind::Number => number(text).map(|n| n.to_string()),
        PartKind::Money => money(text).map(|cents| cents.to_string()),
        PartKind::Province | PartKind::Sezione => Some(text.to_uppercase()),
        PartKind::Foglio | PartKind::Particella | PartKind::Subalterno => Some(bare(text).to_owned()),
        _ => None,
    };
    read.unwrap_or_else(|| text.to_owned())
}

fn outside(question: &Question, n: i64) -> Option<ProblemKind> {
    if question.min.is_some_and(|min| n < min) {
        return Some(ProblemKind::TooSmall);
    }
    question.max.is_some_and(|max| n > max).then_some(ProblemKind::TooLarge)
}

/// The day in the inputs of a date, or the first part that is wrong.
pub(super) fn day(question: &Question, answers: &Answers) -> Result<Date, &'static str> {
    day_of(question, answers, ["giorno", "mese", "anno"])
}

/// The birth day of a person without codice fiscale, or the first part that is wrong.
pub(super) fn birth(question: &Question, answers: &Answers) -> Result<Date, &'static str> {
    let [day, month, year, _] = BIRTH;
    day_of(question, answers, [day, month, year])
}

fn day_of(question: &Question, answers: &Answers, parts: [&'static str; 3]) -> Result<Date, &'static str> {
    let [day_part, month_part, year_part] = parts;
    let day: i8 = digits(answers.of(question, day_part)).ok_or(day_part)?;
    let month: i8 = digits(answers.of(question, month_part))
        .filter(|month| (1..=12).contains(month))
        .ok_or(month_part)?;
    let typed_year = answers.of(question, year_part).trim();
    // Two digits could mean either century.
    if typed_year.len() != 4 {
        return Err(year_part);
    }
    let year: i16 = digits(typed_year).filter(|year| *year >= 1_000).ok_or(year_part)?;
    Date::new(year, month, day).ok().ok_or(day_part)
}

/// A whole number in digits only; `+3` is a number for Rust, not for a calendar.
fn digits<N: std::str::FromStr>(text: &str) -> Option<N> {
    let digits = text.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// A whole number as Italians type it: a minus before it, points between thousands.
pub(super) fn number(text: &str) -> Option<i64> {
    let (negative, rest) = signed(text.trim());
    let n: i64 = digits(&without_thousands(rest)?)?;
    Some(if negative { -n } else { n })
}

/// Euros and cents as people type them, in cents: `1.234,50`, `1234.50`, `€ 12`.
#[must_use]
pub fn money(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('€').trim_end_matches('€').trim();
    let (negative, rest) = signed(text);
    let (euros, cents) = match rest.rsplit_once(',') {
        Some((euros, cents)) => (without_thousands(euros)?, cents),
        // A point with two digits or one after it is a decimal point; with three, of thousands. One of each is a slip:
        // which is which would be guessed.
        None => match rest.rsplit_once('.') {
            Some((euros, cents)) if cents.len() <= 2 && !euros.contains('.') => (euros.to_owned(), cents),
            _ => (without_thousands(rest)?, "0"),
        },
    };
    let euros: i64 = digits(&euros)?;
    let cents: i64 = match cents.len() {
        1 => digits::<i64>(cents)?.checked_mul(10)?,
        2 => digits(cents)?,
        _ => return None,
    };
    let total = euros.checked_mul(100)?.checked_add(cents)?;
    Some(if negative { -total } else { total })
}

fn signed(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest.trim_start()))
}

/// Digits without the points between thousands; `None` where points stand elsewhere.
fn without_thousands(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let mut all = first.to_owned();
    let mut several = false;
    for group in groups {
        several = true;
        if group.len() != 3 {
            return None;
        }
        all.push_str(group);
    }
    (!several || (1..=3).contains(&first.len())).then_some(all)
}

fn cadastral(text: &str, most: usize, also: &str, digit: bool) -> bool {
    text.chars().count() <= most
        && (!digit || text.chars().any(|c| c.is_ascii_digit()))
        && text.chars().all(|c| c.is_ascii_alphanumeric() || also.contains(c))
}

/// A number of the cadastre without the zeros that some documents put before it.
fn bare(number: &str) -> &str {
    let short = number.trim_start_matches('0');
    if short.is_empty() && !number.is_empty() { "0" } else { short }
}

fn is_province(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// A person's code: sixteen characters, or the eleven digits of a provisional one.
fn codice_fiscale(text: &str) -> Result<TaxCode, ProblemKind> {
    code_of(text, ProblemKind::CodiceFiscaleShape)
}

/// The code of a body or of a person.
fn tax_code(text: &str) -> Result<TaxCode, ProblemKind> {
    code_of(text, ProblemKind::TaxCodeShape)
}

/// A code of sixteen characters or of eleven digits; `shape` is what is wrong with any other text.
fn code_of(text: &str, shape: ProblemKind) -> Result<TaxCode, ProblemKind> {
    let code = TaxCode::parse(text).map_err(|error| match error {
        TaxCodeError::Shape => shape,
        TaxCodeError::PersonCheck => ProblemKind::CodiceFiscaleCheck,
        TaxCodeError::EntityCheck => ProblemKind::CodiceFiscaleDigit,
    })?;
    let no_day = matches!(&code, TaxCode::Person(person) if person.birth().is_none());
    if no_day { Err(ProblemKind::CodiceFiscaleDay) } else { Ok(code) }
}

fn partita_iva(text: &str) -> Result<PartitaIva, ProblemKind> {
    PartitaIva::parse(text).map_err(|error| match error {
        PartitaIvaError::Shape => ProblemKind::PartitaIvaShape,
        PartitaIvaError::Check => ProblemKind::PartitaIvaCheck,
    })
}

fn iban(text: &str) -> Result<Iban, ProblemKind> {
    Iban::parse(text).map_err(|error| match error {
        IbanError::Check | IbanError::Cin => ProblemKind::IbanCheck,
        _ => ProblemKind::IbanShape,
    })
}

/// Whether nothing was typed in any input that counts; a tick alone counts as an answer.
pub(super) fn nothing(question: &Question, answers: &Answers) -> bool {
    asked_parts(question, answers).all(|part| text_of(question, part, answers).is_empty())
}

/// The inputs that count: a person has a codice fiscale, or a birth day and place.
pub(super) fn asked_parts(question: &Question, answers: &Answers) -> impl Iterator<Item = &'static Part> {
    let person = question.kind == FieldKind::Person;
    let no_code = person && answers.of(question, NO_CODE).trim() == TICKED;
    question.kind.parts().iter().filter(move |part| match part.name {
        name if person && BIRTH.contains(&name) => no_code,
        "codice_fiscale" if person => !no_code,
        _ => true,
    })
}

/// What was typed in one input, without blanks around.
pub(super) fn text_of<'a>(question: &Question, part: &Part, answers: &'a Answers) -> &'a str {
    answers.of(question, part.name).trim()
}

/// Whether a text can be a telephone number, with or without a prefix, however it is spaced.
pub(super) fn is_phone(text: &str) -> bool {
    let dense: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '/' | '(' | ')')).collect();
    let digits = dense.strip_prefix('+').unwrap_or(&dense);
    // Fifteen digits is the longest number in the world (E.164), six the shortest local one.
    (6..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
