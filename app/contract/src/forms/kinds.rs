//! The closed lists: how questions are asked and what can be wrong with an answer.

use serde::{Deserialize, Serialize};

/// How a question is asked. Adding a kind is code; adding a question is data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A person's codice fiscale.
    CodiceFiscale,
    /// A day, as three inputs: `giorno`, `mese`, `anno`.
    Date,
    /// One of a few choices.
    Choice,
    /// A statement that must be ticked: an act of the person who ticks it.
    Declaration,
    /// A cadastral parcel, as three inputs: `foglio`, `particella`, `subalterno` (optional).
    Parcel,
}

impl FieldKind {
    /// The inputs of a question: one unnamed, or the named parts of a composite kind.
    /// The input's name in the page is `question` or `question.part`.
    #[must_use]
    pub fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Date => &["giorno", "mese", "anno"],
            Self::Parcel => &["foglio", "particella", "subalterno"],
            _ => &[""],
        }
    }
}

/// What is wrong with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Nothing was given.
    Missing,
    /// More characters than allowed.
    TooLong,
    /// Not one of the choices.
    NotAChoice,
    /// A codice fiscale is 16 characters, letters and digits.
    CodiceFiscaleShape,
    /// The codice fiscale's last letter does not match the others: a typing mistake.
    CodiceFiscaleCheck,
    /// No such day in the calendar.
    NoSuchDay,
    /// Not an e-mail address.
    Email,
    /// Not a telephone number.
    Phone,
    /// Foglio or particella is missing or has characters that the cadastre does not use.
    Parcel,
    /// The declaration is not ticked.
    NotDeclared,
    /// The text holds characters that cannot be stored.
    Unreadable,
}

impl ProblemKind {
    /// The key of its text in `app/locales/<lang>/forms.ftl`: `problem-<key>`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong => "too-long",
            Self::NotAChoice => "not-a-choice",
            Self::CodiceFiscaleShape => "codice-fiscale-shape",
            Self::CodiceFiscaleCheck => "codice-fiscale-check",
            Self::NoSuchDay => "no-such-day",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Parcel => "parcel",
            Self::NotDeclared => "not-declared",
            Self::Unreadable => "unreadable",
        }
    }

    /// Every kind, for the test that each is translated.
    pub const ALL: [Self; 11] = [
        Self::Missing,
        Self::TooLong,
        Self::NotAChoice,
        Self::CodiceFiscaleShape,
        Self::CodiceFiscaleCheck,
        Self::NoSuchDay,
        Self::Email,
        Self::Phone,
        Self::Parcel,
        Self::NotDeclared,
        Self::Unreadable,
    ];
}
