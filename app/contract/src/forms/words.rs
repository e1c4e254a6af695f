//! Answers in words, for summaries and receipts, and in the form that is stored for search.

use super::{Answers, FieldKind, Question, TICKED, problems::problem, reading};
use crate::{Lang, time::day_words};

/// An answer in words, `None` where nothing was given. An answer with a mistake is shown as it was
/// typed. `label` gives the words of a choice.
pub fn words(
    question: &Question,
    answers: &Answers,
    lang: Lang,
    label: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let text = answers.of(question, "").trim();
    match question.kind {
        FieldKind::Date => match reading::day(question, answers) {
            Ok(day) => Some(day_words(day, lang)),
            Err(_) => typed(question, answers, "/"),
        },
        FieldKind::Parcel => match reading::parcel(question, answers) {
            Ok(parcel) => Some(parcel_words(&parcel, lang)),
            Err(_) => typed(question, answers, ", "),
        },
        _ if text.is_empty() => None,
        FieldKind::Declaration => match (text == TICKED, lang) {
            (true, Lang::It) => Some("Sì".to_owned()),
            (true, Lang::En) => Some("Yes".to_owned()),
            (false, _) => None,
        },
        FieldKind::Choice => Some(label(text).unwrap_or_else(|| text.to_owned())),
        FieldKind::CodiceFiscale => {
            Some(reading::codice_fiscale(text).map_or_else(|_| text.to_owned(), String::from))
        }
        FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Phone => Some(text.to_owned()),
    }
}

/// The answer as programs compare it: a codice fiscale in upper case without blanks, a day as
/// `2026-11-22`, a parcel as `12-345-2` (`12-345-` without subalterno), any other text without blanks
/// around.
/// `None` where it is missing or wrong.
#[must_use]
pub fn stored(question: &Question, answers: &Answers) -> Option<String> {
    if problem(question, answers).is_some() {
        return None;
    }
    let text = answers.of(question, "").trim();
    match question.kind {
        FieldKind::Date => reading::day(question, answers).ok().map(|day| day.to_string()),
        FieldKind::Parcel => reading::parcel(question, answers)
            .ok()
            .map(|parcel| [parcel.foglio, parcel.particella, parcel.subalterno].map(bare).join("-")),
        FieldKind::CodiceFiscale => reading::codice_fiscale(text).ok().map(String::from),
        _ => (!text.is_empty()).then(|| text.to_owned()),
    }
}

fn parcel_words(parcel: &reading::Parcel<'_>, lang: Lang) -> String {
    let (sheet, plot) = match lang {
        Lang::It => ("Foglio", "particella"),
        Lang::En => ("Sheet", "parcel"),
    };
    let mut words = format!("{sheet} {}, {plot} {}", parcel.foglio, parcel.particella);
    if !parcel.subalterno.is_empty() {
        words.push_str(", sub. ");
        words.push_str(parcel.subalterno);
    }
    words
}

/// A number of the cadastre without the zeros that some documents put before it.
fn bare(number: &str) -> &str {
    let short = number.trim_start_matches('0');
    if short.is_empty() && !number.is_empty() { "0" } else { short }
}

/// The parts of a question as they were typed, `None` if all are empty.
fn typed(question: &Question, answers: &Answers, between: &str) -> Option<String> {
    let parts: Vec<&str> = question
        .kind
        .parts()
        .iter()
        .map(|part| answers.of(question, part).trim())
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
