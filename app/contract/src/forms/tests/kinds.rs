//! Kinds of one input: what is right, and what is wrong with the rest.

use super::{FieldKind as F, ProblemKind as P, *};

type Case = (&'static str, &'static str, Option<P>);

fn all(kind: F, cases: &[Case]) {
    for (rule, typed, expected) in cases {
        let found = wrong(question(kind), &[("q", *typed)]);
        assert_eq!(found.map(|(_, kind)| kind), *expected, "{kind:?}, {rule}: {typed:?}");
        assert!(found.is_none_or(|(part, _)| part.is_empty()), "{kind:?} has one input");
    }
}

#[test]
fn texts_say_what_is_wrong() {
    all(
        F::Text,
        &[
            ("a text", "Mario", None),
            ("blanks are no answer", " \t ", Some(P::Missing)),
            ("the limit counts characters, not bytes", "àààààààààà", None),
            ("blanks around do not count", "  1234567890  ", None),
            ("one character over the limit", "12345678901", Some(P::TooLong)),
            ("bytes that were no text", "Mar\u{FFFD}o", Some(P::Unreadable)),
        ],
    );
    all(F::LongText, &[("several lines", "a\nb", None), ("only line ends", "\r\n\r\n", Some(P::Missing))]);
}

#[test]
fn addresses_and_telephones_say_what_is_wrong() {
    let email: [Case; 7] = [
        ("an address", "a@b.it", None),
        ("an address without host", "a@", Some(P::Email)),
        ("an address without dot", "a@b", Some(P::Email)),
        ("an address with a blank", "a b@c.it", Some(P::Email)),
        ("two dots together", "a@b..it", Some(P::Email)),
        ("a number for a host", "a@1.2.3.4", Some(P::Email)),
        ("nothing", "", Some(P::Missing)),
    ];
    all(F::Email, &email);
    all(F::Pec, &email);
    all(
        F::Phone,
        &[
            ("a telephone number", "0746 12345", None),
            ("with prefix and signs", "+39 (0746) 12-34/5", None),
            ("words", "telefono", Some(P::Phone)),
            ("too few digits", "12345", Some(P::Phone)),
            ("too many digits", "1234567890123456", Some(P::Phone)),
            ("digits of another script", "١٢٣٤٥٦٧", Some(P::Phone)),
        ],
    );
}

