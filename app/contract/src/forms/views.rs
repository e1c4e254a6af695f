//! Questions, choices and problems as pages show them.

use serde::{Deserialize, Serialize};

use super::{FieldKind, ProblemKind};

/// A problem as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The procedure's own words for it (what to write), where it has them.
    pub text: Option<String>,
    /// The limit, for [`ProblemKind::TooLong`], in characters.
    pub limit: Option<u32>,
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
    /// Choices, for [`FieldKind::Choice`].
    pub choices: Vec<ChoiceView>,
    /// Its inputs.
    pub inputs: Vec<InputView>,
    /// What is wrong, once it was saved or the summary asked.
    pub problem: Option<Problem>,
}
