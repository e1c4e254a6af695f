//! What every operator, function and macro comes to.

use contract::expr::{Formula, Stop, Type, Value};
use engine::expressions::{checked, read_as};

use super::{answers, day, known, text, tree, value};

#[track_caller]
fn all(rows: &[(&str, Value)]) {
    for (formula, wanted) in rows {
        assert_eq!(value(formula).as_ref(), Ok(wanted), "{formula}");
    }
}

#[track_caller]
fn true_and_false(truths: &[&str], lies: &[&str]) {
    for (formulas, wanted) in [(truths, true), (lies, false)] {
        for formula in formulas {
            assert_eq!(value(formula), Ok(Value::Bool(wanted)), "{formula}");
        }
    }
}

#[test]
fn numbers_are_whole_and_follow_the_usual_precedence() {
    all(&[
        ("1 + 2 * 3", Value::Int(7)),
        ("(1 + 2) * 3", Value::Int(9)),
        ("units - 10", Value::Int(-3)),
        ("-units", Value::Int(-7)),
        ("-(units - 10)", Value::Int(3)),
        ("7 / 2", Value::Int(3)),
        ("-7 / 2", Value::Int(-3)),
        ("-7 % 2", Value::Int(-1)),
        ("-9223372036854775808", Value::Int(i64::MIN)),
        ("units > 5 ? units * 2 : 0", Value::Int(14)),
        ("yes ? 1 : 1 / 0", Value::Int(1)),
        ("0x10", Value::Int(16)),
    ]);
}

#[test]
fn money_is_counted_in_cents() {
    all(&[
        ("euro(\"125.00\")", Value::Money(12_500)),
        ("euro('0.5')", Value::Money(50)),
        ("euro('-3')", Value::Money(-300)),
        ("cost + euro(\"0.01\")", Value::Money(12_501)),
        ("cost - euro(\"200\")", Value::Money(-7_500)),
        ("-cost", Value::Money(-12_500)),
        ("cost * units", Value::Money(87_500)),
        ("2 * cost", Value::Money(25_000)),
        ("sum(costs)", Value::Money(350)),
        ("sum(costs.filter(c, c > cost))", Value::Money(0)),
        ("max(costs)", Value::Money(250)),
    ]);
    true_and_false(
        &["cost == euro('125')", "cost >= euro('125')", "cost < euro('125.01')"],
        &["cost != cost"],
    );
}

#[test]
fn days_are_counted_by_the_calendar() {
    all(&[
        ("date(\"2026-01-31\")", day("2026-01-31")),
        ("days(date('2026-01-31'), date('2026-03-01'))", Value::Int(29)),
        ("days(date('2028-02-01'), date('2028-03-01'))", Value::Int(29)),
        ("days(today, date('2026-11-24'))", Value::Int(-1)),
        ("add_days(date('2026-12-31'), 1)", day("2027-01-01")),
        ("add_days(today, -25)", day("2026-10-31")),
        ("add_months(date('2026-01-31'), 1)", day("2026-02-28")),
        ("add_months(date('2028-01-31'), 1)", day("2028-02-29")),
        ("add_months(date('2026-03-31'), -1)", day("2026-02-28")),
        ("add_months(date('2026-01-15'), -13)", day("2024-12-15")),
        ("add_months(date('2026-01-15'), 12)", day("2027-01-15")),
        ("year(today)", Value::Int(2026)),
        ("min([today, date('2020-02-02')])", day("2020-02-02")),
    ]);
    true_and_false(
        &["today > date('2026-11-24')", "today <= today"],
        &["today < date('2026-11-25')", "today == date('2026-11-24')"],
    );
    assert_eq!(value("add_days(today, 9223372036854775807)"), Err(Stop::Overflow));
    assert_eq!(value("add_months(today, 9223372036854775807)"), Err(Stop::Overflow));
    assert_eq!(value("add_days(today, 4000000)"), Err(Stop::Overflow));
}

#[test]
fn texts_are_joined_measured_and_searched() {
    all(&[
        ("kind + ' ' + 'b'", text("ampliamento b")),
        ("size(kind)", Value::Int(11)),
        ("size('perché')", Value::Int(6)),
        ("kind.size()", Value::Int(11)),
        ("\"it's\"", text("it's")),
    ]);
    true_and_false(
        &[
            "kind.startsWith('amp')",
            "kind.endsWith('mento')",
            "kind.contains('plia')",
            "'a' < 'b'",
            "'Z' < 'a'",
        ],
        &["kind.startsWith('b')", "kind.contains('AMP')", "kind == 'a'"],
    );
}

#[test]
fn lists_are_asked_element_by_element() {
    all(&[
        ("size(counts)", Value::Int(3)),
        ("sum(counts)", Value::Int(6)),
        ("sum(none)", Value::Int(0)),
        ("min(counts)", Value::Int(-1)),
        ("max(counts)", Value::Int(4)),
        ("counts.filter(n, n > 0)", Value::List(vec![Value::Int(3), Value::Int(4)])),
        ("counts.map(n, n * 2)", Value::List(vec![Value::Int(6), Value::Int(-2), Value::Int(8)])),
        ("sum(counts.map(n, n > 0 ? cost : euro('0')))", Value::Money(25_000)),
        ("tags.map(t, t + '!')", Value::List(vec![text("a!"), text("b!")])),
        ("sum(owners.filter(o, has(o.share)).map(o, o.share))", Value::Int(80)),
        (
            "counts.map(n, size(counts.filter(m, m < n)))",
            Value::List(vec![1, 0, 2].into_iter().map(Value::Int).collect()),
        ),
    ]);
    true_and_false(
        &[
            "3 in counts",
            "kind in ['ampliamento', 'frazionamento']",
            "counts.all(n, n < 5)",
            "none.all(n, false)",
            "counts.exists(n, n < 0)",
            "counts.exists_one(n, n < 0)",
            "counts == [3, -1, 4]",
            "owners.exists(o, o.name == 'Ugo' && o.share == 30)",
        ],
        &["5 in counts", "none.exists(n, true)", "counts.exists_one(n, n > 0)", "counts.all(n, n > 0)"],
    );
}

