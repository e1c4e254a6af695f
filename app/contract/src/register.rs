//! The register of what the ente receives and sends (*protocollo*), as the office reads it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Code, ids::CaseId, time::Moment};

/// Which way an act goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Received.
    In,
    /// Sent.
    Out,
}

impl Direction {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// The direction of a word; whatever is not sent is received.
    #[must_use]
    pub fn of(word: &str) -> Self {
        if word == "out" { Self::Out } else { Self::In }
    }
}

/// The name of an entry: the year and the number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryKey {
    /// Year of the register.
    pub year: i32,
    /// Number in the year, from 1.
    pub number: i64,
}

impl EntryKey {
    /// `2026/0000123`.
    #[must_use]
    pub fn words(self) -> String {
        format!("{}/{:07}", self.year, self.number)
    }

    /// Reads `2026/0000123`, or `123` as a number of the year given.
    #[must_use]
    pub fn parse(text: &str, year: i32) -> Option<Self> {
        let (year, number) = match text.trim().split_once('/') {
            Some((year, number)) => (year.parse().ok()?, number),
            None => (year, text.trim()),
        };
        let number = number.parse().ok().filter(|number| *number > 0)?;
        Some(Self { year, number })
    }
}

/// The longest official number of a register outside, in characters.
pub const LONGEST_NUMBER: usize = 60;

/// The name under which an act is known to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterName {
    /// The official number, or the portal's own.
    pub words: String,
    /// Whether the official number of a register outside is still to come.
    pub awaited: bool,
}

/// What somebody typed as the official number of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberForm {
    /// The number, as typed.
    pub number: String,
    /// The day, as typed.
    pub day: String,
    /// Why it was refused.
    pub problem: Option<Code>,
}

/// A line of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterRow {
    /// Its name.
    pub key: EntryKey,
    /// The name under which people know it.
    pub name: RegisterName,
    /// Received or sent.
    pub direction: Direction,
    /// When it was registered.
    pub at: Moment,
    /// Whom it comes from or goes to.
    pub party: String,
    /// What it is.
    pub subject: String,
    /// The case.
    pub case: CaseId,
    /// The case's number.
    pub case_number: String,
    /// Whether it was annulled.
    pub annulled: bool,
    /// Whether it is about the reader: whom the office wrote to, and what, is for a colleague to read.
    pub own: bool,
}

/// The list of a day, closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedDay {
    /// The day.
    pub day: Date,
    /// How many lines it has.
    pub entries: i64,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// When it was made.
    pub made_at: Moment,
}

/// The register's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    /// The day that was asked for, as typed; may be empty.
    pub day: String,
    /// The number that was asked for, as typed; may be empty.
    pub number: String,
    /// Why nothing was looked for: a day or a number that is none.
    pub problem: Option<Code>,
    /// The lines of the actor's offices, newest first.
    pub rows: Vec<RegisterRow>,
    /// Whether there are more than are shown.
    pub more: bool,
    /// The lists of the latest days, for who may read them whole.
    pub closed: Vec<ClosedDay>,
}

/// Why and by whom an entry was annulled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annulment {
    /// Why.
    pub reason: String,
    /// The act that allows it.
    pub authority: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: Moment,
}

/// The longest reason and the longest authority of an annulment, in characters.
pub const LONGEST_REASON: usize = 500;

/// An entry with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterEntry {
    /// The line.
    pub row: RegisterRow,
    /// Name and SHA-256 of each file that came with it.
    pub files: Vec<(String, String)>,
    /// What was written with it.
    pub text: Option<String>,
    /// Its annulment, if there is one.
    pub annulment: Option<Annulment>,
    /// The form for its official number, if it is typed by hand and still to come.
    pub numbering: Option<NumberForm>,
    /// Whether its XML signature is made here.
    pub signed_here: bool,
    /// Whether its official number is in a register that the portal does not reach.
    pub by_hand: bool,
    /// Whether this reader may annul it.
    pub may_annul: bool,
    /// The reason that was typed when the last attempt was refused.
    pub reason: String,
    /// The authority that was typed.
    pub authority: String,
    /// Why it was refused.
    pub problem: Option<Code>,
}

#[cfg(test)]
mod tests {
    use super::EntryKey;

    #[test]
    fn an_entry_is_found_by_its_whole_name_or_by_its_number() {
        let key = |year, number| Some(EntryKey { year, number });
        for (typed, expected) in [
            ("2026/0000123", key(2026, 123)),
            (" 123 ", key(2027, 123)),
            ("0000123", key(2027, 123)),
            ("2026/", None),
            ("/12", None),
            ("0", None),
            ("-3", None),
            ("RC-2026-000123", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(EntryKey::parse(typed, 2027), expected, "{typed}");
        }
        assert_eq!(EntryKey { year: 2026, number: 123 }.words(), "2026/0000123");
    }
}
