//! Answers in words, for summaries and receipts, and in the form that is stored for search.

use super::{Answers, FieldKind, PartKind, Question, TICKED, parts::NO_CODE, problems::problem, reading};
use crate::{
    Lang,
    expr::Value,
    money::{euros, whole},
    time::day_words,
};

/// An answer in words, `None` where nothing was given. An answer with a mistake is shown as it was
/// typed. `label` gives the words of a choice.
pub fn words(
    question: &Question,
    answers: &Answers,
    lang: Lang,
    label: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    if reading::nothing(question, answers) {
        return None;
    }
    let text = answers.of(question, "").trim();
    let wrong = problem(question, answers).is_some();
    let of = |part: &str| answers.of(question, part).trim();
    let named = |value: &str| label(value).unwrap_or_else(|| value.to_owned());
    Some(match question.kind {
        FieldKind::Declaration if wrong => return None,
        FieldKind::Declaration => yes(lang).to_owned(),
        FieldKind::Choice => named(text),
        FieldKind::Choices => text.split(',').map(named).collect::<Vec<_>>().join("; "),
        FieldKind::File | FieldKind::Information | FieldKind::Computed => return None,
        _ if wrong => return typed(question, answers),
        FieldKind::Date => day_words(reading::day(question, answers).ok()?, lang),
        FieldKind::Number => whole(reading::number(text)?, lang),
        FieldKind::Money => euros(reading::money(text)?, lang),
        FieldKind::Parcel => parcel_words(&of, lang),
        FieldKind::Address => {
            format!("{} {}, {} {}", of("via"), of("civico"), of("cap"), of("comune"))
        }
        FieldKind::Person => person_words(question, answers, lang),
        FieldKind::Signature => {
            let code = reading::canonical(PartKind::CodiceFiscale, of("codice_fiscale"));
            format!("{} {}, {code}, {}", of("nome"), of("cognome"), of("email"))
        }
        FieldKind::Company => company_words(&of, lang),
        FieldKind::Professional => {
            let code = reading::canonical(PartKind::CodiceFiscale, of("codice_fiscale"));
            let province = of("provincia").to_uppercase();
            let order = named(of("ordine"));
            format!(
                "{} {}, {code}. {order} ({province}), n. {}. PEC {}",
                of("nome"),
                of("cognome"),
                of("numero"),
                of("pec")
            )
        }
        _ => {
            let kind = question.kind.parts().first()?.kind;
            match kind {
                PartKind::CodiceFiscale | PartKind::TaxCode | PartKind::PartitaIva | PartKind::Plate => {
                    reading::canonical(kind, text)
                }
                PartKind::Iban => fours(&reading::canonical(kind, text)),
                _ => text.to_owned(),
            }
        }
    })
}

/// A value in words: what a computed question shows. `label` gives the words of a choice.
pub fn value_words(value: &Value, lang: Lang, label: impl Fn(&str) -> Option<String>) -> Option<String> {
    Some(match value {
        Value::Bool(true) => yes(lang).to_owned(),
        Value::Bool(false) => "No".to_owned(),
        Value::Int(n) => whole(*n, lang),
        Value::Money(cents) => euros(*cents, lang),
        Value::Date(day) => day_words(*day, lang),
        Value::Text(text) => label(text).unwrap_or_else(|| text.clone()),
        Value::List(items) => {
            let words: Vec<String> = items
                .iter()
                .filter_map(|item| match item {
                    Value::Text(text) => Some(label(text).unwrap_or_else(|| text.clone())),
                    Value::Int(n) => Some(whole(*n, lang)),
                    Value::Money(cents) => Some(euros(*cents, lang)),
                    Value::Date(day) => Some(day_words(*day, lang)),
                    Value::Bool(_) | Value::List(_) | Value::Record(_) => None,
                })
                .collect();
            words.join(", ")
        }
        Value::Record(_) => return None,
    })
}

