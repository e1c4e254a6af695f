//! Which pages and questions are asked, and what is filed of them.

use std::collections::BTreeMap;

use serde_json::json;

use super::{FieldKind as F, *};
use crate::expr::Value;

fn text(id: &str) -> Question {
    named(id, F::Text)
}

/// A choice that calls for a number, which calls for a text, and a page for one choice.
fn chain() -> Form {
    form(vec![
        step(
            "first",
            vec![
                named("kind", F::Choice),
                only_if(json!(["==", "kind", ["'", "a"]]), named("metres", F::Number)),
                only_if(json!([">", "metres", 10]), text("why")),
            ],
        ),
        Step { when: Some(formula(json!(["!=", "kind", ["'", "b"]]))), ..step("second", vec![text("more")]) },
    ])
}

#[test]
fn questions_are_asked_when_the_answers_call_for_them() {
    let form = chain();
    for (kind, metres, expected, pages) in [
        ("", "", &["kind"][..], &["first"][..]),
        ("a", "", &["kind", "metres"], &["first", "second"]),
        ("a", "11", &["kind", "metres", "why"], &["first", "second"]),
        ("a", "10", &["kind", "metres"], &["first", "second"]),
        ("a", "eleven", &["kind", "metres"], &["first", "second"]),
        // The number was typed before the choice changed: it is not asked, so it calls for nothing.
        ("b", "11", &["kind"], &["first"]),
        ("c", "11", &["kind"], &["first", "second"]),
        ("z", "11", &["kind"], &["first"]),
    ] {
        let answers = typed(&form, &[("first", "kind", kind), ("first", "metres", metres)]);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(asked(&filling, "first"), expected, "{kind} {metres}");
        assert_eq!(filling.steps().map(|step| step.id.as_str()).collect::<Vec<_>>(), pages, "{kind}");
    }
}

#[test]
fn what_is_not_asked_is_kept_in_the_draft_and_not_filed() {
    let form = chain();
    let all = [
        ("first", "kind", "b"),
        ("first", "metres", "11"),
        ("first", "why", "x"),
        ("second", "more", "hidden"),
    ];
    let answers = typed(&form, &all);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.answers(&PageKey::step("second")).get("more"), "hidden");
    assert_eq!(filling.submission(), typed(&form, &[("first", "kind", "b")]));
    assert_eq!(filling.value("metres"), None);
    assert_eq!(filling.value("more"), None);
    assert_eq!(said(&filling, "second"), Vec::<String>::new(), "nothing is missing where nothing is asked");
    assert!(filling.complete());
}

#[test]
fn what_a_person_need_not_say_is_not_filed() {
    let form = form(vec![step("s", vec![question(F::Person)])]);
    let name = [("s", "q.nome", "Ada"), ("s", "q.cognome", "Bo")];
    let code = ("s", "q.codice_fiscale", CODE);
    let birth = [
        ("s", "q.nato_giorno", "1"),
        ("s", "q.nato_mese", "2"),
        ("s", "q.nato_anno", "1980"),
        ("s", "q.nato_a", "Oslo"),
    ];
    let tick = ("s", "q.senza_codice", "si");
    let with_code = [&name[..], &[code]].concat();
    let without = [&name[..], &[tick], &birth[..]].concat();
    for (all, filed) in
        [([&with_code[..], &birth].concat(), &with_code), ([&without[..], &[code]].concat(), &without)]
    {
        let answers = typed(&form, &all);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert!(filling.complete());
        assert_eq!(filling.submission(), typed(&form, filed));
    }
}

