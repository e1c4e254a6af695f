//! Every word of a procedure, in every language.

use std::collections::BTreeMap;

use contract::Lang;
use serde::{Deserialize, Serialize};

use super::term_texts::{FeeTexts, LinkTexts, RuleTexts, SectionTexts, TermTexts, TrackTexts};

/// The words of a procedure in every language of the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// Italian; `texts.it.toml`.
    pub it: LangTexts,
    /// English; `texts.en.toml`.
    pub en: LangTexts,
}

impl Texts {
    /// The words in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &LangTexts {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}

/// The words of a procedure in one language; one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LangTexts {
    /// The service's public page.
    pub service: ServiceTexts,
    /// What filing means.
    pub filing: FilingTexts,
    /// Steps of the form, by id.
    #[serde(default)]
    pub step: BTreeMap<String, StepTexts>,
    /// Questions, by id.
    #[serde(default)]
    pub question: BTreeMap<String, QuestionTexts>,
    /// Documents, by id.
    #[serde(default)]
    pub slot: BTreeMap<String, SlotTexts>,
    /// States, by id.
    #[serde(default)]
    pub state: BTreeMap<String, StateTexts>,
    /// Events, by id.
    #[serde(default)]
    pub event: BTreeMap<String, EventTexts>,
    /// Sections of a long form, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub section: BTreeMap<String, SectionTexts>,
    /// Rules between answers, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rule: BTreeMap<String, RuleTexts>,
    /// Tables of fees, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fee: BTreeMap<String, FeeTexts>,
    /// Terms, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub term: BTreeMap<String, TermTexts>,
    /// What runs beside the main way, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub track: BTreeMap<String, TrackTexts>,
    /// Ways to follow another case, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub link: BTreeMap<String, LinkTexts>,
}

/// The words of a service's public page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceTexts {
    /// The procedure's short name, in lists and headers.
    pub short: String,
    /// Its name as people know it.
    pub title: String,
    /// One sentence on what it is for.
    pub summary: String,
    /// The category's name.
    pub category: String,
    /// Who can use it.
    pub addressed_to: String,
    /// What it is, in a few sentences.
    pub description: String,
    /// How to do it.
    pub how_to: String,
    /// What you need, one item each.
    pub needed: Vec<String>,
    /// What you get.
    pub obtained: String,
    /// Times and deadlines, the meaning of silence included.
    pub times: String,
    /// What it costs.
    pub cost: String,
    /// The name of the office in charge.
    pub office: String,
}

/// What filing means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingTexts {
    /// Read on the summary, before sending: what sending does and whether it can be undone.
    pub before: String,
    /// Read on the receipt: what was filed has which effect, and from when.
    pub effect: String,
    /// Read on the receipt: within which term the office answers, or that there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Read on the receipt: what it means if the office does not answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<String>,
    /// Read on the receipt: what happens next, a paragraph each.
    pub next: Vec<String>,
}

/// The words of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepTexts {
    /// Its title.
    pub title: String,
    /// A sentence or two before the questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// For a group that repeats: the name of one row (`Titolare`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// For a group that repeats: the words that add a row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add: Option<String>,
}

/// The words of a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionTexts {
    /// The question.
    pub label: String,
    /// One sentence of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What to write, said when nothing was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
    /// The labels of the choices, by value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choice: BTreeMap<String, String>,
}

/// The words of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotTexts {
    /// Its title.
    pub title: String,
    /// One sentence on what it must contain.
    pub hint: String,
}

/// The words of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateTexts {
    /// Its name.
    pub label: String,
    /// What happens next.
    pub next: String,
    /// What the office does now: nobody else reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// The words of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventTexts {
    /// The button.
    pub label: String,
    /// What it does to the case, said before it is done.
    pub explain: String,
    /// The line it leaves in the history.
    pub timeline: String,
    /// The label of its text, where it takes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_label: Option<String>,
    /// What the day is called that the office sets with it, where it is not the last on which something can be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_label: Option<String>,
    /// What kind of act its message is, where it sends one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_kind: Option<String>,
    /// What the answers are called that everybody reads with it, by question.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub published: BTreeMap<String, String>,
}

/// A procedure's words in one language, by id. An id without words is its own word: a page never fails for want of one.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a>(&'a LangTexts);

/// The words of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepWords<'a> {
    /// Its title.
    pub title: &'a str,
    /// A sentence or two before the questions, may be empty.
    pub intro: &'a str,
    /// The name of one row, for a group that repeats.
    pub row: &'a str,
    /// The words that add a row.
    pub add: &'a str,
}

/// The words of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionWords<'a> {
    /// Its title.
    pub title: &'a str,
    /// As what somebody answers for it, empty where the form does not say who.
    pub role: &'a str,
}

/// The words of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuestionWords<'a> {
    /// The question.
    pub label: &'a str,
    /// One sentence of help.
    pub hint: Option<&'a str>,
    /// What to write, said when nothing was given.
    pub missing: Option<&'a str>,
}