#[test]
fn codes_say_whether_the_shape_or_the_check_is_wrong() {
    all(
        F::CodiceFiscale,
        &[
            ("a code with blanks", "rssmra 80a01 h501u", None),
            ("a code that is too short", "RSSMRA", Some(P::CodiceFiscaleShape)),
            ("a mistyped code", "RSSMRA80A01H501X", Some(P::CodiceFiscaleCheck)),
            ("a code of homonyms", "RSSMRA80A01H50MM", None),
            ("a provisional code", "007 4311 0157", None),
            ("a mistyped provisional code", "00743110158", Some(P::CodiceFiscaleDigit)),
            ("twelve digits", "007431101570", Some(P::CodiceFiscaleShape)),
            ("eleven letters", "aaaaaaaaaaa", Some(P::CodiceFiscaleShape)),
            ("31 April", "RSSMRA80D31H501D", Some(P::CodiceFiscaleDay)),
            ("day zero", "RSSMRA80A00H501V", Some(P::CodiceFiscaleDay)),
            ("31 February of a woman", "RSSMRA80B71H501A", Some(P::CodiceFiscaleDay)),
            ("day 99", "RSSMRA80A99H501Y", Some(P::CodiceFiscaleDay)),
        ],
    );
    all(
        F::TaxCode,
        &[
            ("a body's code", VAT, None),
            ("with blanks", "0074 3110 157", None),
            ("a person's code", "rssmra 80a01 h501u", None),
            ("ten digits", "0074311015", Some(P::TaxCodeShape)),
            ("a number with its country", "IT00743110157", Some(P::TaxCodeShape)),
            ("eleven letters", "aaaaaaaaaaa", Some(P::TaxCodeShape)),
            ("a body's mistyped code", "00743110158", Some(P::CodiceFiscaleDigit)),
            ("a person's mistyped code", "RSSMRA80A01H501X", Some(P::CodiceFiscaleCheck)),
            ("a day that is in no calendar", "RSSMRA80D31H501D", Some(P::CodiceFiscaleDay)),
        ],
    );
    all(
        F::PartitaIva,
        &[
            ("a number", VAT, None),
            ("with the country and blanks", "IT 0074311 0157", None),
            ("ten digits", "0074311015", Some(P::PartitaIvaShape)),
            ("a person's code", CODE, Some(P::PartitaIvaShape)),
            ("a mistyped number", "00743110158", Some(P::PartitaIvaCheck)),
        ],
    );
    all(
        F::Iban,
        &[
            ("in groups of four", "IT60 X054 2811 1010 0000 0123 456", None),
            ("small letters", "it60x0542811101000000123456", None),
            ("too short", "IT60X05428111010000001234", Some(P::IbanShape)),
            ("words", "non lo so", Some(P::IbanShape)),
            ("two digits swapped", "IT60X0542811101000000123465", Some(P::IbanCheck)),
            ("a wrong CIN", "IT64Y0542811101000000123456", Some(P::IbanCheck)),
        ],
    );
    all(
        F::Plate,
        &[
            ("a car", "ab 123 cd", None),
            ("a motorcycle", "AB12345", None),
            ("a letter too few", "AB123C D E", Some(P::Plate)),
            ("words", "la mia", Some(P::Plate)),
        ],
    );
}

#[test]
fn numbers_are_whole_and_written_as_italians_do() {
    let junk = Some(P::Number);
    all(
        F::Number,
        &[
            ("digits", "12", None),
            ("zeros before", "007", None),
            ("less than nothing", "-3", None),
            ("a blank after the sign", "- 3", None),
            ("points between thousands", "1.234.567", None),
            ("the largest that is counted", "9223372036854775807", None),
            ("one more", "9223372036854775808", junk),
            ("a plus", "+3", junk),
            ("two signs", "--3", junk),
            ("a sign alone", "-", junk),
            ("a minus of typographers", "−3", junk),
            ("a decimal comma", "1,5", junk),
            ("a decimal point", "1.5", junk),
            ("a point without thousands before it", ".234", junk),
            ("four digits before a point", "1234.567", junk),
            ("four digits after a point", "1.2345", junk),
            ("two points together", "1..234", junk),
            ("a point at the end", "1.", junk),
            ("blanks within", "1 234", junk),
            ("an exponent", "1e3", junk),
            ("other digits", "١٢", junk),
            ("words", "tre", junk),
            ("nothing", " ", Some(P::Missing)),
        ],
    );
}

#[test]
fn sums_are_euros_and_cents() {
    let junk = Some(P::Money);
    all(
        F::Money,
        &[
            ("euros", "12", None),
            ("the euro sign before", "€ 12", None),
            ("the euro sign after", "12 €", None),
            ("points and a comma", "1.234,50", None),
            ("a decimal point", "1234.5", None),
            ("less than nothing", "-0,05", None),
            ("four digits after a point", "1.2345", junk),
            ("three digits after a comma", "1,234", junk),
            ("commas between thousands", "1,234.50", junk),
            ("a point for thousands and one for cents", "1.234.56", junk),
            ("a comma at the end", "12,", junk),
            ("a point at the end", "12.", junk),
            ("no euros", ",50", junk),
            ("the sign alone", "€", junk),
            ("a letter for a cent", "1,é", junk),
            ("signs of others", "$ 12", junk),
            ("more than is counted", "92233720368547758,08", junk),
            ("a hundred digits", &"9".repeat(100).leak()[..], junk),
        ],
    );
}

