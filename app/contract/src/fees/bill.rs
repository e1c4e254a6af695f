//! What a case costs, and why.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{FeeRow, FeeTable, Fees, Hit, rounding::Exact};
use crate::{
    decimal::Decimal,
    expr::{Formula, Names, Stop, Value},
};

/// What is due, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bill {
    /// The rows that count, in the order of the tables.
    pub lines: Vec<FeeLine>,
    /// The sum of the lines, in cents.
    pub total: i64,
}

/// A row that counts, and how it came to its amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// The id of the table.
    pub table: String,
    /// The id of the row.
    pub row: String,
    /// What was added up.
    pub parts: Vec<FeePart>,
    /// The bound that replaced the sum of the parts, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// What is due, in cents.
    pub cents: i64,
}

/// A part of a line. `exact` is the amount in euros before rounding, as a decimal: `25.005`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeePart {
    /// Due in any case.
    Fixed {
        /// In cents.
        cents: i64,
    },
    /// A price for each.
    Each {
        /// The price in euros, as it is written in the table.
        each: String,
        /// How many.
        count: i64,
        /// Their product before rounding, in euros.
        exact: String,
        /// The rounded product, in cents.
        cents: i64,
    },
    /// A percentage of something.
    Percent {
        /// Per cent, as it is written in the table.
        percent: String,
        /// Of what, in cents.
        of: i64,
        /// The percentage before rounding, in euros.
        exact: String,
        /// The rounded percentage, in cents.
        cents: i64,
    },
}

impl FeePart {
    /// The part in cents.
    #[must_use]
    pub fn cents(&self) -> i64 {
        match self {
            Self::Fixed { cents } | Self::Each { cents, .. } | Self::Percent { cents, .. } => *cents,
        }
    }
}

/// A bound that a line was brought to, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The parts came to less.
    Min(i64),
    /// The parts came to more.
    Max(i64),
}

/// Why there is no bill. The first reason in the order of the tables.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeeStop {
    /// Something is not answered yet.
    #[error("the row `{row}` of `{table}` needs answers: {names:?}")]
    Missing {
        /// The table.
        table: String,
        /// The row.
        row: String,
        /// The names of the answers. If each is there, something inside one of them is missing.
        names: BTreeSet<String>,
    },
    /// Two rows hold where one may.
    #[error("the rows `{}` of `{table}` hold at once", rows.join("`, `"))]
    Ambiguous {
        /// The table.
        table: String,
        /// The rows, two or more.
        rows: Vec<String>,
    },
    /// A row comes to less than nothing: a negative count or amount was answered.
    #[error("the row `{row}` of `{table}` comes to less than nothing")]
    Negative {
        /// The table.
        table: String,
        /// The row.
        row: String,
    },
    /// A row cannot be computed: too large, divided by zero, or never checked.
    #[error("the row `{row}` of `{table}` cannot be computed: {why}")]
    Uncountable {
        /// The table.
        table: String,
        /// The row.
        row: String,
        /// Why.
        why: Stop,
    },
}

impl Fees {
    /// What is due with these answers. A table in which no row holds costs nothing and has no line.
    ///
    /// # Errors
    /// A [`FeeStop`]. A condition that lacks an answer stops the bill only where that row could count: in a
    /// table of which the first row counts, those after it are not looked at.
    pub fn bill(&self, names: &dyn Names) -> Result<Bill, FeeStop> {
        let mut bill = Bill::default();
        for table in &self.tables {
            for row in table.hits(names)? {
                let line = Case { table, row, names }.line()?;
                let total = bill.total.checked_add(line.cents);
                bill.total = total.ok_or_else(|| Case { table, row, names }.stop(Stop::Overflow))?;
                bill.lines.push(line);
            }
        }
        Ok(bill)
    }
}

impl FeeTable {
    /// The rows that count.
    fn hits(&self, names: &dyn Names) -> Result<Vec<&FeeRow>, FeeStop> {
        let mut hits = Vec::new();
        for row in &self.rows {
            if (Case { table: self, row, names }).holds()? {
                hits.push(row);
                if self.hit == Hit::First {
                    break;
                }
            }
        }
        if self.hit == Hit::Unique && hits.len() > 1 {
            let rows = hits.into_iter().map(|row| row.id.clone()).collect();
            return Err(FeeStop::Ambiguous { table: self.id.clone(), rows });
        }
        Ok(hits)
    }
}