/// The words of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotWords<'a> {
    /// Its title.
    pub title: &'a str,
    /// One sentence on what it must contain, may be empty.
    pub hint: &'a str,
}

/// The words of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateWords<'a> {
    /// Its name.
    pub label: &'a str,
    /// What happens next, may be empty.
    pub next: &'a str,
    /// What the office does now, may be empty.
    pub office: &'a str,
}

/// The words of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventWords<'a> {
    /// The button.
    pub label: &'a str,
    /// What it does to the case, may be empty.
    pub explain: &'a str,
    /// The line it leaves in the history.
    pub timeline: &'a str,
    /// The label of its text, where it takes one.
    pub text_label: Option<&'a str>,
    /// What the day is called that the office sets with it, where it has a name of its own.
    pub day_label: Option<&'a str>,
    /// What kind of act its message is, where it sends one.
    pub message_kind: Option<&'a str>,
}

impl<'a> Words<'a> {
    pub(super) fn new(texts: &'a LangTexts) -> Self {
        Self(texts)
    }

    pub(super) fn texts(self) -> &'a LangTexts {
        self.0
    }

    /// The service's public page.
    #[must_use]
    pub fn service(self) -> &'a ServiceTexts {
        &self.0.service
    }

    /// What filing means.
    #[must_use]
    pub fn filing(self) -> &'a FilingTexts {
        &self.0.filing
    }

    /// The words of a step.
    #[must_use]
    pub fn step(self, id: &'a str) -> StepWords<'a> {
        let texts = self.0.step.get(id);
        StepWords {
            title: texts.map_or(id, |texts| &texts.title),
            intro: texts.and_then(|texts| texts.intro.as_deref()).unwrap_or_default(),
            row: texts.and_then(|texts| texts.row.as_deref()).unwrap_or(id),
            add: texts.and_then(|texts| texts.add.as_deref()).unwrap_or(id),
        }
    }

    /// The words of a section.
    #[must_use]
    pub fn section(self, id: &'a str) -> SectionWords<'a> {
        let texts = self.0.section.get(id);
        SectionWords {
            title: texts.map_or(id, |texts| &texts.title),
            role: texts.and_then(|texts| texts.role.as_deref()).unwrap_or_default(),
        }
    }

    /// What to write where a rule is not kept.
    #[must_use]
    pub fn rule(self, id: &'a str) -> &'a str {
        self.0.rule.get(id).map_or(id, |texts| &texts.message)
    }

    /// What a table of fees is for, and why a row of it asks this much.
    #[must_use]
    pub fn fee(self, table: &'a str, row: &'a str) -> (&'a str, &'a str) {
        let texts = self.0.fee.get(table);
        let why = texts.and_then(|texts| texts.row.get(row)).map_or(row, String::as_str);
        (texts.map_or(table, |texts| &texts.title), why)
    }

    /// The words of a question.
    #[must_use]
    pub fn question(self, id: &'a str) -> QuestionWords<'a> {
        let texts = self.0.question.get(id);
        QuestionWords {
            label: texts.map_or(id, |texts| &texts.label),
            hint: texts.and_then(|texts| texts.hint.as_deref()),
            missing: texts.and_then(|texts| texts.missing.as_deref()),
        }
    }

    /// The label of a choice, `None` for what is no choice of the question.
    #[must_use]
    pub fn choice(self, question: &str, value: &str) -> Option<&'a str> {
        self.0.question.get(question)?.choice.get(value).map(String::as_str)
    }

    /// The words of a document.
    #[must_use]
    pub fn slot(self, id: &'a str) -> SlotWords<'a> {
        let texts = self.0.slot.get(id);
        SlotWords {
            title: texts.map_or(id, |texts| &texts.title),
            hint: texts.map_or("", |texts| &texts.hint),
        }
    }

    /// The words of a state.
    #[must_use]
    pub fn state(self, id: &'a str) -> StateWords<'a> {
        let texts = self.0.state.get(id);
        StateWords {
            label: texts.map_or(id, |texts| &texts.label),
            next: texts.map_or("", |texts| &texts.next),
            office: texts.and_then(|texts| texts.office.as_deref()).unwrap_or_default(),
        }
    }

    /// The words of an event.
    #[must_use]
    pub fn event(self, id: &'a str) -> EventWords<'a> {
        let texts = self.0.event.get(id);
        EventWords {
            label: texts.map_or(id, |texts| &texts.label),
            explain: texts.map_or("", |texts| &texts.explain),
            timeline: texts.map_or(id, |texts| &texts.timeline),
            text_label: texts.and_then(|texts| texts.text_label.as_deref()),
            day_label: texts.and_then(|texts| texts.day_label.as_deref()),
            message_kind: texts.and_then(|texts| texts.message_kind.as_deref()),
        }
    }
}
