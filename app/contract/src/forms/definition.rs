//! A form as data: steps, questions, rules, and what each question accepts.

use serde::{Deserialize, Serialize};

use super::FieldKind;
use crate::expr::Formula;

/// The questions of a procedure, page by page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The pages, in order; `[[step]]` in the file.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// Who answers for which part of the form; `[[section]]` in the file.
    #[serde(default, rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// What must hold between answers; `[[rule]]` in the file.
    #[serde(default, rename = "rule", skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Questions and choices (`question.choice`) of earlier versions that are gone on purpose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retired: Vec<String>,
}

impl Form {
    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// Who answers for a part of the form, if it says so.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// The question of an id, with the step that asks it.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<(&Step, &Question)> {
        self.steps.iter().find_map(|step| step.question(id).map(|question| (step, question)))
    }
}

/// Who answers for a part of a form, and what confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The part: the word that its steps bear.
    pub id: String,
    /// What one does who answers for it.
    pub act: SectionAct,
    /// The question that names the person; of a group that repeats, the persons of all rows.
    pub by: String,
    /// The documents that confirm it for who neither sends nor signs in the portal: the first that is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<String>,
}

/// What somebody does who answers for a part of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionAct {
    /// Declares facts about oneself and one's things (D.P.R. 445/2000, articles 46 and 47).
    Declared,
    /// Certifies as a professional (`asseverazione`).
    Certified,
}

/// One page of questions, or a group of questions that is answered once for each row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its id: the last word of the page's address.
    pub id: String,
    /// The part of a long form that it belongs to; steps of one section follow one another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The page is asked only if this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// Where the group is answered several times: how often.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
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

/// How often a group is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// The least number of rows.
    #[serde(default)]
    pub min: u32,
    /// The greatest number of rows.
    pub max: u32,
}

/// What must hold between answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id; its words are in the texts.
    pub id: String,
    /// The question beside which it is said that the rule is not kept.
    pub at: String,
    /// What must hold. While an answer that it needs is missing, nothing is said.
    pub must: Formula,
    /// The act that it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
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
    #[serde(default)]
    pub optional: bool,
    /// Longest answer in characters; a file that says nothing gets its kind's usual limit.
    pub max_chars: u32,
    /// What may be chosen, in the order of the page. For a professional: the orders.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The HTML `autocomplete` token, where the answer is about the person who types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// What the login already knows: the first answer of a new draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<Prefill>,
    /// It is asked only if this holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// The least number, or the least sum in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// The greatest number, or the greatest sum in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// For a computed value: how it is worked out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Formula>,
    /// For a file: the document of `documents.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// What it is about (`titolare`): answers to questions about the same thing are offered again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Filled from the municipality's files for the parcel that another question asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_parcel: Option<FromParcel>,
    /// Whether the address of the start page may fill it: never anything personal.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub from_address: bool,
    /// Data of a special category (GDPR art. 9 and 10): not searched, not offered again, not put
    /// into the receipt, shown only to who works on the case.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub special: bool,
    /// The act that the question comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
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
    /// All of these, for a question about a person.
    Login,
}

/// What the municipality's files say about a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FromParcel {
    /// The question that asks the parcel.
    pub parcel: String,
    /// Which of the data.
    pub what: Territory,
}

/// What is known of a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// The zone of the town plan.
    Zone,
    /// The constraints (vincoli), by their codes.
    Constraints,
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
    when: Option<Formula>,
    min: Option<i64>,
    max: Option<i64>,
    value: Option<Formula>,
    slot: Option<String>,
    about: Option<String>,
    from_parcel: Option<FromParcel>,
    #[serde(default)]
    from_address: bool,
    #[serde(default)]
    special: bool,
    source: Option<String>,
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
            when: file.when,
            min: file.min,
            max: file.max,
            value: file.value,
            slot: file.slot,
            about: file.about,
            from_parcel: file.from_parcel,
            from_address: file.from_address,
            special: file.special,
            source: file.source,
        }
    }
}

/// The usual longest answer of a kind, in characters; of each input for kinds of several.
fn usual_limit(kind: FieldKind) -> u32 {
    match kind {
        FieldKind::Text => 200,
        FieldKind::LongText => 2_000,
        FieldKind::Email | FieldKind::Pec => 254,
        FieldKind::Phone => 30,
        // Sixteen and the blanks that people put between them.
        FieldKind::CodiceFiscale | FieldKind::TaxCode => 24,
        FieldKind::PartitaIva | FieldKind::Plate | FieldKind::Number | FieldKind::Money => 24,
        FieldKind::Iban => 60,
        FieldKind::Date => 4,
        FieldKind::Parcel => 10,
        FieldKind::Choice | FieldKind::Declaration => 60,
        FieldKind::Choices => 2_000,
        FieldKind::Address | FieldKind::Person | FieldKind::Company => 200,
        FieldKind::Professional | FieldKind::Signature => 200,
        FieldKind::File | FieldKind::Information | FieldKind::Computed => 60,
    }
}
