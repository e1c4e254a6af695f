//! Groups that are answered several times.

use serde_json::json;

use super::{FieldKind as F, *};
use crate::expr::Value;

/// Owners with a share, and a page for their sum.
fn owners() -> Form {
    let share = json!([".", "x", "share"]);
    form(vec![
        group(
            "owners",
            1,
            3,
            vec![
                named("name", F::Text),
                named("share", F::Number),
                only_if(json!(["<", "share", 10]), named("small", F::Text)),
            ],
        ),
        step(
            "sum",
            vec![
                computed("count", json!(["size", "owners"])),
                computed("total", json!(["sum", ["map", "owners", "x", share]])),
                only_if(json!(["all", "owners", "x", [">=", share, 10]]), named("large", F::Text)),
                only_if(
                    json!(["exists", "owners", "x", ["has", [".", "x", "small"]]]),
                    named("any", F::Text),
                ),
                only_if(json!(["has", "share"]), named("never", F::Text)),
            ],
        ),
    ])
}

#[test]
fn rows_stand_in_the_order_of_their_numbers() {
    let form = owners();
    let rows = ["owners~10", "owners~2", "owners~1"].map(|page| (page, "name", page));
    let answers = typed(&form, &rows);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.rows(&form.steps[0]), [1, 2, 10]);
    assert_eq!(filling.next_row(&form.steps[0]), 11);
    assert_eq!(
        filling.pages_of(&form.steps[0]),
        [1, 2, 10].map(|row| PageKey::row("owners", row)).to_vec(),
        "by number, not by text"
    );
    let Some(Value::List(list)) = filling.value("owners") else { panic!("a list") };
    assert_eq!(list[2], Value::Record([("name".to_owned(), Value::Text("owners~10".into()))].into()));
}

#[test]
fn a_row_that_was_removed_is_in_nothing_and_renames_none() {
    let form = owners();
    let all = [("owners~1", "share", "60"), ("owners~2", "share", "20"), ("owners~3", "share", "40")];
    let mut answers = typed(&form, &all);
    answers.remove("owners~2");
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.rows(&form.steps[0]), [1, 3]);
    assert_eq!(filling.next_row(&form.steps[0]), 4);
    assert_eq!(filling.value("total"), Some(Value::Int(100)));
    assert_eq!(filling.value("count"), Some(Value::Int(2)));
    assert_eq!(filling.submission().keys().collect::<Vec<_>>(), ["owners~1", "owners~3"]);
}

#[test]
fn the_first_row_is_number_one_and_the_last_number_is_not_passed() {
    let form = owners();
    let next = |pages: &Pages| Filling::new(&form, pages, &NoNames).next_row(&form.steps[0]);
    assert_eq!(next(&Pages::new()), 1);
    assert_eq!(next(&typed(&form, &[("owners~9998", "name", "x")])), MOST_ROWS);
    assert_eq!(next(&typed(&form, &[("owners~9999", "name", "x")])), 1, "a number that nobody has");
}

#[test]
fn too_few_rows_and_too_many_are_said_of_the_step() {
    let form = owners();
    for (rows, expected) in [
        (0, Some((ProblemKind::TooFewRows, Some(1)))),
        (1, None),
        (3, None),
        (4, Some((ProblemKind::TooManyRows, Some(3)))),
    ] {
        let right = [("name", "x"), ("share", "50")];
        let mut answers = Pages::new();
        for row in 1..=rows {
            let accepted = accept(&form.steps[0], pairs(&right));
            answers.insert(PageKey::row("owners", row).to_string(), accepted);
        }
        answers.insert("sum".to_owned(), accept(&form.steps[1], pairs(&[("large", "x")])));
        let filling = Filling::new(&form, &answers, &NoNames);
        let found = filling.row_problem(&form.steps[0]);
        assert_eq!(found.map(|of| (of.kind, of.limit)), expected, "{rows}");
        assert!(found.is_none_or(|of| of.question == "owners" && of.part.is_empty()));
        assert_eq!(filling.complete(), expected.is_none());
        let all = filling.step_problems(&form.steps[0]);
        assert_eq!(all.len(), usize::from(expected.is_some()));
        assert!(all.iter().all(|(page, _)| *page == PageKey::step("owners")));
    }
}

#[test]
fn a_row_without_answers_is_a_row() {
    let form = owners();
    let answers = Pages::from([("owners~1".to_owned(), Answers::default())]);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.value("count"), Some(Value::Int(1)));
    assert_eq!(said(&filling, "owners~1"), ["name: missing", "share: missing"]);
    assert_eq!(filling.submission(), answers, "it is filed, or counts would change");
}

