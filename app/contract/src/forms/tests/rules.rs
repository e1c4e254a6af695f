//! Rules between answers: when they are said, and beside which question.

use serde_json::json;

use super::{FieldKind as F, *};

fn two_numbers() -> Form {
    Form {
        rules: vec![
            rule("less", "last", json!(["<", "first", "last"])),
            rule("small", "last", json!(["<", ["+", "first", "last"], 100])),
        ],
        ..form(vec![
            step("one", vec![named("first", F::Number)]),
            step("two", vec![named("last", F::Number), named("note", F::Text)]),
        ])
    }
}

#[test]
fn a_rule_is_said_once_all_that_it_needs_is_answered_and_right() {
    let form = two_numbers();
    for (first, last, expected) in [
        ("", "", "last: missing"),
        ("5", "", "last: missing"),
        ("", "3", ""),
        ("x", "3", ""),
        ("5", "x", "last: number"),
        ("5", "6", ""),
        ("5", "5", "last: less"),
        // Both are broken: the first one in the file is said.
        ("500", "5", "last: less"),
        ("50", "60", "last: small"),
    ] {
        let all = [("one", "first", first), ("two", "last", last), ("two", "note", "x")];
        let answers = typed(&form, &all);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(said(&filling, "two").join("; "), expected, "{first:?} {last:?}");
        assert!(said(&filling, "one").iter().all(|text| !text.contains("less")), "said in one place only");
        assert_eq!(filling.complete(), first == "5" && last == "6");
    }
}

#[test]
fn a_rule_beside_a_question_that_is_not_asked_is_not_said() {
    let mut form = two_numbers();
    form.steps[1].questions[0].when = Some(formula(json!(["==", "note", ["'", "x"]])));
    for (note, expected) in [("x", &["last: less"][..]), ("y", &[])] {
        let all = [("one", "first", "5"), ("two", "last", "3"), ("two", "note", note)];
        let answers = typed(&form, &all);
        assert_eq!(said(&Filling::new(&form, &answers, &NoNames), "two"), expected);
    }
}

#[test]
fn a_rule_that_needs_what_is_not_asked_is_not_said() {
    let mut form = two_numbers();
    form.steps[0].when = Some(formula(json!(["==", "note", ["'", "x"]])));
    for (note, expected) in [("x", &["last: less"][..]), ("y", &[])] {
        let all = [("one", "first", "5"), ("two", "last", "3"), ("two", "note", note)];
        let answers = typed(&form, &all);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(said(&filling, "two"), expected);
        assert_eq!(filling.complete(), note == "y");
    }
}

#[test]
fn a_rule_may_be_said_beside_what_takes_no_answer() {
    let form = Form {
        rules: vec![rule("most", "sum", json!(["<=", "sum", 10]))],
        ..form(vec![step(
            "s",
            vec![named("a", F::Number), named("b", F::Number), computed("sum", json!(["+", "a", "b"]))],
        )])
    };
    for (b, expected) in [("", &["b: missing"][..]), ("5", &[]), ("6", &["sum: most"])] {
        let answers = typed(&form, &[("s", "a", "5"), ("s", "b", b)]);
        assert_eq!(said(&Filling::new(&form, &answers, &NoNames), "s"), expected);
    }
}

#[test]
fn a_rule_in_a_row_speaks_of_that_row() {
    let form = Form {
        rules: vec![rule("order", "to", json!(["<=", "from", "to"]))],
        ..form(vec![group("stays", 0, 9, vec![named("from", F::Number), named("to", F::Number)])])
    };
    let all =
        [("stays~1", "from", "1"), ("stays~1", "to", "2"), ("stays~2", "from", "3"), ("stays~2", "to", "2")];
    let answers = typed(&form, &all);
    let filling = Filling::new(&form, &answers, &NoNames);
    assert_eq!(said(&filling, "stays~1"), Vec::<String>::new());
    assert_eq!(said(&filling, "stays~2"), ["to: order"]);
    let found = filling.step_problems(&form.steps[0]);
    assert_eq!(found.iter().map(|(page, _)| page.to_string()).collect::<Vec<_>>(), ["stays~2"]);
}

#[test]
fn a_rule_over_all_rows_is_said_in_each_row_that_it_stands_beside() {
    let share = json!(["map", "owners", "x", [".", "x", "share"]]);
    let form = Form {
        rules: vec![rule("whole", "share", json!(["==", ["sum", share], 100]))],
        ..form(vec![group("owners", 1, 9, vec![named("share", F::Number)])])
    };
    for (one, other, expected) in [("50", "50", ""), ("50", "40", "share: whole"), ("50", "", "")] {
        let answers = typed(&form, &[("owners~1", "share", one), ("owners~2", "share", other)]);
        let filling = Filling::new(&form, &answers, &NoNames);
        assert_eq!(said(&filling, "owners~1").join(""), expected, "{one} {other}");
    }
}

#[test]
fn a_rule_about_rows_of_a_later_page_waits_for_the_first_of_them() {
    let share = json!([".", "x", "share"]);
    let must = json!(["exists", "owners", "x", [">", share, "least"]]);
    let owners = |min| Form {
        rules: vec![rule("one_has_more", "least", must.clone())],
        ..form(vec![
            step("first", vec![named("least", F::Number)]),
            group("owners", min, 9, vec![named("share", F::Number)]),
        ])
    };
    let (needed, optional) = (owners(1), owners(0));
    for (words, form, rows, expected) in [
        ("the page of the rows comes next", &needed, &[][..], ""),
        ("a row that keeps it", &needed, &[("owners~1", "share", "6")], ""),
        ("a row that does not", &needed, &[("owners~1", "share", "5")], "least: one_has_more"),
        ("who needs no rows has said it all", &optional, &[], "least: one_has_more"),
    ] {
        let all = [&[("first", "least", "5")], rows].concat();
        let answers = typed(form, &all);
        let filling = Filling::new(form, &answers, &NoNames);
        assert_eq!(said(&filling, "first").join("; "), expected, "{words}");
        assert!(!filling.complete() || expected.is_empty() && !rows.is_empty(), "{words}");
    }
}
