//! A form as data: steps, questions, and what each question accepts.

use serde::{Deserialize, Serialize};

use super::FieldKind;

/// The questions of a procedure, page by page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The pages, in order; `[[step]]` in the file.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

impl Form {
    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The question of an id, with the step that asks it.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<(&Step, &Question)> {
        self.steps.iter().find_map(|step| step.question(id).map(|question| (step, question)))
    }
}

/// One page of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id: the last word of the page's address.
    pub id: String,
    /// The questions, in order; `[[step.question]]` in the file.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

impl Step {
    /// The question of an id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "QuestionFile")]
pub struct Question {
    /// Its id, unique in the form; the name of its input.
    pub id: String,
    /// How it is asked.
    pub kind: FieldKind,
    /// Whether it may be left out.
    pub optional: bool,
    /// Longest answer in characters; a file that says nothing gets its kind's usual limit.
    pub max_chars: u32,
    /// What may be chosen, for [`FieldKind::Choice`], in the order of the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The HTML `autocomplete` token, where the answer is about the person who types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What the login already knows: the first answer of a new draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
}

impl Question {
    /// The name of an input: `question`, or `question.part` for kinds of several inputs.
    #[must_use]
    pub fn input_name(&self, part: &str) -> String {
        if part.is_empty() { self.id.clone() } else { format!("{}.{part}", self.id) }
    }
}

/// What a login says about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// Given name.
    GivenName,
    /// Family name.
    FamilyName,
    /// Codice fiscale.
    FiscalCode,
    /// E-mail address, where the login gave one.
    Email,
}

/// A question as files write it, with the usual values left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    id: String,
    kind: FieldKind,
    #[serde(default)]
    optional: bool,
    max_chars: Option<u32>,
    #[serde(default)]
    choices: Vec<String>,
    autocomplete: Option<String>,
    prefill: Option<Prefill>,
}

impl From<QuestionFile> for Question {
    // The limit becomes part of the definition, so that a change of the usual limits in a later
    // version of the program does not change what a published revision accepts.
    fn from(file: QuestionFile) -> Self {
        Self {
            max_chars: file.max_chars.unwrap_or_else(|| usual_limit(file.kind)),
            id: file.id,
            kind: file.kind,
            optional: file.optional,
            choices: file.choices,
            autocomplete: file.autocomplete,
            prefill: file.prefill,
        }
    }
}

/// The usual longest answer of a kind, in characters.
fn usual_limit(kind: FieldKind) -> u32 {
    match kind {
        FieldKind::Text => 200,
        FieldKind::LongText => 2_000,
        FieldKind::Email => 254,
        FieldKind::Phone => 30,
        // Sixteen and the blanks that people put between them.
        FieldKind::CodiceFiscale => 24,
        // Per input: four digits of a year, ten characters of a parcel.
        FieldKind::Date => 4,
        FieldKind::Parcel => 10,
        FieldKind::Choice | FieldKind::Declaration => 60,
    }
}
