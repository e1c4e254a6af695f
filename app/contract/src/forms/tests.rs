//! What the form functions promise, kind by kind and for anything that can be typed.

use proptest::prelude::*;

use super::*;
use crate::Lang;

fn question(kind: FieldKind) -> Question {
    let choices = if kind == FieldKind::Choice { vec!["a".into(), "b".into()] } else { Vec::new() };
    Question {
        id: "q".into(),
        kind,
        optional: false,
        max_chars: 10,
        choices,
        autocomplete: None,
        prefill: None,
    }
}

fn step(questions: Vec<Question>) -> Step {
    Step { id: "s".into(), questions }
}

fn pairs(typed: &[(&str, &str)]) -> Vec<(String, String)> {
    typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Types into the inputs of a question of the kind `q`, and says what is wrong.
fn wrong(question: Question, typed: &[(&str, &str)]) -> Option<(&'static str, ProblemKind)> {
    let step = step(vec![question]);
    let answers = accept(&step, pairs(typed));
    let found = problems(&step, &answers);
    assert_eq!(found.is_empty(), done(&step, &answers));
    found.first().map(|problem| (problem.part, problem.kind))
}

#[test]
fn one_input_kinds_say_what_is_wrong() {
    use FieldKind::{Choice, CodiceFiscale, Declaration, Email, LongText, Phone, Text};
    use ProblemKind as P;
    for (rule, kind, typed, expected) in [
        ("a text", Text, "Mario", None),
        ("blanks are no answer", Text, " \t ", Some(P::Missing)),
        ("the limit counts characters, not bytes", Text, "àààààààààà", None),
        ("blanks around do not count", Text, "  1234567890  ", None),
        ("one character over the limit", Text, "12345678901", Some(P::TooLong)),
        ("bytes that were no text", Text, "Mar\u{FFFD}o", Some(P::Unreadable)),
        ("several lines", LongText, "a\nb", None),
        ("only line ends", LongText, "\r\n\r\n", Some(P::Missing)),
        ("an address", Email, "a@b.it", None),
        ("an address without host", Email, "a@", Some(P::Email)),
        ("an address without dot", Email, "a@b", Some(P::Email)),
        ("an address with a blank", Email, "a b@c.it", Some(P::Email)),
        ("two dots together", Email, "a@b..it", Some(P::Email)),
        ("a number for a host", Email, "a@1.2.3.4", Some(P::Email)),
        ("a telephone number", Phone, "0746 12345", None),
        ("words", Phone, "telefono", Some(P::Phone)),
        ("too few digits", Phone, "12345", Some(P::Phone)),
        ("a code with blanks", CodiceFiscale, "rssmra 80a01 h501u", None),
        ("a code that is too short", CodiceFiscale, "RSSMRA", Some(P::CodiceFiscaleShape)),
        ("a mistyped code", CodiceFiscale, "RSSMRA80A01H501X", Some(P::CodiceFiscaleCheck)),
        ("a choice", Choice, "a", None),
        ("no choice", Choice, "", Some(P::Missing)),
        ("a choice that is not offered", Choice, "z", Some(P::NotAChoice)),
        ("a ticked box", Declaration, "si", None),
        ("a ticked box of the portal's pages", Declaration, "true", None),
        ("a ticked box without value of its own", Declaration, "on", None),
        ("a box that is not ticked", Declaration, "", Some(P::NotDeclared)),
        ("a box with a strange value is not ticked", Declaration, "no", Some(P::NotDeclared)),
    ] {
        let found = wrong(question(kind), &[("q", typed)]);
        assert_eq!(found.map(|(_, kind)| kind), expected, "{rule}: {typed:?}");
    }
}

#[test]
fn dates_are_days_of_the_calendar() {
    for (rule, day, month, year, expected) in [
        ("a day", "22", "11", "2026", None),
        ("zeros before the numbers", "02", "03", "2026", None),
        ("blanks around", " 2 ", "3 ", " 2026", None),
        ("29 February of a leap year", "29", "2", "2028", None),
        ("29 February of another year", "29", "2", "2026", Some("giorno")),
        ("day zero", "0", "1", "2026", Some("giorno")),
        ("a month in words", "1", "gennaio", "2026", Some("mese")),
        ("month thirteen", "1", "13", "2026", Some("mese")),
        ("two digits for the year", "1", "1", "26", Some("anno")),
        ("a sign is no digit", "+1", "1", "2026", Some("giorno")),
        ("no year", "1", "1", "", Some("anno")),
    ] {
        let found =
            wrong(question(FieldKind::Date), &[("q.giorno", day), ("q.mese", month), ("q.anno", year)]);
        assert_eq!(found, expected.map(|part| (part, ProblemKind::NoSuchDay)), "{rule}");
    }
    assert_eq!(wrong(question(FieldKind::Date), &[]), Some(("", ProblemKind::Missing)));
}

#[test]
fn parcels_have_sheet_and_number() {
    for (rule, foglio, particella, subalterno, expected) in [
        ("with subunit", "12", "345", "2", None),
        ("without subunit", "12", "345", "", None),
        ("a denominator", "12", "123/4", "", None),
        ("a building parcel of the land book", "1", ".45", "", None),
        ("a sheet with a letter", "12A", "345", "", None),
        ("no sheet", "", "345", "", Some("foglio")),
        ("no number", "12", "", "3", Some("particella")),
        ("words", "12", "sconosciuta", "", Some("particella")),
        ("a sheet that is too long", "12345", "1", "", Some("foglio")),
        ("a subunit with signs", "12", "345", "2-3", Some("subalterno")),
    ] {
        let typed = [("q.foglio", foglio), ("q.particella", particella), ("q.subalterno", subalterno)];
        let found = wrong(question(FieldKind::Parcel), &typed);
        assert_eq!(found, expected.map(|part| (part, ProblemKind::Parcel)), "{rule}");
    }
}

#[test]
fn what_is_optional_may_be_left_out_but_not_be_wrong() {
    let optional = |kind| Question { optional: true, ..question(kind) };
    assert_eq!(wrong(optional(FieldKind::Email), &[]), None);
    assert_eq!(wrong(optional(FieldKind::Email), &[("q", "x")]), Some(("", ProblemKind::Email)));
    assert_eq!(
        wrong(optional(FieldKind::Parcel), &[("q.foglio", "1")]),
        Some(("particella", ProblemKind::Parcel))
    );
}

#[test]
fn a_text_too_long_tells_the_limit_and_is_kept() {
    let step = step(vec![question(FieldKind::Text)]);
    let answers = accept(&step, pairs(&[("q", "12345678901")]));
    assert_eq!(problems(&step, &answers).first().unwrap().limit, Some(10));
    assert_eq!(answers.get("q"), "12345678901");
    let flood = accept(&step, [("q".to_owned(), "x".repeat(1_000_000))]);
    assert_eq!(flood.get("q").len(), 2_000, "storage is bounded");
}

#[test]
fn answers_are_kept_as_typed() {
    let step = step(vec![
        Question { id: "line".into(), ..question(FieldKind::Text) },
        Question { id: "lines".into(), ..question(FieldKind::LongText) },
        Question { id: "box".into(), ..question(FieldKind::Declaration) },
    ]);
    for (rule, name, typed, kept) in [
        ("blanks and case stay", "line", "  Mario ROSSI ", "  Mario ROSSI "),
        ("a line holds no line end", "line", "a\r\nb\tc", "a b c"),
        ("control characters go", "line", "a\u{0}\u{7}b", "ab"),
        ("line ends become one character", "lines", "a\r\nb\rc\nd\te", "a\nb\nc\nd\te"),
        ("a tick has one value", "box", "on", "si"),
        ("a foreign input is dropped", "other", "x", ""),
    ] {
        assert_eq!(accept(&step, pairs(&[(name, typed)])).get(name), kept, "{rule}");
    }
    let twice = accept(&step, pairs(&[("line", ""), ("line", "first"), ("line", "second")]));
    assert_eq!(twice.get("line"), "first", "the first text wins");
}

type Said = Option<&'static str>;
type Case<'a> = (FieldKind, &'a [(&'a str, &'a str)], Said, Said, Said);