#[test]
fn a_value_is_worked_out_from_what_is_asked() {
    let form = form(vec![
        step(
            "s",
            vec![
                named("width", F::Number),
                named("length", F::Number),
                only_if(json!(["has", "width"]), computed("area", json!(["*", "width", "length"]))),
                computed("half", json!(["/", "area", 2])),
                only_if(json!([">", "half", 5]), named("permit", F::Text)),
            ],
        ),
        Step { when: Some(formula(json!([">", "half", 5]))), ..step("large", vec![text("more")]) },
    ]);
    for (width, length, half, pages) in
        [("3", "4", Some(6), 2), ("3", "", None, 1), ("", "4", None, 1), ("3", "3", Some(4), 1)]
    {
        let answers = typed(&form, &[("s", "width", width), ("s", "length", length)]);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(filling.value("half"), half.map(Value::Int));
        assert_eq!(filling.value_in(&form.steps[0].questions[3], None), half.map(Value::Int));
        assert_eq!(filling.steps().count(), pages);
        assert!(!filling.submission().values().any(|page| !page.get("area").is_empty()));
    }
}

#[test]
fn a_value_that_cannot_be_counted_is_none() {
    let form = form(vec![step(
        "s",
        vec![
            named("n", F::Number),
            computed("huge", json!(["*", "n", "n"])),
            computed("none", json!(["/", 1, "n"])),
        ],
    )]);
    for (n, huge, none) in [("9223372036854775807", None, Some(0)), ("0", Some(0), None)] {
        let answers = typed(&form, &[("s", "n", n)]);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(filling.value("huge"), huge.map(Value::Int));
        assert_eq!(filling.value("none"), none.map(Value::Int));
        assert!(filling.complete(), "a value that is missing is nobody's mistake");
    }
}

#[test]
fn today_comes_from_outside_and_unknown_names_are_not_answered() {
    let form = form(vec![step(
        "s",
        vec![
            only_if(json!(["<", "today", ["@", "2026-07-01"]]), text("early")),
            only_if(json!(["==", "nobody", 1]), text("never")),
            only_if(json!(["!", ["has", "nobody"]]), text("always")),
        ],
    )]);
    let nothing = Pages::new();
    for (today, expected) in [("2026-06-30", &["early", "always"][..]), ("2026-07-01", &["always"])] {
        let names = BTreeMap::from([("today".to_owned(), Value::Date(crate::expr::date(today).unwrap()))]);
        let filling = Filling::new(&form, &nothing, &names);
        assert_eq!(asked(&filling, "s"), expected);
    }
    let filling = Filling::new(&form, &nothing, &NoNames);
    assert_eq!(asked(&filling, "s"), ["always"]);
    assert_eq!(filling.value("nobody"), None);
    assert!(filling.problems(&PageKey::step("nowhere")).is_empty());
}

#[test]
fn a_question_hides_a_name_from_outside() {
    let form = form(vec![step("s", vec![named("today", F::Number)])]);
    let names = BTreeMap::from([("today".to_owned(), Value::Int(1))]);
    let nothing = Pages::new();
    assert_eq!(Filling::new(&form, &nothing, &names).value("today"), None);
}

#[test]
fn a_formula_that_was_never_checked_holds_for_nothing() {
    let unread = Question { when: Some(Formula::from("true")), ..text("q") };
    let form = form(vec![step("s", vec![unread])]);
    let nothing = Pages::new();
    assert!(asked(&Filling::new(&form, &nothing, &NoNames), "s").is_empty());
}

#[test]
fn a_circle_is_walked_once() {
    let form = form(vec![
        Step {
            when: Some(formula(json!(["has", "b"]))),
            ..step(
                "one",
                vec![only_if(json!(["has", "b"]), text("a")), computed("self", json!(["+", "self", 1]))],
            )
        },
        step("two", vec![only_if(json!(["||", ["has", "a"], ["has", "a"]]), text("b"))]),
        Step {
            when: Some(formula(json!([">", ["size", "rows"], 0]))),
            ..group("rows", 0, 9, vec![text("c")])
        },
    ]);
    let answers = typed(&form, &[("one", "a", "x"), ("two", "b", "x"), ("rows~1", "c", "x")]);
    let filling = Filling::new(&form, &answers, &NoNames);
    for name in ["self", "a", "b", "rows", "c"] {
        assert_eq!(filling.value(name), None, "{name}");
    }
    assert!(filling.complete());
    assert!(filling.submission().is_empty());
}