/// The answer as programs compare it: codes in upper case without blanks, a day as `2026-11-22`, a
/// parcel as `12-345-2` (`12-345-` without subalterno), a sum in cents, the parts of any other
/// question of several inputs between blanks.
/// `None` where it is missing or wrong.
#[must_use]
pub fn stored(question: &Question, answers: &Answers) -> Option<String> {
    if reading::nothing(question, answers) || problem(question, answers).is_some() {
        return None;
    }
    match question.kind {
        FieldKind::Date => return reading::day(question, answers).ok().map(|day| day.to_string()),
        FieldKind::Parcel => {
            let part = |name, kind| reading::canonical(kind, answers.of(question, name));
            let all = [
                part("sezione", PartKind::Sezione),
                part("foglio", PartKind::Foglio),
                part("particella", PartKind::Particella),
                part("subalterno", PartKind::Subalterno),
            ];
            // Most land registers have no sections: it is named only where there is one.
            return Some(all.join("-").trim_start_matches('-').to_owned());
        }
        _ => {}
    }
    let parts: Vec<String> = reading::asked_parts(question, answers)
        .filter(|part| part.kind != PartKind::Tick || question.kind == FieldKind::Declaration)
        .map(|part| reading::canonical(part.kind, answers.of(question, part.name)))
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn yes(lang: Lang) -> &'static str {
    match lang {
        Lang::It => "Sì",
        Lang::En => "Yes",
    }
}

fn parcel_words<'t>(of: &impl Fn(&str) -> &'t str, lang: Lang) -> String {
    let (section, sheet, plot) = match lang {
        Lang::It => ("sezione", "foglio", "particella"),
        Lang::En => ("section", "sheet", "parcel"),
    };
    let mut words = format!("{sheet} {}, {plot} {}", of("foglio"), of("particella"));
    if !of("sezione").is_empty() {
        words = format!("{section} {}, {words}", of("sezione").to_uppercase());
    }
    if !of("subalterno").is_empty() {
        words.push_str(", sub. ");
        words.push_str(of("subalterno"));
    }
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The same for everybody to read: of a person or a firm the name alone, nothing by which they can be found or written to.
pub fn public_words(
    question: &Question,
    answers: &Answers,
    lang: Lang,
    label: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let all = words(question, answers, lang, label)?;
    let of = |part: &str| answers.of(question, part).trim();
    match question.kind {
        FieldKind::Person | FieldKind::Signature | FieldKind::Professional => {
            Some(format!("{} {}", of("nome"), of("cognome")))
        }
        FieldKind::Company => Some(of("denominazione").to_owned()),
        _ if question.kind.public() => Some(all),
        _ => None,
    }
}

fn person_words(question: &Question, answers: &Answers, lang: Lang) -> String {
    let of = |part: &str| answers.of(question, part).trim();
    let name = format!("{} {}", of("nome"), of("cognome"));
    if of(NO_CODE) != TICKED {
        return format!("{name}, {}", reading::canonical(PartKind::CodiceFiscale, of("codice_fiscale")));
    }
    let born = reading::birth(question, answers).map(|day| day_words(day, lang)).unwrap_or_default();
    match lang {
        Lang::It => format!("{name}, data di nascita {born}, luogo di nascita {}", of("nato_a")),
        Lang::En => format!("{name}, born on {born} in {}", of("nato_a")),
    }
}

fn company_words<'t>(of: &impl Fn(&str) -> &'t str, lang: Lang) -> String {
    let (vat, code) = match lang {
        Lang::It => ("partita IVA", "codice fiscale"),
        Lang::En => ("VAT number", "tax code"),
    };
    let mut words = of("denominazione").to_owned();
    if !of("partita_iva").is_empty() {
        words.push_str(&format!(", {vat} {}", reading::canonical(PartKind::PartitaIva, of("partita_iva"))));
    }
    if !of("codice_fiscale").is_empty() {
        words.push_str(&format!(", {code} {}", reading::canonical(PartKind::TaxCode, of("codice_fiscale"))));
    }
    if !of("pec").is_empty() {
        words.push_str(&format!(", PEC {}", of("pec")));
    }
    words
}

fn fours(text: &str) -> String {
    let mut out = String::new();
    for (place, c) in text.chars().enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// The parts of a question as they were typed; none where there is only a tick.
fn typed(question: &Question, answers: &Answers) -> Option<String> {
    let between = if question.kind == FieldKind::Date { "/" } else { ", " };
    let parts: Vec<&str> = question
        .kind
        .parts()
        .iter()
        .filter(|part| part.kind != PartKind::Tick)
        .map(|part| answers.of(question, part.name).trim())
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