#[test]
fn answers_are_said_in_words() {
    use FieldKind::{Choice, CodiceFiscale, Date, Declaration, Parcel, Text};
    let date = [("q.giorno", "02"), ("q.mese", "3"), ("q.anno", "2026")];
    let no_day = [("q.giorno", "31"), ("q.mese", "2"), ("q.anno", "2026")];
    let parcel = [("q.foglio", "012"), ("q.particella", "345"), ("q.subalterno", "2")];
    // Kind, what is typed, in Italian, in English, as stored.
    let cases: [Case<'_>; 11] = [
        (Text, &[("q", " Mario ")], Some("Mario"), Some("Mario"), Some("Mario")),
        (Text, &[("q", "  ")], None, None, None),
        (Date, &date, Some("2 marzo 2026"), Some("2 March 2026"), Some("2026-03-02")),
        (Date, &no_day, Some("31/2/2026"), Some("31/2/2026"), None),
        (Date, &[], None, None, None),
        (
            Parcel,
            &parcel,
            Some("Foglio 012, particella 345, sub. 2"),
            Some("Sheet 012, parcel 345, sub. 2"),
            Some("12-345-2"),
        ),
        (Parcel, &[("q.foglio", "7")], Some("7"), Some("7"), None),
        (Declaration, &[("q", "si")], Some("Sì"), Some("Yes"), Some("si")),
        (Choice, &[("q", "a")], Some("label of a"), Some("label of a"), Some("a")),
        (Choice, &[("q", "z")], Some("z"), Some("z"), None),
        (
            CodiceFiscale,
            &[("q", "rssmra 80a01 h501u")],
            Some("RSSMRA80A01H501U"),
            Some("RSSMRA80A01H501U"),
            Some("RSSMRA80A01H501U"),
        ),
    ];
    for (kind, typed, italian, english, compared) in cases {
        let step = step(vec![question(kind)]);
        let answers = accept(&step, pairs(typed));
        let question = step.questions.first().unwrap();
        let label = |value: &str| (value == "a").then(|| "label of a".to_owned());
        assert_eq!(words(question, &answers, Lang::It, label).as_deref(), italian);
        assert_eq!(words(question, &answers, Lang::En, label).as_deref(), english);
        assert_eq!(stored(question, &answers).as_deref(), compared);
    }
}

