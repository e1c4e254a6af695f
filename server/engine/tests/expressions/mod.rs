//! What formulas promise: what each comes to, and what is refused before it runs.

mod against_cel;
mod faults;
mod values;

use std::collections::BTreeMap;

use contract::expr::{Expr, Stop, Type, Value, date};
use engine::expressions::{Fault, Known, read};

fn record<T>(fields: impl IntoIterator<Item = (&'static str, T)>) -> BTreeMap<String, T> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn day(text: &str) -> Value {
    Value::Date(date(text).unwrap())
}

/// The names of a form with one question of each type. The names with `no_` are not answered.
fn known() -> Known {
    let owner = Type::Record(record([("name", Type::Text), ("share", Type::Int)]));
    let mut names = record([
        ("yes", Type::Bool),
        ("units", Type::Int),
        ("cost", Type::Money),
        ("today", Type::Date),
        ("kind", Type::Text),
        ("tags", Type::List(Box::new(Type::Text))),
        ("counts", Type::List(Box::new(Type::Int))),
        ("costs", Type::List(Box::new(Type::Money))),
        ("none", Type::List(Box::new(Type::Int))),
        ("parcel", Type::Record(record([("sheet", Type::Text), ("unit", Type::Text)]))),
        ("owners", Type::List(Box::new(owner))),
    ]);
    names.extend(record([("no_yes", Type::Bool), ("no_units", Type::Int), ("no_kind", Type::Text)]));
    names.insert("no_parcel".to_owned(), names["parcel"].clone());
    Known { names }
}

fn answers() -> BTreeMap<String, Value> {
    let owner = |name, share| Value::Record(record([("name", text(name)), ("share", Value::Int(share))]));
    record([
        ("yes", Value::Bool(true)),
        ("units", Value::Int(7)),
        ("cost", Value::Money(12_500)),
        ("today", day("2026-11-25")),
        ("kind", text("ampliamento")),
        ("tags", Value::List(vec![text("a"), text("b")])),
        ("counts", Value::List(vec![Value::Int(3), Value::Int(-1), Value::Int(4)])),
        ("costs", Value::List(vec![Value::Money(100), Value::Money(250)])),
        ("none", Value::List(vec![])),
        ("parcel", Value::Record(record([("sheet", text("12"))]))),
        (
            "owners",
            Value::List(vec![
                owner("Anna", 50),
                owner("Ugo", 30),
                Value::Record(record([("name", text("Ida"))])),
            ]),
        ),
    ])
}

fn tree(formula: &str) -> Result<(Expr, Type), Fault> {
    read(formula, &known())
}

#[track_caller]
fn value(formula: &str) -> Result<Value, Stop> {
    match tree(formula) {
        Ok((tree, _)) => tree.value(&answers()),
        Err(fault) => panic!("{formula}: {fault:?}"),
    }
}
