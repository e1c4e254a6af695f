//! Who is using the portal, as pages show it.

use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// What a member of staff may be. Law tells proposal from decision, so RUP and dirigente differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Desk and administrative work on cases.
    Clerk,
    /// *Responsabile unico del procedimento*: leads the case and proposes.
    Rup,
    /// Decides and answers for the office.
    Dirigente,
    /// Runs the portal: work that failed, settings; no case of anybody.
    Administrator,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Clerk, Self::Rup, Self::Dirigente, Self::Administrator];

    /// The word in data files and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Rup => "rup",
            Self::Dirigente => "dirigente",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }
}

/// The person in the page's header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Viewer {
    /// Given name and family name.
    pub name: String,
    /// Whether the office's pages are open to them.
    pub staff: bool,
}

/// The profile page: identity data from the login, shown and not editable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Codice fiscale, upper case.
    pub fiscal_code: String,
    /// Address for courtesy notices, where the login gave one.
    pub email: Option<String>,
    /// Roles in the office, empty for citizens.
    pub roles: Vec<StaffRole>,
    /// Where this person is logged in, newest first.
    pub sessions: Vec<SessionRow>,
}

/// One browser where the person is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// When the login happened.
    pub logged_in_at: Moment,
    /// When it was last used (to the minute).
    pub last_seen_at: Moment,
    /// Whether it is this browser.
    pub current: bool,
}