#[test]
fn a_draft_begins_with_what_the_login_knows() {
    let step = step(vec![
        Question { id: "name".into(), prefill: Some(Prefill::GivenName), ..question(FieldKind::Text) },
        Question { id: "mail".into(), prefill: Some(Prefill::Email), ..question(FieldKind::Email) },
        Question { id: "works".into(), ..question(FieldKind::Text) },
    ]);
    let answers = prefilled(&step, |what| (what == Prefill::GivenName).then(|| "Giulia".to_owned()));
    assert_eq!(answers.iter().collect::<Vec<_>>(), [("name", "Giulia")]);
}

#[test]
fn files_leave_the_usual_values_out() {
    let read: Question = serde_json::from_str(r#"{"id":"q","kind":"email"}"#).unwrap();
    assert_eq!((read.max_chars, read.optional), (254, false));
    let again: Question = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(again, read);
    assert!(serde_json::from_str::<Question>(r#"{"id":"q","kind":"email","max_char":3}"#).is_err());
}

fn any_step() -> impl Strategy<Value = Step> {
    const KINDS: [FieldKind; 9] = [
        FieldKind::Text,
        FieldKind::LongText,
        FieldKind::Email,
        FieldKind::Phone,
        FieldKind::CodiceFiscale,
        FieldKind::Date,
        FieldKind::Choice,
        FieldKind::Declaration,
        FieldKind::Parcel,
    ];
    prop::collection::vec((prop::sample::select(&KINDS[..]), any::<bool>(), 0_u32..40), 0..6).prop_map(
        |kinds| {
            let questions = kinds.into_iter().enumerate().map(|(index, (kind, optional, max_chars))| {
                Question { id: format!("q{index}"), optional, max_chars, ..question(kind) }
            });
            step(questions.collect())
        },
    )
}

/// Inputs with names of this step, of its parts, of another step, or of nothing, and any text.
fn any_inputs() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        "q[0-7]",
        "q[0-7]\\.(giorno|mese|anno|foglio|particella|subalterno)",
        Just("other".to_owned()),
        any::<String>(),
    ];
    let text =
        prop_oneof![any::<String>(), "[0-9]{1,4}", "[ \r\n\t\u{0}-\u{8}ab]{0,9}", Just("si".to_owned())];
    prop::collection::vec((name, text), 0..20)
}

proptest! {
    #[test]
    fn accepting_twice_changes_nothing(step in any_step(), inputs in any_inputs()) {
        let once = accept(&step, inputs);
        let twice = accept(&step, once.iter().map(|(name, text)| (name.to_owned(), text.to_owned())));
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn answers_of_other_steps_never_survive(step in any_step(), inputs in any_inputs()) {
        let own: Vec<String> = step
            .questions
            .iter()
            .flat_map(|question| question.kind.parts().iter().map(|part| question.input_name(part)))
            .collect();
        for (name, _) in accept(&step, inputs).iter() {
            prop_assert!(own.iter().any(|input| input == name), "{}", name);
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_the_form(step in any_step(), inputs in any_inputs()) {
        // Also for answers that never went through `accept`, such as those of an old revision.
        let raw: Answers = inputs.clone().into_iter().collect();
        for answers in [accept(&step, inputs), raw] {
            let found = problems(&step, &answers);
            prop_assert_eq!(found.is_empty(), done(&step, &answers));
            for question in &step.questions {
                let wrong = found.iter().any(|problem| problem.question == question.id);
                let said = words(question, &answers, Lang::It, |_| None);
                let compared = stored(question, &answers);
                prop_assert!(!(wrong && compared.is_some()), "what is wrong is not stored");
                prop_assert!(!said.is_some_and(|text| text.trim().is_empty()), "words are never blank");
            }
        }
    }
}
