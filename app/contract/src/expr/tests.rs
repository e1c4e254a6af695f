//! What trees promise wherever they come from and wherever they run.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use proptest::{collection::vec, prelude::*};

use super::*;

fn any_date() -> impl Strategy<Value = Date> {
    (0_i16..=9_999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

/// Few texts and numbers, so that they meet; the largest numbers, so that they overflow.
fn any_number() -> impl Strategy<Value = i64> {
    prop_oneof![4 => -3_i64..4, 1 => any::<i64>(), 1 => Just(i64::MIN), 1 => Just(i64::MAX)]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![Just("a".to_owned()), Just("b".to_owned()), Just("&&".to_owned()), ".{0,4}"]
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![Just("a"), Just("b"), Just("c"), Just("x")].prop_map(str::to_owned)
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        any_number().prop_map(Value::Int),
        any_number().prop_map(Value::Money),
        any_date().prop_map(Value::Date),
        any_text().prop_map(Value::Text),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::btree_map(any_name(), inner, 0..3).prop_map(Value::Record),
        ]
    })
}

/// Trees that no checker has seen: any operator with any operands.
fn any_tree() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Expr::Bool),
        any_number().prop_map(Expr::Int),
        any_number().prop_map(Expr::Money),
        any_date().prop_map(Expr::Date),
        any_text().prop_map(Expr::Text),
        any_name().prop_map(Expr::Name),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let call = (proptest::sample::select(Op::ALL), vec(inner.clone(), 0..4));
        let each = (0..Op::ALL.len(), inner.clone(), any_name(), inner.clone());
        prop_oneof![
            (inner, any_name()).prop_map(|(record, field)| Expr::Field(Box::new(record), field)),
            call.prop_map(|(op, operands)| Expr::Call(op, operands)),
            each.prop_map(|(op, list, name, body)| Expr::Call(
                Op::ALL[op],
                vec![list, Expr::Name(name), body]
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_tree_whatsoever_breaks_the_evaluation(
        tree in any_tree(),
        names in proptest::collection::btree_map(any_name(), any_value(), 0..4),
    ) {
        let value = tree.value(&names);
        prop_assert_eq!(tree.holds(&names), value == Ok(Value::Bool(true)));
        prop_assert_eq!(tree.fails(&names), value == Ok(Value::Bool(false)));
        // Only what `names` lists is ever asked for.
        let free = tree.names();
        let fewer = names.into_iter().filter(|(name, _)| free.contains(name)).collect::<BTreeMap<_, _>>();
        prop_assert_eq!(tree.value(&fewer), value);
    }

    #[test]
    fn trees_and_values_survive_their_json(tree in any_tree(), value in any_value()) {
        let json = serde_json::to_string(&tree).unwrap();
        prop_assert_eq!(serde_json::from_str::<Expr>(&json).unwrap(), tree.clone(), "{}", json);
        let json = serde_json::to_string(&value).unwrap();
        prop_assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{}", json);
        let formula = Formula { text: "a".to_owned(), tree: Some(tree) };
        let json = serde_json::to_value(&formula).unwrap();
        prop_assert_eq!(serde_json::from_value::<Formula>(json).unwrap(), formula);
    }

    #[test]
    fn days_are_counted_as_the_calendar_library_counts_them(
        date in any_date(),
        days in -4_000_000_i64..4_000_000,
        months in -120_000_i64..120_000,
    ) {
        let years = |date: &Date| date.year() >= 0;
        prop_assert_eq!(calendar::add_days(date, days), date.checked_add(days.days()).ok().filter(years));
        prop_assert_eq!(calendar::add_months(date, months), date.checked_add(months.months()).ok().filter(years));
        if let Some(later) = calendar::add_days(date, days) {
            prop_assert_eq!(calendar::number(later) - calendar::number(date), days);
        }
        prop_assert_eq!(calendar::date(&date.to_string()), Some(date));
    }
}

#[test]
fn every_day_of_an_era_has_its_number() {
    let mut date = Date::constant(1_999, 12, 31);
    let mut number = calendar::number(date);
    assert_eq!(calendar::number(Date::constant(1_970, 1, 1)), 0);
    for _ in 0..146_097 {
        date = date.tomorrow().unwrap();
        number += 1;
        assert_eq!(calendar::number(date), number, "{date}");
        assert_eq!(calendar::add_days(Date::constant(1_970, 1, 1), number), Some(date));
    }
}

#[test]
fn a_tree_is_short_json() {
    for json in [
        r#"["&&",["==","kind",["'","a"]],["has","note"]]"#,
        r#"[">",[".","parcel","sheet"],["€",12500]]"#,
        r#"["all","rows","r",["<",["@","2026-01-31"],[".","r","day"]]]"#,
        r#"["?",true,-1,["list"]]"#,
    ] {
        let tree: Expr = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&tree).unwrap(), json);
    }
}

#[test]
fn json_that_is_no_tree_is_refused() {
    for json in [
        "[]",
        "null",
        "1.5",
        "18446744073709551615",
        "{}",
        r#"[1,2]"#,
        r#"["nothing","a"]"#,
        r#"["'"]"#,
        r#"["'",1]"#,
        r#"["'","a","b"]"#,
        r#"["@","2026-02-30"]"#,
        r#"["@","2026-1-1"]"#,
        r#"["€","a"]"#,
        r#"[".","a"]"#,
    ] {
        assert!(serde_json::from_str::<Expr>(json).is_err(), "{json}");
    }
    let deep = format!("{}1{}", r#"["neg","#.repeat(10_000), "]".repeat(10_000));
    assert!(serde_json::from_str::<Expr>(&deep).is_err());
}

#[test]
fn a_tree_that_is_too_deep_stops() {
    let names = BTreeMap::new();
    let mut tree = Expr::Int(1);
    for depth in 1..=120 {
        tree = Expr::Call(Op::Neg, vec![tree]);
        assert_eq!(tree.value(&names) == Err(Stop::TooMuch), depth >= 100, "{depth}");
    }
    let mut field = Expr::Name("a".to_owned());
    for _ in 0..1_000 {
        field = Expr::Field(Box::new(field), "a".to_owned());
    }
    assert_eq!(field.value(&names), Err(Stop::TooMuch));
}

#[test]
fn a_formula_is_written_as_text_until_it_is_checked() {
    let written: Formula = serde_json::from_str("\"a > 1\"").unwrap();
    assert_eq!(written, Formula::from("a > 1"));
    assert_eq!(serde_json::to_string(&written).unwrap(), "\"a > 1\"");
    let checked: Formula = serde_json::from_str(r#"{"cel":"a > 1","tree":[">","a",1]}"#).unwrap();
    assert!(checked.holds(&BTreeMap::from([("a".to_owned(), Value::Int(2))])));
    assert_eq!(serde_json::to_string(&checked).unwrap(), r#"{"cel":"a > 1","tree":[">","a",1]}"#);
    assert!(serde_json::from_str::<Formula>(r#"{"cel":"a","other":1}"#).is_err());
}

#[test]
fn values_say_their_type_in_one_letter() {
    let json = r#"{"l":[{"b":true},{"i":-1},{"m":12500},{"d":"2026-01-31"},{"t":"à"},{"r":{"a":{"i":1}}}]}"#;
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
}
