//! Answers in words, as they are stored, and what they are worth in formulas.

use super::{FieldKind as F, *};
use crate::{Lang, expr::Value};

/// Kind, what is typed, in Italian, in English, as stored.
type Case<'a> = (F, &'a [(&'a str, &'a str)], &'a str, &'a str, &'a str);

fn all(cases: &[Case<'_>]) {
    for (kind, typed, italian, english, compared) in cases {
        let step = step("s", vec![question(*kind)]);
        let answers = accept(&step, pairs(typed));
        let question = &step.questions[0];
        let label = |value: &str| (value == "a").then(|| "label of a".to_owned());
        let say = |lang| words(question, &answers, lang, label).unwrap_or_default();
        assert_eq!(say(Lang::It), *italian, "{kind:?} {typed:?}");
        assert_eq!(say(Lang::En), *english, "{kind:?} {typed:?}");
        assert_eq!(stored(question, &answers).unwrap_or_default(), *compared, "{kind:?} {typed:?}");
    }
}

/// Right answers of the question `q` of a kind.
fn right(kind: F) -> &'static [(&'static str, &'static str)] {
    match kind {
        F::Text => &[("q", " Mario ")],
        F::LongText => &[("q", "a\nb")],
        F::Number => &[("q", "-1.234")],
        F::Money => &[("q", "€ 1.234,5")],
        F::Email | F::Pec => &[("q", "a@b.it")],
        F::Phone => &[("q", "0746 12345")],
        F::CodiceFiscale => &[("q", "rssmra 80a01 h501u")],
        F::TaxCode => &[("q", "0074 3110 157")],
        F::PartitaIva => &[("q", "IT 00743110157")],
        F::Iban => &[("q", "it60x0542811101000000123456")],
        F::Plate => &[("q", "ab 123 cd")],
        F::Date => &[("q.giorno", "02"), ("q.mese", "3"), ("q.anno", "2026")],
        F::Choice => &[("q", "a")],
        F::Choices => &[("q", "c"), ("q", "a")],
        F::Declaration => &[("q", "on")],
        F::Address => &[("q.via", "Via Roma"), ("q.civico", "1"), ("q.cap", "02100"), ("q.comune", "Rieti")],
        F::Person => &[("q.nome", "Mario"), ("q.cognome", "Rossi"), ("q.codice_fiscale", "rssmra80a01h501u")],
        F::Company => {
            &[("q.denominazione", "Bar srl"), ("q.partita_iva", "IT00743110157"), ("q.pec", "a@pec.it")]
        }
        F::Professional => &[
            ("q.nome", "Anna"),
            ("q.cognome", "Verdi"),
            ("q.codice_fiscale", CODE),
            ("q.ordine", "a"),
            ("q.provincia", "ri"),
            ("q.numero", "12"),
            ("q.pec", "a@pec.it"),
        ],
        F::Parcel => {
            &[("q.sezione", "a"), ("q.foglio", "012"), ("q.particella", "345"), ("q.subalterno", "2")]
        }
        F::Signature => &[
            ("q.nome", "Ada"),
            ("q.cognome", "Bo"),
            ("q.codice_fiscale", "rssmra80a01h501u"),
            ("q.email", "a@b.it"),
        ],
        F::File | F::Information | F::Computed => &[],
    }
}

#[test]
fn right_answers_of_one_input_are_said_in_words() {
    all(&[
        (F::Text, right(F::Text), "Mario", "Mario", "Mario"),
        (F::LongText, right(F::LongText), "a\nb", "a\nb", "a\nb"),
        (F::Number, right(F::Number), "-1234", "-1234", "-1234"),
        (F::Money, right(F::Money), "1.234,50 €", "€1,234.50", "123450"),
        (F::Money, &[("q", "-0,05")], "-0,05 €", "-€0.05", "-5"),
        (F::Email, right(F::Email), "a@b.it", "a@b.it", "a@b.it"),
        (F::Pec, right(F::Pec), "a@b.it", "a@b.it", "a@b.it"),
        (F::Phone, right(F::Phone), "0746 12345", "0746 12345", "0746 12345"),
        (F::CodiceFiscale, right(F::CodiceFiscale), CODE, CODE, CODE),
        (F::CodiceFiscale, &[("q", "0074 3110 157")], VAT, VAT, VAT),
        (F::TaxCode, right(F::TaxCode), VAT, VAT, VAT),
        (F::TaxCode, &[("q", "rssmra 80a01 h501u")], CODE, CODE, CODE),
        (F::PartitaIva, right(F::PartitaIva), VAT, VAT, VAT),
        (
            F::Iban,
            right(F::Iban),
            "IT60 X054 2811 1010 0000 0123 456",
            "IT60 X054 2811 1010 0000 0123 456",
            "IT60X0542811101000000123456",
        ),
        (F::Plate, right(F::Plate), "AB123CD", "AB123CD", "AB123CD"),
        (F::Choice, right(F::Choice), "label of a", "label of a", "a"),
        (F::Choices, right(F::Choices), "label of a; c", "label of a; c", "a,c"),
        (F::Declaration, right(F::Declaration), "Sì", "Yes", "si"),
    ]);
}

