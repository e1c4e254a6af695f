//! Questions, choices and problems as pages show them.

use serde::{Deserialize, Serialize};

use super::{FieldKind, ProblemKind};

/// A problem as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The part of the question that it is about (`cap`), empty for the whole question.
    pub part: String,
    /// The procedure's own words for it (what to write), where it has them.
    pub text: Option<String>,
    /// The limit it is about: characters, a number, or rows.
    pub limit: Option<i64>,
    /// The limit where it is a sum, in cents.
    pub cents: Option<i64>,
}

/// A choice of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceView {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: String,
}

/// One input of a question: its name in the form and what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputView {
    /// `question` or `question.part`.
    pub name: String,
    /// The part's word (`giorno`), empty for one-input kinds.
    pub part: String,
    /// What was typed, as it was typed.
    pub value: String,
}

/// Something worth a look, which stops nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// The value comes from the municipality's files.
    FromTerritory,
    /// The municipality's files say something else than what was typed.
    OtherInTerritory,
    /// The municipality's files name constraints that are none of the choices.
    MoreInTerritory,
    /// The codice fiscale does not look like one of this name.
    OtherName,
    /// No comune of this name is in the list.
    UnknownComune,
    /// No street of this name is in the municipality's list.
    UnknownStreet,
}

impl Note {
    /// Every note, for the test that each is translated.
    pub const ALL: [Self; 6] = [
        Self::FromTerritory,
        Self::OtherInTerritory,
        Self::MoreInTerritory,
        Self::OtherName,
        Self::UnknownComune,
        Self::UnknownStreet,
    ];

    /// The key of its text: `note-<key>`; `{ $known }` is what the files say.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::FromTerritory => "from-territory",
            Self::OtherInTerritory => "other-in-territory",
            Self::MoreInTerritory => "more-in-territory",
            Self::OtherName => "other-name",
            Self::UnknownComune => "unknown-comune",
            Self::UnknownStreet => "unknown-street",
        }
    }
}

/// An answer that is known already, offered: given before, or said by the login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferView {
    /// Its id, for the button that takes it.
    pub id: String,
    /// The answer in words.
    pub words: String,
    /// Where and when it was given; empty for what the login says of who is at work.
    pub given: String,
}

/// A question as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// The question's id; the HTML id of its first input too.
    pub id: String,
    /// How it is asked.
    pub kind: FieldKind,
    /// The question.
    pub label: String,
    /// One sentence of help.
    pub hint: Option<String>,
    /// Whether it may be left out.
    pub optional: bool,
    /// Longest answer in characters.
    pub max_chars: u32,
    /// The `autocomplete` token, where the answer is about the person who types.
    pub autocomplete: Option<String>,
    /// Choices, for the kinds that choose.
    pub choices: Vec<ChoiceView>,
    /// Its inputs.
    pub inputs: Vec<InputView>,
    /// What is wrong, once it was saved or the summary asked.
    pub problem: Option<Problem>,
    /// Whether it is asked now. One that is not stands in the page unseen, as long as an answer on
    /// the same page may call for it.
    pub shown: bool,
    /// Something worth a look.
    pub note: Option<Note>,
    /// What the municipality's files say, in words.
    pub known: Option<String>,
    /// Answers that are known already.
    pub offers: Vec<OfferView>,
    /// Whether there are more of them, on a page of their own.
    pub more_offers: bool,
    /// For computed values: the value in words. For files: how many were given.
    pub said: Option<String>,
    /// For files: the document of the documents page.
    pub slot: Option<String>,
}
