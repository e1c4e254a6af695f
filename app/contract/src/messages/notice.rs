//! What a notice by e-mail is about.

use serde::{Deserialize, Serialize};

/// What a notice by e-mail is about. It never says more than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// The case was sent and its receipt is ready.
    Filed,
    /// The office wrote, or moved the case on.
    News,
    /// Somebody asks for a signature.
    AskedToSign,
    /// A draft is removed in thirty days.
    DraftEndsInMonth,
    /// A draft is removed in seven days.
    DraftEndsInWeek,
    /// Terms of the office's own cases come near their end.
    TermsEnd,
    /// Somebody gives a case to whom this is for.
    AskedToHold,
    /// Somebody else holds the case from here on.
    HandedOver,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Filed,
        Self::News,
        Self::AskedToSign,
        Self::DraftEndsInMonth,
        Self::DraftEndsInWeek,
        Self::TermsEnd,
        Self::AskedToHold,
        Self::HandedOver,
    ];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::News => "news",
            Self::AskedToSign => "asked_to_sign",
            Self::DraftEndsInMonth => "draft_ends_in_month",
            Self::DraftEndsInWeek => "draft_ends_in_week",
            Self::TermsEnd => "terms_end",
            Self::AskedToHold => "asked_to_hold",
            Self::HandedOver => "handed_over",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}