/// A row with the answers of a case.
struct Case<'a> {
    table: &'a FeeTable,
    row: &'a FeeRow,
    names: &'a dyn Names,
}

impl Case<'_> {
    fn holds(&self) -> Result<bool, FeeStop> {
        let Some(when) = &self.row.when else { return Ok(true) };
        match self.value(when)? {
            Value::Bool(holds) => Ok(holds),
            _ => Err(self.stop(Stop::WrongType)),
        }
    }

    fn line(&self) -> Result<FeeLine, FeeStop> {
        let parts = self.parts()?;
        let mut cents = 0_i64;
        for part in &parts {
            cents = cents.checked_add(part.cents()).ok_or_else(|| self.stop(Stop::Overflow))?;
        }
        let bound = match (self.cents(&self.row.min)?, self.cents(&self.row.max)?) {
            (Some(min), _) if cents < min => Some(Bound::Min(min)),
            (_, Some(max)) if cents > max => Some(Bound::Max(max)),
            _ => None,
        };
        if let Some(Bound::Min(least) | Bound::Max(least)) = bound {
            cents = least;
        }
        Ok(FeeLine { table: self.table.id.clone(), row: self.row.id.clone(), parts, bound, cents })
    }

    fn parts(&self) -> Result<Vec<FeePart>, FeeStop> {
        let FeeRow { amount, each, count, percent, of, .. } = self.row;
        let mut parts = Vec::new();
        if let Some(cents) = self.cents(amount)? {
            parts.push(FeePart::Fixed { cents });
        }
        if let (Some(each), Some(count)) = (each, count) {
            let Value::Int(count) = self.value(count)? else { return Err(self.stop(Stop::WrongType)) };
            let exact = Exact::each(self.decimal(each)?.millionths(), count);
            let (exact, cents) = self.rounded(exact)?;
            parts.push(FeePart::Each { each: each.clone(), count, exact, cents });
        }
        if let (Some(percent), Some(of)) = (percent, of) {
            let Value::Money(of) = self.value(of)? else { return Err(self.stop(Stop::WrongType)) };
            let exact = Exact::percent(self.decimal(percent)?.millionths(), of);
            let (exact, cents) = self.rounded(exact)?;
            parts.push(FeePart::Percent { percent: percent.clone(), of, exact, cents });
        }
        Ok(parts)
    }

    fn rounded(&self, exact: Option<Exact>) -> Result<(String, i64), FeeStop> {
        let exact = exact.ok_or_else(|| self.negative())?;
        let both = exact.euros().zip(exact.cents(self.table.rounding));
        both.ok_or_else(|| self.stop(Stop::Overflow))
    }

    /// A number of the table. One that is none would have been found before the table was used.
    fn decimal(&self, text: &str) -> Result<Decimal, FeeStop> {
        Decimal::parse(text).ok_or_else(|| self.stop(Stop::WrongType))
    }

    fn cents(&self, text: &Option<String>) -> Result<Option<i64>, FeeStop> {
        let Some(text) = text else { return Ok(None) };
        match self.decimal(text)?.cents() {
            Some(cents) if cents >= 0 => Ok(Some(cents)),
            Some(_) => Err(self.negative()),
            None => Err(self.stop(Stop::WrongType)),
        }
    }

    fn value(&self, formula: &Formula) -> Result<Value, FeeStop> {
        formula.value(self.names).map_err(|why| {
            if why != Stop::Absent {
                return self.stop(why);
            }
            let mut names = formula.names();
            let missing: BTreeSet<String> =
                names.iter().filter(|name| self.names.value(name).is_none()).cloned().collect();
            if !missing.is_empty() {
                names = missing;
            }
            FeeStop::Missing { table: self.table.id.clone(), row: self.row.id.clone(), names }
        })
    }

    fn negative(&self) -> FeeStop {
        FeeStop::Negative { table: self.table.id.clone(), row: self.row.id.clone() }
    }

    fn stop(&self, why: Stop) -> FeeStop {
        FeeStop::Uncountable { table: self.table.id.clone(), row: self.row.id.clone(), why }
    }
}