#[test]
fn right_answers_of_several_inputs_are_said_in_words() {
    let born = [
        ("q.nome", "Ada"),
        ("q.cognome", "Byron"),
        ("q.senza_codice", "si"),
        ("q.codice_fiscale", "left behind"),
        ("q.nato_giorno", "10"),
        ("q.nato_mese", "12"),
        ("q.nato_anno", "1985"),
        ("q.nato_a", "Londra"),
    ];
    all(&[
        (F::Date, right(F::Date), "2 marzo 2026", "2 March 2026", "2026-03-02"),
        (
            F::Parcel,
            right(F::Parcel),
            "Sezione A, foglio 012, particella 345, sub. 2",
            "Section A, sheet 012, parcel 345, sub. 2",
            "A-12-345-2",
        ),
        (
            F::Parcel,
            &[("q.foglio", "7"), ("q.particella", "00")],
            "Foglio 7, particella 00",
            "Sheet 7, parcel 00",
            "7-0-",
        ),
        (
            F::Address,
            right(F::Address),
            "Via Roma 1, 02100 Rieti",
            "Via Roma 1, 02100 Rieti",
            "Via Roma 1 02100 Rieti",
        ),
        (
            F::Company,
            right(F::Company),
            "Bar srl, partita IVA 00743110157, PEC a@pec.it",
            "Bar srl, VAT number 00743110157, PEC a@pec.it",
            "Bar srl 00743110157 a@pec.it",
        ),
        (
            F::Company,
            &[("q.denominazione", "Amici"), ("q.codice_fiscale", "0074 3110 157")],
            "Amici, codice fiscale 00743110157",
            "Amici, tax code 00743110157",
            "Amici 00743110157",
        ),
        (
            F::Professional,
            right(F::Professional),
            "Anna Verdi, RSSMRA80A01H501U. label of a (RI), n. 12. PEC a@pec.it",
            "Anna Verdi, RSSMRA80A01H501U. label of a (RI), n. 12. PEC a@pec.it",
            "Anna Verdi RSSMRA80A01H501U a RI 12 a@pec.it",
        ),
        (
            F::Signature,
            right(F::Signature),
            "Ada Bo, RSSMRA80A01H501U, a@b.it",
            "Ada Bo, RSSMRA80A01H501U, a@b.it",
            "Ada Bo RSSMRA80A01H501U a@b.it",
        ),
        (
            F::Person,
            right(F::Person),
            "Mario Rossi, RSSMRA80A01H501U",
            "Mario Rossi, RSSMRA80A01H501U",
            "Mario Rossi RSSMRA80A01H501U",
        ),
        (
            F::Person,
            &born,
            "Ada Byron, data di nascita 10 dicembre 1985, luogo di nascita Londra",
            "Ada Byron, born on 10 December 1985 in Londra",
            "Ada Byron 10 12 1985 Londra",
        ),
    ]);
}

