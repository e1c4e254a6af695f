//! A municipality's own amounts, put over the example of a shipped procedure: conditions and words stay those of the
//! procedure and grow with it, only numbers and the act that sets them are the municipality's.

use std::collections::BTreeMap;

use contract::fees::{FeePlace, FeeRow, FeeTable};
use serde::{Deserialize, Serialize};

use super::{Definition, Finding, definition::hash_of, source::Source};

/// The amounts of a procedure: `overrides/fees/<slug>.toml` of an installation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tariff {
    /// A table of the procedure each; `[[table]]` in the file.
    #[serde(rename = "table", default)]
    pub tables: Vec<TariffTable>,
}

/// The amounts of one fee.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TariffTable {
    /// The id of the procedure's table.
    pub id: String,
    /// The municipality's act that sets them, as it is cited.
    pub source: String,
    /// The numbers of each row, by its id and their key: `[table.row.una_unita]`, `amount = "80.00"`.
    #[serde(default)]
    pub row: BTreeMap<String, BTreeMap<String, String>>,
}

/// The numbers of a row that a municipality sets, by their keys.
fn numbers(row: &mut FeeRow) -> [(&'static str, &mut Option<String>); 5] {
    [
        ("amount", &mut row.amount),
        ("each", &mut row.each),
        ("percent", &mut row.percent),
        ("min", &mut row.min),
        ("max", &mut row.max),
    ]
}

/// The numbers of a row that a municipality sets: key, and the example.
#[must_use]
pub fn examples(row: &FeeRow) -> Vec<(&'static str, String)> {
    let mut row = row.clone();
    let set = numbers(&mut row).into_iter();
    set.filter_map(|(key, number)| number.take().map(|number| (key, number))).collect()
}

impl Definition {
    /// The definition without the numbers of its fees, and without the acts that set them.
    pub(super) fn without_amounts(mut self) -> Self {
        for table in &mut self.fees.tables {
            table.example = false;
            table.source.clear();
            for row in &mut table.rows {
                numbers(row).into_iter().filter_map(|(_, number)| number.as_mut()).for_each(String::clear);
            }
        }
        self
    }

    /// The definition with a municipality's own amounts. `file` is named in findings.
    ///
    /// # Errors
    /// Everything that is wrong with the file: what is no number, tables and rows that the procedure has not or that the
    /// law sets, numbers that are missing.
    pub fn with_tariff(mut self, file: &str, text: &str) -> Result<Self, Vec<Finding>> {
        let mut found = Vec::new();
        let Some(source) = Source::<Tariff>::read(file.to_owned(), text, &mut found) else {
            return Err(found);
        };
        let finding = |key: String, message: String, remedy: &str| Finding {
            file: file.to_owned(),
            line: None,
            key: Some(key),
            message,
            remedy: remedy.to_owned(),
        };
        for own in &source.value.tables {
            match self.fees.tables.iter_mut().find(|table| table.id == own.id && table.example) {
                Some(table) => {
                    for (key, message) in put(table, own) {
                        found.push(finding(key, message, "write every number of the fee, and no other"));
                    }
                }
                None => found.push(finding(
                    own.id.clone(),
                    format!("`{}` is no fee that a municipality sets here, or is there twice", own.id),
                    "name each table of the procedure that says `example = true` once",
                )),
            }
        }
        found.extend(self.fees.findings().into_iter().map(|wrong| {
            let (FeePlace::Table(at) | FeePlace::Row(at, _)) = wrong.place;
            let table = self.fees.tables.get(at).map(|table| table.id.as_str()).unwrap_or_default();
            finding(format!("{table}.{}", wrong.key), wrong.message, &wrong.remedy)
        }));
        if !found.is_empty() {
            return Err(found);
        }
        let content = self.to_canonical_json().map_err(|error| {
            vec![finding(String::new(), error.to_string(), "report this to who maintains the portal")]
        })?;
        Ok(Self { hash: hash_of(&content), ..self })
    }
}

/// Puts a municipality's numbers into a table; gives what does not fit, by key.
fn put(table: &mut FeeTable, own: &TariffTable) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    let unknown = own.row.keys().filter(|id| table.row(id).is_none());
    wrong.extend(unknown.map(|id| (format!("{}.{id}", own.id), format!("`{id}` is no row of the fee"))));
    for row in &mut table.rows {
        let id = row.id.clone();
        let mut given = own.row.get(&id).cloned().unwrap_or_default();
        for (key, number) in numbers(row) {
            let Some(number) = number else { continue };
            match given.remove(key) {
                Some(text) => *number = text,
                None => wrong.push((format!("{}.{id}", own.id), format!("`{key}` is missing"))),
            }
        }
        let more = given.into_keys();
        wrong.extend(more.map(|key| (format!("{}.{id}", own.id), format!("the row has no `{key}`"))));
    }
    own.source.clone_into(&mut table.source);
    table.example = false;
    wrong
}
