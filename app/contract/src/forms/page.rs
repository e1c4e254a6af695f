//! The name of a page of answers: a step, or one row of a step that repeats.

use std::{fmt, str::FromStr};

/// A page of answers: `immobile`, or `titolari~2` for the second row of a repeated group.
/// Rows keep their number for life: removing one renames none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageKey {
    /// The step's id.
    pub step: String,
    /// The row, from 1; `None` for a step that does not repeat, and for the list of rows.
    pub row: Option<u32>,
}

/// The most rows that a repeated group may ever have had.
pub const MOST_ROWS: u32 = 9_999;

impl PageKey {
    /// A step's own page.
    #[must_use]
    pub fn step(id: &str) -> Self {
        Self { step: id.to_owned(), row: None }
    }

    /// A row of a repeated step.
    #[must_use]
    pub fn row(id: &str, row: u32) -> Self {
        Self { step: id.to_owned(), row: Some(row) }
    }
}

impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "{}~{row}", self.step),
            None => f.write_str(&self.step),
        }
    }
}

/// The text names no page: what stands after `~` is no number from 1 to 9999, written plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a page")]
pub struct BadPage;

impl FromStr for PageKey {
    type Err = BadPage;
    fn from_str(text: &str) -> Result<Self, BadPage> {
        let Some((step, row)) = text.split_once('~') else { return Ok(Self::step(text)) };
        // `01` and `+1` would be second names of the same row.
        let plain = row.bytes().all(|byte| byte.is_ascii_digit()) && !row.starts_with('0');
        match row.parse() {
            Ok(row) if plain && row <= MOST_ROWS => Ok(Self::row(step, row)),
            _ => Err(BadPage),
        }
    }
}
