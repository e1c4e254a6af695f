//! Receipts of money that pays no notice.

use crate::time::Moment;

/// Why a receipt pays no notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReceiptFault {
    /// No notice has its number.
    Unknown,
    /// The notice is about another sum, or another payment.
    Contradicts,
    /// The debt was paid already: the money has to be given back.
    Overpaid,
}

impl ReceiptFault {
    /// Every reason, for the test that each has its text.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::Contradicts, Self::Overpaid];

    /// The word in the database, and of its text: `receipt-<word>`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Contradicts => "contradicts",
            Self::Overpaid => "overpaid",
        }
    }

    /// The reason of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.as_str() == word)
    }
}

/// A receipt of money that arrived and that somebody of the office has to look into. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptToCheck {
    /// The payment's token.
    pub token: String,
    /// The notice number it names.
    pub nav: String,
    /// In cents.
    pub cents: i64,
    /// Who collected.
    pub psp: String,
    /// Why it pays no notice.
    pub fault: ReceiptFault,
    /// When it arrived.
    pub at: Moment,
}
