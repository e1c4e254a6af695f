//! What differs inside one part of a definition: its keys, and those of the lists in it.

use std::collections::BTreeSet;

use serde_json::Value;

/// A key that differs, and what it was and is. The key is empty for what has none, such as a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) key: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// Every key that differs, nested ones by their way.
pub(super) fn changed(old: &Value, new: &Value) -> Vec<Field> {
    let mut found = Vec::new();
    look("", old, new, &mut found);
    found
}

fn look(key: &str, old: &Value, new: &Value, found: &mut Vec<Field>) {
    if old == new {
        return;
    }
    // At the top a table of one key is that of an item which has nothing else.
    let least = if key.is_empty() { 0 } else { 2 };
    let (Some(before), Some(after)) = (named(old, least), named(new, least)) else {
        found.push(Field { key: key.to_owned(), before: Some(words(old)), after: Some(words(new)) });
        return;
    };
    let count = found.len();
    let way = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    let gone = before.iter().filter(|(name, _)| inside(&after, name).is_none());
    for (name, _) in after.iter().chain(gone) {
        match (inside(&before, name), inside(&after, name)) {
            (Some(old), Some(new)) => look(&way(name), old, new, found),
            (old, new) => {
                found.push(Field { key: way(name), before: old.map(words), after: new.map(words) });
            }
        }
    }
    // Nothing of it differs: its order does.
    if found.len() == count {
        let names =
            |all: &Named<'_>| all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
        found.push(Field { key: way("order"), before: Some(names(&before)), after: Some(names(&after)) });
    }
}

type Named<'v> = Vec<(String, &'v Value)>;

fn inside<'v>(all: &Named<'v>, name: &str) -> Option<&'v Value> {
    all.iter().find(|(own, _)| own == name).map(|(_, value)| *value)
}

/// What is inside a value, by name: the keys of a table of several, the tables of a list. A table of one key stands
/// for one thing, as `{ days = 30 }` does, and is told whole.
fn named(value: &Value, least: usize) -> Option<Named<'_>> {
    match value {
        Value::Object(members) if members.len() >= least => {
            Some(members.iter().map(|(key, value)| (key.clone(), value)).collect())
        }
        Value::Array(list) if list.iter().any(Value::is_object) => {
            let mut names = BTreeSet::new();
            let named = list.iter().map(|one| {
                let name = distinct(name(one), |name| names.contains(name));
                names.insert(name.clone());
                (name, one)
            });
            Some(named.collect())
        }
        _ => None,
    }
}

/// What tells a table of a list from the others.
fn name(table: &Value) -> String {
    let text = |key| table.get(key).and_then(Value::as_str);
    match (text("id").or_else(|| text("event")), text("to")) {
        (Some(name), Some(to)) => format!("{name} → {to}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "1".to_owned(),
    }
}

/// A name as it is, or with the first number that nothing else of this name has.
pub(super) fn distinct(name: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&name) {
        return name;
    }
    let numbered = (2_u32..).map(|number| format!("{name} ({number})")).find(|name| !taken(name));
    numbered.unwrap_or(name)
}

/// Formulas as their authors wrote them: the tree that runs follows from the text.
pub(super) fn written(value: Value) -> Value {
    match value {
        Value::Object(mut members) => match members.remove("cel") {
            Some(text) if members.keys().all(|key| key == "tree") => text,
            cel => {
                members.extend(cel.map(|cel| ("cel".to_owned(), cel)));
                Value::Object(members.into_iter().map(|(key, value)| (key, written(value))).collect())
            }
        },
        Value::Array(list) => Value::Array(list.into_iter().map(written).collect()),
        other => other,
    }
}

/// A value on one line.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let tables = list.iter().any(Value::is_object);
            list.iter().map(words).collect::<Vec<_>>().join(if tables { "; " } else { ", " })
        }
        Value::Object(members) => match members.iter().next() {
            Some((key, Value::Number(number))) if members.len() == 1 => {
                format!("{number} {}", key.replace('_', " "))
            }
            Some((key, value)) if members.len() == 1 => format!("{key} {}", words(value)),
            _ => {
                let told = |(key, value): (&String, &Value)| format!("{key} {}", words(value));
                members.iter().map(told).collect::<Vec<_>>().join(", ")
            }
        },
    }
}
