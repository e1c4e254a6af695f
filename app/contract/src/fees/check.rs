//! What is wrong with tables of fees before anybody pays by them.

use std::collections::BTreeSet;

use super::{FeeRow, FeeTable, Fees, Hit};
use crate::decimal::Decimal;

/// Where in the fees something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeePlace {
    /// A table, by its place in [`Fees::tables`].
    Table(usize),
    /// A row, by the place of its table and its place in [`FeeTable::rows`].
    Row(usize, usize),
}

/// Something wrong, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeFinding {
    /// Where.
    pub place: FeePlace,
    /// The key in the file that it is about: `amount`, `when`.
    pub key: &'static str,
    /// What is wrong, one sentence without full stop.
    pub message: String,
    /// What to write instead, one sentence without full stop.
    pub remedy: String,
}

impl Fees {
    /// Everything wrong with the tables, except for their formulas, which are checked where they are read.
    #[must_use]
    pub fn findings(&self) -> Vec<FeeFinding> {
        let mut found = Findings::default();
        let mut seen = BTreeSet::new();
        for (index, table) in self.tables.iter().enumerate() {
            let place = FeePlace::Table(index);
            if !seen.insert(&table.id) {
                let message = format!("the table `{}` is there twice", table.id);
                found.add(place, "id", message, "give each table an id of its own");
            }
            found.table(index, table);
        }
        found.list
    }
}

#[derive(Default)]
struct Findings {
    list: Vec<FeeFinding>,
}

impl Findings {
    fn add(&mut self, place: FeePlace, key: &'static str, message: String, remedy: &str) {
        self.list.push(FeeFinding { place, key, message, remedy: remedy.to_owned() });
    }

    fn table(&mut self, index: usize, table: &FeeTable) {
        let place = FeePlace::Table(index);
        let id = &table.id;
        if table.source.trim().is_empty() {
            let remedy = "cite the law or the municipality's decision that sets it";
            self.add(place, "source", format!("the table `{id}` has no source"), remedy);
        }
        if table.rows.is_empty() {
            self.add(place, "row", format!("the table `{id}` has no rows"), "add a row, or remove the table");
        }
        let mut seen = BTreeSet::new();
        let always = table.rows.iter().position(|row| row.when.is_none());
        for (number, row) in table.rows.iter().enumerate() {
            let place = FeePlace::Row(index, number);
            if !seen.insert(&row.id) {
                let message = format!("the row `{}` is there twice", row.id);
                self.add(place, "id", message, "give each row of a table an id of its own");
            }
            self.numbers(place, row);
            self.pairs(place, row);
            let Some(always) = always.filter(|always| *always != number) else { continue };
            match table.hit {
                Hit::First if number > always => {
                    let message = format!("the row `{}` is never reached", row.id);
                    self.add(place, "when", message, "move the row without condition to the end");
                }
                Hit::Unique => {
                    let message = format!("the row `{}` holds beside one without condition", row.id);
                    self.add(
                        place,
                        "when",
                        message,
                        "give every row a condition, or write `hit = \"first\"`",
                    );
                }
                _ => {}
            }
        }
    }

    fn numbers(&mut self, place: FeePlace, row: &FeeRow) {
        let numbers = [
            ("amount", &row.amount, true),
            ("each", &row.each, false),
            ("percent", &row.percent, false),
            ("min", &row.min, true),
            ("max", &row.max, true),
        ];
        for (key, text, whole_cents) in numbers {
            let Some(text) = text else { continue };
            let (wrong, remedy) = match Decimal::parse(text) {
                None => ("is no number", "write digits with a point, as in `125.00`"),
                Some(number) if number.millionths() < 0 => {
                    ("is negative", "write what is due, never less than 0")
                }
                Some(number) if whole_cents && number.cents().is_none() => {
                    ("has fractions of a cent", "write euros and cents, as in `125.00`")
                }
                Some(_) => continue,
            };
            self.add(place, key, format!("`{key}` of the row `{}` {wrong}: `{text}`", row.id), remedy);
        }
        let cents = |text: &Option<String>| text.as_deref().and_then(Decimal::parse);
        if let (Some(min), Some(max)) = (cents(&row.min), cents(&row.max))
            && min > max
        {
            let message = format!("`min` of the row `{}` is more than `max`", row.id);
            self.add(place, "min", message, "write the smaller of the two as `min`");
        }
    }

    fn pairs(&mut self, place: FeePlace, row: &FeeRow) {
        let pairs = [
            ("each", row.each.is_some(), "count", row.count.is_some()),
            ("count", row.count.is_some(), "each", row.each.is_some()),
            ("percent", row.percent.is_some(), "of", row.of.is_some()),
            ("of", row.of.is_some(), "percent", row.percent.is_some()),
        ];
        for (key, there, other, also) in pairs {
            if there && !also {
                let message = format!("the row `{}` has `{key}` without `{other}`", row.id);
                self.add(place, key, message, &format!("add `{other}`, or remove `{key}`"));
            }
        }
        if row.amount.is_none() && row.each.is_none() && row.percent.is_none() {
            let message = format!("the row `{}` says no amount", row.id);
            self.add(place, "amount", message, "write `amount = \"0.00\"` where nothing is due");
        }
    }
}
