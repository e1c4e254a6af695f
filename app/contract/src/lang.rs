//! The languages of the portal. The language is the first word of every page's path.

use serde::{Deserialize, Serialize};

/// A language that the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Italian, the language of the acts.
    #[default]
    It,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::It, Self::En];

    /// The word in the path and in `lang` attributes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
        }
    }

    /// The language of a path's first word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.as_str() == word)
    }
}