#[test]
fn limits_are_told_with_the_problem() {
    for (kind, typed, expected) in [
        (F::Number, "-1", Some((P::TooSmall, Some(0)))),
        (F::Number, "0", None),
        (F::Number, "1.000", None),
        (F::Number, "1.001", Some((P::TooLarge, Some(1_000)))),
        (F::Money, "-0,01", Some((P::TooSmall, Some(0)))),
        (F::Money, "10", None),
        (F::Money, "10,01", Some((P::TooLarge, Some(1_000)))),
        (F::Number, "x", Some((P::Number, None))),
    ] {
        let question = Question { min: Some(0), max: Some(1_000), ..question(kind) };
        let answers = Answers::from_iter(pairs(&[("q", typed)]));
        let found = problem_of(&question, &answers).map(|of| (of.kind, of.limit));
        assert_eq!(found, expected, "{kind:?} {typed}");
    }
}

#[test]
fn choices_are_those_of_the_question() {
    all(
        F::Choice,
        &[
            ("a choice", "a", None),
            ("no choice", "", Some(P::Missing)),
            ("a choice that is not offered", "z", Some(P::NotAChoice)),
            ("another case", "A", Some(P::NotAChoice)),
            ("two of them", "a,b", Some(P::NotAChoice)),
        ],
    );
    all(
        F::Choices,
        &[
            ("one", "a", None),
            ("several", "c,a", None),
            ("blanks after the comma", "a, b", None),
            ("none", "", Some(P::Missing)),
            ("commas alone", " , ,", Some(P::Missing)),
            ("one that is not offered", "a,z", Some(P::NotAChoice)),
        ],
    );
}

#[test]
fn declarations_are_ticked_or_not() {
    all(
        F::Declaration,
        &[
            ("a ticked box", "si", None),
            ("a ticked box of the portal's pages", "true", None),
            ("a ticked box without value of its own", "on", None),
            ("a ticked box of programs", "1", None),
            ("a box that is not ticked", "", Some(P::NotDeclared)),
            ("a box with a strange value is not ticked", "no", Some(P::NotDeclared)),
        ],
    );
}

#[test]
fn what_takes_no_answer_is_never_wrong_and_keeps_nothing() {
    for kind in F::ALL.into_iter().filter(|kind| !kind.takes_answers()) {
        assert!(matches!(kind, F::File | F::Information | F::Computed), "{kind:?}");
        let step = step("s", vec![question(kind)]);
        let answers = accept(&step, pairs(&[("q", "x"), ("q.q", "x")]));
        assert!(answers.is_empty(), "{kind:?}");
        let raw = Answers::from_iter(pairs(&[("q", "x")]));
        assert_eq!(problem_of(&step.questions[0], &raw), None, "{kind:?}");
        assert_eq!(stored(&step.questions[0], &raw), None);
        assert_eq!(value_of(&step.questions[0], &raw), None);
    }
}

#[test]
fn what_is_optional_may_be_left_out_but_not_be_wrong() {
    let optional = |kind| Question { optional: true, ..question(kind) };
    for kind in F::ALL {
        assert_eq!(wrong(optional(kind), &[]), None, "{kind:?}");
        let missing = if kind == F::Declaration { P::NotDeclared } else { P::Missing };
        assert_eq!(wrong(question(kind), &[]), kind.takes_answers().then_some(("", missing)), "{kind:?}");
    }
    assert_eq!(wrong(optional(F::Email), &[("q", "x")]), Some(("", P::Email)));
    assert_eq!(wrong(optional(F::Parcel), &[("q.foglio", "1")]), Some(("particella", P::Parcel)));
}

#[test]
fn every_kind_of_problem_has_a_key_of_its_own() {
    let keys: std::collections::BTreeSet<&str> = P::ALL.iter().map(|kind| kind.key()).collect();
    assert_eq!(keys.len(), P::ALL.len());
}