#[test]
fn what_is_not_answered_is_neither_true_nor_false() {
    for formula in [
        "no_yes",
        "!no_yes",
        "no_units + 1",
        "1 == no_units",
        "no_yes ? 1 : 2",
        "no_yes && yes",
        "yes && no_yes",
        "no_yes || false",
        "[no_units]",
        "no_kind in tags",
        "parcel.unit",
        "no_parcel.sheet",
        "owners.map(o, o.share)",
        "owners.all(o, o.share > 0)",
        "owners.exists_one(o, o.share == 50)",
        "min(none)",
    ] {
        assert_eq!(value(formula), Err(Stop::Absent), "{formula}");
    }
    let (tree, _) = tree("no_yes").unwrap();
    assert!(!tree.holds(&answers()) && !tree.fails(&answers()));
}

#[test]
fn a_side_that_decides_needs_no_answer_on_the_other() {
    true_and_false(
        &[
            "yes || no_yes",
            "no_yes || yes",
            "1 / 0 == 1 || yes",
            "owners.exists(o, o.share == 30)",
            "counts.exists(n, 10 / (n - 3) == 10)",
            "yes ? yes : no_yes",
        ],
        &[
            "!yes && no_yes",
            "no_yes && !yes",
            "owners.all(o, o.share > 40)",
            "counts.all(n, 10 / (n - 3) > 0)",
        ],
    );
}

#[test]
fn a_formula_can_ask_what_is_answered() {
    true_and_false(
        &["has(yes)", "has(parcel.sheet)", "has(no_yes) || yes", "owners.exists(o, !has(o.share))"],
        &[
            "has(no_yes)",
            "has(parcel.unit)",
            "has(no_parcel)",
            "has(no_parcel.sheet)",
            "has(no_yes) && no_yes",
        ],
    );
}

#[test]
fn what_cannot_be_counted_stops() {
    for formula in [
        "9223372036854775807 + 1",
        "-9223372036854775808 - 1",
        "9223372036854775807 * 2",
        "-(-9223372036854775808)",
        "-9223372036854775808 / -1",
        "cost * 9223372036854775807",
        "sum([9223372036854775807, 1])",
    ] {
        assert_eq!(value(formula), Err(Stop::Overflow), "{formula}");
    }
    assert_eq!(value("units / 0"), Err(Stop::DivisionByZero));
    assert_eq!(value("units % (units - 7)"), Err(Stop::DivisionByZero));
}

#[test]
fn an_answer_of_another_type_stops_instead_of_lying() {
    let (tree, _) = tree("units == 7").unwrap();
    let mut answers = answers();
    answers.insert("units".to_owned(), text("7"));
    assert_eq!(tree.value(&answers), Err(Stop::WrongType));
}

#[test]
fn long_lists_in_lists_end_soon() {
    let mut answers = answers();
    answers.insert("counts".to_owned(), Value::List((0..2_000).map(Value::Int).collect()));
    for formula in [
        "counts.all(a, counts.all(b, counts.all(c, a + b + c < 100000)))",
        "counts.exists(a, counts.exists(b, counts.exists(c, a + b + c < 0))) || yes",
        "size(counts.map(a, counts.map(b, counts))) == 1",
    ] {
        let (tree, _) = tree(formula).unwrap();
        assert_eq!(tree.value(&answers), Err(Stop::TooMuch), "{formula}");
    }
    let (tree, _) = tree("sum(counts.filter(a, a % 2 == 0))").unwrap();
    assert_eq!(tree.value(&answers), Ok(Value::Int(999_000)));
}

#[test]
fn the_names_of_a_formula_are_those_of_answers() {
    let names = |formula| tree(formula).unwrap().0.names().into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(
        names("yes && owners.exists(o, o.share > units) || has(parcel.sheet)"),
        "owners parcel units yes"
    );
    assert_eq!(names("counts.map(n, counts.filter(m, m > n)) == [[1]]"), "counts");
    assert_eq!(names("1 == 2"), "");
}

#[test]
fn a_checked_formula_keeps_its_text_and_runs_a_tree() {
    let written = Formula::from("units > 5");
    assert!(!written.holds(&answers()) && !written.fails(&answers()));
    assert_eq!(written.value(&answers()), Err(Stop::WrongType));
    let formula = checked(&written, &known(), &Type::Bool).unwrap();
    assert!(formula.holds(&answers()));
    assert_eq!(formula.text, "units > 5");
    assert_eq!(formula.names().into_iter().collect::<Vec<_>>(), ["units"]);
    // A tree that came from elsewhere is not believed.
    let forged = Formula { text: "units > 9".to_owned(), tree: formula.tree };
    assert!(checked(&forged, &known(), &Type::Bool).unwrap().fails(&answers()));
}

#[test]
fn a_condition_must_come_to_yes_or_no() {
    assert!(read_as("units > 5", &known(), &Type::Bool).is_ok());
    let fault = read_as("units", &known(), &Type::Bool).unwrap_err();
    assert_eq!(fault.message, "the formula comes to a number, and yes or no is needed");
    assert_eq!(
        read_as("units * 2", &known(), &Type::Money).unwrap_err().remedy,
        "write an amount as `euro(\"125.00\")`"
    );
}