#[test]
fn formulas_look_at_all_rows() {
    let form = owners();
    for (one, other, total, expected) in [
        ("60", "40", Some(100), &["count", "total", "large"][..]),
        ("5", "95", Some(100), &["count", "total", "any"]),
        ("5", "", None, &["count", "total", "any"]),
        ("60", "", None, &["count", "total"]),
    ] {
        let all = [("owners~1", "share", one), ("owners~1", "small", "x"), ("owners~2", "share", other)];
        let answers = typed(&form, &all);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(filling.value("total"), total.map(Value::Int), "{one} {other}");
        assert_eq!(asked(&filling, "sum"), expected, "{one} {other}");
    }
}

#[test]
fn a_name_of_a_row_means_that_row_inside_and_nothing_outside() {
    let form = owners();
    let all = [("owners~1", "share", "5"), ("owners~2", "share", "50"), ("owners~2", "small", "hidden")];
    let answers = typed(&form, &all);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(asked(&filling, "owners~1"), ["name", "share", "small"]);
    assert_eq!(asked(&filling, "owners~2"), ["name", "share"]);
    assert_eq!(filling.value("share"), None);
    let share = &form.steps[0].questions[1];
    assert_eq!(filling.value_in(share, Some(2)), Some(Value::Int(50)));
    assert_eq!(filling.value_in(share, None), None);
    assert_eq!(filling.submission()["owners~2"].get("small"), "");
}

#[test]
fn a_group_that_is_not_asked_has_no_rows() {
    let mut form = owners();
    form.steps.insert(0, step("first", vec![named("several", F::Declaration)]));
    form.steps[1].when = Some(formula(json!("several")));
    let answers = typed(&form, &[("owners~1", "share", "50"), ("sum", "large", "x")]);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.value("owners"), None);
    assert_eq!(filling.value("count"), None);
    assert!(filling.steps().all(|step| step.id != "owners"));
    assert!(filling.submission().is_empty());
}

/// Each row's part of the whole, asked to explain itself where there are others.
fn parts() -> Form {
    let share = json!([".", "x", "share"]);
    let sum = json!(["sum", ["map", "owners", "x", share]]);
    let none_above = json!(["!", ["exists", "owners", "x", [">", [".", "x", "part"], 60]]]);
    Form {
        rules: vec![rule("balanced", "share", none_above)],
        ..form(vec![
            group(
                "owners",
                0,
                1_000,
                vec![
                    named("share", F::Number),
                    computed("part", json!(["/", ["*", 100, "share"], sum])),
                    only_if(json!([">", ["size", "owners"], 1]), named("why", F::Text)),
                    only_if(json!(["has", "why"]), named("more", F::Text)),
                ],
            ),
            step(
                "after",
                vec![computed("largest", json!(["max", ["map", "owners", "x", [".", "x", "part"]]]))],
            ),
        ])
    }
}

#[test]
fn a_row_may_look_at_all_rows_whatever_is_asked_first() {
    let form = parts();
    let all = [
        ("owners~1", "share", "1"),
        ("owners~1", "why", "x"),
        ("owners~2", "share", "3"),
        ("owners~2", "why", "y"),
    ];
    let answers = typed(&form, &all);
    let questions = &form.steps[0].questions;
    for first in 0..5 {
        let filling = Filling::new(&form, &answers, &NoNames);
        _ = filling.value("largest").filter(|_| first == 4);
        _ = questions
            .get(first)
            .map(|question| (filling.shown(question, Some(2)), filling.value_in(question, Some(1))));
        for (row, part, why) in [(1, 25, "x"), (2, 75, "y")] {
            assert_eq!(filling.value_in(&questions[1], Some(row)), Some(Value::Int(part)), "{first}");
            assert_eq!(filling.value_in(&questions[2], Some(row)), Some(Value::Text(why.into())), "{first}");
            assert!(filling.shown(&questions[3], Some(row)));
        }
        assert_eq!(filling.value("largest"), Some(Value::Int(75)), "{first}");
        assert_eq!(said(&filling, "owners~2"), ["share: balanced", "more: missing"], "rules see whole rows");
    }
}

#[test]
fn many_rows_that_look_at_one_another_are_worked_out_without_depth() {
    let form = parts();
    let row = accept(&form.steps[0], pairs(&[("share", "1")]));
    let answers: Pages = (1..=300).map(|n| (PageKey::row("owners", n).to_string(), row.clone())).collect();
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(filling.value_in(&form.steps[0].questions[1], Some(1)), Some(Value::Int(0)));
    assert_eq!(filling.value("largest"), Some(Value::Int(0)));
}
