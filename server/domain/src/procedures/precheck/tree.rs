//! What the files of a decision tree hold.

use std::collections::BTreeMap;

use contract::catalogue::OutcomeKind;
use serde::Deserialize;

/// `tree.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tree {
    /// The first question.
    pub(super) start: String,
    #[serde(rename = "question")]
    pub(super) questions: Vec<Question>,
    #[serde(rename = "outcome")]
    pub(super) outcomes: Vec<Outcome>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    pub(super) id: String,
    pub(super) choices: Vec<Choice>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    /// Its code in the address; no two choices of a tree have the same.
    pub(super) id: String,
    /// The question or outcome that follows.
    pub(super) to: String,
    /// What it already answers in the procedure's form: question → choice.
    #[serde(default)]
    pub(super) prefill: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcome {
    pub(super) id: String,
    pub(super) kind: OutcomeKind,
    /// The procedure to begin, where `kind` is `procedure`.
    pub(super) procedure: Option<String>,
    /// The act that says so, in its Italian name.
    pub(super) source: String,
    /// As that of a choice.
    #[serde(default)]
    pub(super) prefill: BTreeMap<String, String>,
}

/// What a choice or the start leads to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    Question(&'a Question),
    Outcome(&'a Outcome),
}

impl Tree {
    pub(super) fn node(&self, id: &str) -> Option<Node<'_>> {
        let question = self.questions.iter().find(|question| question.id == id).map(Node::Question);
        question.or_else(|| self.outcomes.iter().find(|outcome| outcome.id == id).map(Node::Outcome))
    }

    pub(super) fn choices(&self) -> impl Iterator<Item = &Choice> {
        self.questions.iter().flat_map(|question| &question.choices)
    }
}

/// The words in one language; one file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LangTexts {
    /// The question that the whole tree answers.
    pub(super) title: String,
    /// What it is for, beside links to it.
    pub(super) summary: String,
    /// Said before the first question.
    pub(super) intro: String,
    #[serde(default)]
    pub(super) question: BTreeMap<String, QuestionTexts>,
    #[serde(default)]
    pub(super) choice: BTreeMap<String, ChoiceTexts>,
    #[serde(default)]
    pub(super) outcome: BTreeMap<String, OutcomeTexts>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionTexts {
    pub(super) label: String,
    pub(super) hint: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceTexts {
    pub(super) label: String,
    pub(super) hint: Option<String>,
    /// What this answer adds to the list of things to prepare.
    #[serde(default)]
    pub(super) needed: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeTexts {
    pub(super) title: String,
    /// Why, in a few sentences.
    pub(super) why: String,
    /// What to do, in order.
    pub(super) todo: Vec<String>,
    /// What to prepare, whatever was answered.
    pub(super) needed: Vec<String>,
}
