//! The tables of fees, as a procedure writes them down.

use serde::{Deserialize, Serialize};

use super::Rounding;
use crate::expr::Formula;

/// What a case costs: `fees.toml` of a procedure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// The tables, in the order in which bills show them; `[[table]]` in the file.
    #[serde(rename = "table", default)]
    pub tables: Vec<FeeTable>,
}

impl Fees {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The table of an id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&FeeTable> {
        self.tables.iter().find(|table| table.id == id)
    }
}

/// One fee: the rows say when it is how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeTable {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// Which rows count.
    pub hit: Hit,
    /// How fractions of a cent become cents.
    pub rounding: Rounding,
    /// The act that sets the fee, as it is cited.
    pub source: String,
    /// Whether the amounts are only an example: each municipality sets its own before it opens.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub example: bool,
    /// The rows, in the order in which they are looked at; `[[table.row]]` in the file.
    #[serde(rename = "row", default)]
    pub rows: Vec<FeeRow>,
}

impl FeeTable {
    /// The row of an id.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&FeeRow> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// Which rows of a table count (in DMN: U, F, C+).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hit {
    /// The one row whose condition holds; two are a mistake of the table.
    Unique,
    /// The first row whose condition holds.
    First,
    /// All rows whose condition holds.
    CollectSum,
}

/// A row: a condition, and what is due if it holds. Its parts are added up, then bounded.
/// Numbers are kept as they are written, exact decimals with a point: `125.00`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeRow {
    /// Its id; the words are in the procedure's texts.
    pub id: String,
    /// The condition; none: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// Euros that are due in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// Euros for each of [`count`](Self::count).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
    /// How many: a formula that comes to a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Formula>,
    /// Per cent of [`of`](Self::of).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
    /// Of what: a formula that comes to an amount of money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Formula>,
    /// Euros that are due at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// Euros that are due at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
}