#[test]
fn wrong_answers_are_said_as_typed_and_not_stored() {
    all(&[
        (F::Text, &[("q", "  ")], "", "", ""),
        (F::Text, &[("q", " 12345678901")], "12345678901", "12345678901", ""),
        (F::Number, &[("q", "1.5")], "1.5", "1.5", ""),
        (F::Money, &[("q", "1,234")], "1,234", "1,234", ""),
        (F::Iban, &[("q", "it60")], "it60", "it60", ""),
        (F::Date, &[("q.giorno", "31"), ("q.mese", "2"), ("q.anno", "2026")], "31/2/2026", "31/2/2026", ""),
        (F::Date, &[], "", "", ""),
        (F::Parcel, &[("q.foglio", "7")], "7", "7", ""),
        (F::Choice, &[("q", "z")], "z", "z", ""),
        (F::Choices, &[("q", "z,a")], "label of a; z", "label of a; z", ""),
        (F::Declaration, &[("q", "no")], "", "", ""),
        (F::Person, &[("q.senza_codice", "si")], "", "", ""),
        (F::Person, &[("q.nome", "Ada"), ("q.codice_fiscale", "x")], "Ada, x", "Ada, x", ""),
    ]);
}

#[test]
fn what_an_answer_is_worth_has_the_type_that_formulas_were_checked_for() {
    for kind in F::ALL {
        let step = step("s", vec![question(kind)]);
        let answers = accept(&step, pairs(right(kind)));
        let value = value_of(&step.questions[0], &answers);
        let of = type_of(&step.questions[0]);
        assert_eq!(value.is_some(), of.is_some(), "{kind:?}");
        assert!(value.zip(of).is_none_or(|(value, of)| is(&value, &of)), "{kind:?}");
    }
}

fn is(value: &Value, of: &crate::expr::Type) -> bool {
    use crate::expr::Type as T;
    match (value, of) {
        (Value::Bool(_), T::Bool)
        | (Value::Int(_), T::Int)
        | (Value::Money(_), T::Money)
        | (Value::Date(_), T::Date)
        | (Value::Text(_), T::Text) => true,
        (Value::List(list), T::List(of)) => list.iter().all(|value| is(value, of)),
        (Value::Record(record), T::Record(of)) => {
            record.iter().all(|(name, value)| of.get(name).is_some_and(|of| is(value, of)))
        }
        _ => false,
    }
}

#[test]
fn what_is_not_ticked_is_worth_no_and_no_boxes_are_an_empty_list() {
    let nothing = Answers::default();
    assert_eq!(value_of(&question(F::Declaration), &nothing), Some(Value::Bool(false)));
    assert_eq!(value_of(&question(F::Choices), &nothing), Some(Value::List(Vec::new())));
    let wrong = Answers::from_iter(pairs(&[("q", "z")]));
    assert_eq!(value_of(&question(F::Choices), &wrong), None);
    assert_eq!(value_of(&question(F::Choice), &wrong), None);
}

#[test]
fn computed_values_are_said_in_words() {
    let label = |value: &str| (value == "a").then(|| "label of a".to_owned());
    let text = |text: &str| Value::Text(text.to_owned());
    for (value, italian, english) in [
        (Value::Bool(true), Some("Sì"), Some("Yes")),
        (Value::Bool(false), Some("No"), Some("No")),
        (Value::Int(12_500), Some("12.500"), Some("12,500")),
        (Value::Money(-5), Some("-0,05 €"), Some("-€0.05")),
        (Value::Date(crate::expr::date("2026-03-02").unwrap()), Some("2 marzo 2026"), Some("2 March 2026")),
        (text("a"), Some("label of a"), Some("label of a")),
        (Value::List(vec![text("a"), Value::Int(1)]), Some("label of a, 1"), Some("label of a, 1")),
        (Value::Record(std::collections::BTreeMap::new()), None, None),
    ] {
        assert_eq!(value_words(&value, Lang::It, label).as_deref(), italian);
        assert_eq!(value_words(&value, Lang::En, label).as_deref(), english);
    }
}

#[test]
fn everybody_reads_of_a_person_or_a_firm_the_name_alone() {
    let names = [
        (F::Person, "Mario Rossi"),
        (F::Signature, "Ada Bo"),
        (F::Professional, "Anna Verdi"),
        (F::Company, "Bar srl"),
        (F::Address, "Via Roma 1, 02100 Rieti"),
    ];
    for kind in F::ALL {
        let step = step("s", vec![question(kind)]);
        let answers = accept(&step, pairs(right(kind)));
        let said = public_words(&step.questions[0], &answers, Lang::It, |_| None).unwrap_or_default();
        assert!(kind.public() || said.is_empty(), "{kind:?}: {said}");
        if let Some((_, name)) = names.iter().find(|(of, _)| *of == kind) {
            assert_eq!(said, *name, "{kind:?}");
        }
    }
}
