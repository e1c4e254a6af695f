//! Kinds of several inputs: the problem names the part that it is about.

use super::{FieldKind as F, ProblemKind as P, *};

type Said = Option<(&'static str, P)>;
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Said);

/// Right answers, and for each case what is typed instead (an empty text: left out).
fn all(kind: F, right: &[(&str, &str)], cases: &[Case<'_>]) {
    for (rule, instead, expected) in cases {
        let kept = right.iter().filter(|(name, _)| !instead.iter().any(|(other, _)| other == name));
        let inputs: Vec<(String, &str)> =
            kept.chain(*instead).map(|(part, text)| (format!("q.{part}"), *text)).collect();
        let inputs: Vec<(&str, &str)> = inputs.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        assert_eq!(wrong(question(kind), &inputs), *expected, "{kind:?}: {rule}");
    }
}

#[test]
fn dates_are_days_of_the_calendar() {
    let no_day = |part| Some((part, P::NoSuchDay));
    for (rule, day, month, year, expected) in [
        ("a day", "22", "11", "2026", None),
        ("zeros before the numbers", "02", "03", "2026", None),
        ("blanks around", " 2 ", "3 ", " 2026", None),
        ("29 February of a leap year", "29", "2", "2028", None),
        ("29 February of another year", "29", "2", "2026", no_day("giorno")),
        ("day zero", "0", "1", "2026", no_day("giorno")),
        ("a month in words", "1", "gennaio", "2026", no_day("mese")),
        ("month thirteen", "1", "13", "2026", no_day("mese")),
        ("two digits for the year", "1", "1", "26", no_day("anno")),
        ("a year before the calendar", "1", "1", "0999", no_day("anno")),
        ("a sign is no digit", "+1", "1", "2026", no_day("giorno")),
        ("no day", "", "1", "2026", no_day("giorno")),
        ("no year", "1", "1", "", no_day("anno")),
        ("a month larger than is counted", "1", "999", "2026", no_day("mese")),
        ("bytes that were no text", "1", "1", "20\u{FFFD}6", Some(("anno", P::Unreadable))),
    ] {
        all(F::Date, &[], &[(rule, &[("giorno", day), ("mese", month), ("anno", year)], expected)]);
    }
}

#[test]
fn addresses_name_the_part_that_is_wrong() {
    let right = [("via", "Via Roma"), ("civico", "12/A"), ("cap", "02100"), ("comune", "Rieti")];
    all(
        F::Address,
        &right,
        &[
            ("right", &[], None),
            ("no street", &[("via", " ")], Some(("via", P::PartMissing))),
            ("no number", &[("civico", "")], Some(("civico", P::PartMissing))),
            ("a number that is a text", &[("civico", "x".repeat(21).leak())], Some(("civico", P::TooLong))),
            ("four digits", &[("cap", "0210")], Some(("cap", P::Cap))),
            ("no comune", &[("comune", "")], Some(("comune", P::PartMissing))),
            ("a street without end", &[("via", "x".repeat(201).leak())], Some(("via", P::TooLong))),
            ("the first of two", &[("cap", "x"), ("comune", "")], Some(("cap", P::Cap))),
        ],
    );
}

#[test]
fn the_limit_of_a_part_is_told() {
    for (kind, part, right, limit) in [
        (F::Address, "civico", &[("via", "x")][..], 20),
        (F::Address, "via", &[], 200),
        (F::Person, "nome", &[], 100),
        (F::Company, "denominazione", &[], 200),
    ] {
        let mut answers = Answers::default();
        for (name, text) in right {
            answers.set(format!("q.{name}"), (*text).to_owned());
        }
        answers.set(format!("q.{part}"), "x".repeat(201));
        let found = problem_of(&question(kind), &answers).map(|of| (of.part, of.kind, of.limit));
        assert_eq!(found, Some((part, P::TooLong, Some(limit))), "{kind:?}");
    }
}

#[test]
fn a_person_has_a_code_or_a_birth() {
    let code = [("nome", "Mario"), ("cognome", "Rossi"), ("codice_fiscale", "rssmra80a01h501u")];
    all(
        F::Person,
        &code,
        &[
            ("with a code", &[], None),
            ("no name", &[("nome", "")], Some(("nome", P::PartMissing))),
            ("no code", &[("codice_fiscale", "")], Some(("codice_fiscale", P::PartMissing))),
            ("half a code", &[("codice_fiscale", "RSS")], Some(("codice_fiscale", P::CodiceFiscaleShape))),
            ("a provisional code", &[("codice_fiscale", VAT)], None),
            (
                "a mistyped provisional code",
                &[("codice_fiscale", "00743110158")],
                Some(("codice_fiscale", P::CodiceFiscaleDigit)),
            ),
            (
                "a day that is in no calendar",
                &[("codice_fiscale", "RSSMRA80D31H501D")],
                Some(("codice_fiscale", P::CodiceFiscaleDay)),
            ),
            ("what is wrong with a birth that is not asked", &[("nato_giorno", "99")], None),
            ("a birth that is not asked and not readable", &[("nato_a", "\u{FFFD}")], None),
            ("a box with a strange value", &[("senza_codice", "no")], None),
        ],
    );
    let birth = [
        ("nome", "Ada"),
        ("cognome", "Lovelace"),
        ("senza_codice", "on"),
        ("nato_giorno", "10"),
        ("nato_mese", "12"),
        ("nato_anno", "1985"),
        ("nato_a", "Londra"),
    ];
    all(
        F::Person,
        &birth,
        &[
            ("without code", &[], None),
            ("a wrong code that is not asked", &[("codice_fiscale", "x\u{FFFD}")], None),
            ("no day", &[("nato_giorno", "")], Some(("nato_giorno", P::NoSuchDay))),
            ("no month", &[("nato_mese", "")], Some(("nato_mese", P::NoSuchDay))),
            ("no such day", &[("nato_giorno", "32")], Some(("nato_giorno", P::NoSuchDay))),
            ("half a year", &[("nato_anno", "85")], Some(("nato_anno", P::NoSuchDay))),
            ("no place", &[("nato_a", "")], Some(("nato_a", P::PartMissing))),
            ("no family name", &[("cognome", "")], Some(("cognome", P::PartMissing))),
            ("the box alone", &[("senza_codice", "")], Some(("codice_fiscale", P::PartMissing))),
        ],
    );
}

#[test]
fn what_is_not_asked_of_a_person_is_no_answer() {
    let person = Question { optional: true, ..question(F::Person) };
    assert_eq!(wrong(person.clone(), &[("q.nato_a", "Londra")]), None);
    assert_eq!(wrong(question(F::Person), &[("q.nato_a", "Londra")]), Some(("", P::Missing)));
    assert_eq!(wrong(person, &[("q.senza_codice", "on")]), Some(("nome", P::PartMissing)));
}

#[test]
fn a_company_has_a_name_and_one_of_two_codes() {
    let right = [("denominazione", "Bar Sport srl"), ("partita_iva", VAT)];
    all(
        F::Company,
        &right,
        &[
            ("name and number", &[], None),
            ("a body's code", &[("codice_fiscale", VAT)], None),
            ("the code of a person's firm", &[("codice_fiscale", CODE)], None),
            ("a wrong number", &[("partita_iva", "1")], Some(("partita_iva", P::PartitaIvaShape))),
            (
                "a mistyped number",
                &[("partita_iva", "00743110158")],
                Some(("partita_iva", P::PartitaIvaCheck)),
            ),
            ("neither number nor code", &[("partita_iva", "")], Some(("partita_iva", P::CodeMissing))),
            ("a code and no number", &[("partita_iva", ""), ("codice_fiscale", VAT)], None),
            (
                "a wrong code and no number",
                &[("partita_iva", ""), ("codice_fiscale", "x")],
                Some(("codice_fiscale", P::TaxCodeShape)),
            ),
            ("a wrong code", &[("codice_fiscale", "x")], Some(("codice_fiscale", P::TaxCodeShape))),
            (
                "a mistyped code",
                &[("codice_fiscale", "RSSMRA80A01H501X")],
                Some(("codice_fiscale", P::CodiceFiscaleCheck)),
            ),
            ("a wrong PEC", &[("pec", "x")], Some(("pec", P::Email))),
            ("no name", &[("denominazione", "")], Some(("denominazione", P::PartMissing))),
        ],
    );
}

#[test]
fn a_professional_is_of_one_of_the_orders() {
    let right = [
        ("nome", "Anna"),
        ("cognome", "Verdi"),
        ("codice_fiscale", CODE),
        ("ordine", "a"),
        ("provincia", "ri"),
        ("numero", "123/A"),
        ("pec", "a@pec.it"),
    ];
    all(
        F::Professional,
        &right,
        &[
            ("right", &[], None),
            ("an order that is not offered", &[("ordine", "z")], Some(("ordine", P::NotAChoice))),
            ("no order", &[("ordine", "")], Some(("ordine", P::PartMissing))),
            ("a province in full", &[("provincia", "Rieti")], Some(("provincia", P::Province))),
            ("a province of digits", &[("provincia", "12")], Some(("provincia", P::Province))),
            ("a letter of two bytes", &[("provincia", "é")], Some(("provincia", P::Province))),
            ("no PEC", &[("pec", "")], Some(("pec", P::PartMissing))),
            ("no code", &[("codice_fiscale", "")], Some(("codice_fiscale", P::PartMissing))),
            ("a provisional code", &[("codice_fiscale", VAT)], None),
            ("a number without end", &[("numero", "x".repeat(21).leak())], Some(("numero", P::TooLong))),
        ],
    );
}

#[test]
fn parcels_have_sheet_and_number() {
    let part = |name| Some((name, P::Parcel));
    all(
        F::Parcel,
        &[("foglio", "12"), ("particella", "345")],
        &[
            ("without subunit", &[], None),
            ("with subunit", &[("subalterno", "2")], None),
            ("with section", &[("sezione", "A")], None),
            ("with a section in digits", &[("sezione", "1")], None),
            ("a section with signs", &[("sezione", "A-1")], part("sezione")),
            ("a section that is too long", &[("sezione", "ABCD")], part("sezione")),
            ("a denominator", &[("particella", "123/4")], None),
            ("a building parcel of the land book", &[("particella", ".45")], None),
            ("a sheet with a letter", &[("foglio", "12A")], None),
            ("no sheet", &[("foglio", "")], part("foglio")),
            ("no number", &[("particella", ""), ("subalterno", "3")], part("particella")),
            ("words", &[("particella", "sconosciuta")], part("particella")),
            ("letters alone", &[("foglio", "AB")], part("foglio")),
            ("a sheet that is too long", &[("foglio", "12345")], part("foglio")),
            ("a subunit with signs", &[("subalterno", "2-3")], part("subalterno")),
            ("digits of another script", &[("foglio", "١")], part("foglio")),
        ],
    );
}

#[test]
fn a_signature_says_who_is_asked_and_where() {
    let right = [("nome", "Ada"), ("cognome", "Bo"), ("codice_fiscale", CODE), ("email", "a@b.it")];
    all(
        F::Signature,
        &right,
        &[
            ("right", &[], None),
            ("no e-mail", &[("email", "")], Some(("email", P::PartMissing))),
            ("a wrong e-mail", &[("email", "a@b")], Some(("email", P::Email))),
            ("no code", &[("codice_fiscale", "")], Some(("codice_fiscale", P::PartMissing))),
            ("a provisional code", &[("codice_fiscale", VAT)], None),
            ("a name without end", &[("nome", "x".repeat(101).leak())], Some(("nome", P::TooLong))),
        ],
    );
}
