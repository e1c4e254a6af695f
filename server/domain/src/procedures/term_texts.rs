//! The words of terms, of what runs beside the main way, of ways to follow another case, of fees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Words;

/// The words of a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermTexts {
    /// Its name: what has to be done before it ends.
    pub label: String,
    /// What happens if nobody acts until then.
    pub silence: String,
}

/// The words of a track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackTexts {
    /// Its name.
    pub label: String,
    /// The bodies that may be asked, by the word that stands for each.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub body: std::collections::BTreeMap<String, String>,
}

/// The words of a way to follow another case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkTexts {
    /// The button on the page of the case that is followed.
    pub label: String,
    /// What it is and when it is due, said before it is begun.
    pub explain: String,
}

/// The words of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermWords<'a> {
    /// Its name.
    pub label: &'a str,
    /// What happens if nobody acts until then, may be empty.
    pub silence: &'a str,
}

impl<'a> Words<'a> {
    /// The words of a term.
    #[must_use]
    pub fn term(self, id: &'a str) -> TermWords<'a> {
        let texts = self.texts().term.get(id);
        TermWords {
            label: texts.map_or(id, |texts| &texts.label),
            silence: texts.map_or("", |texts| &texts.silence),
        }
    }

    /// The button and the explanation of a way to follow another case.
    #[must_use]
    pub fn link(self, id: &'a str) -> (&'a str, &'a str) {
        let texts = self.texts().link.get(id);
        (texts.map_or(id, |texts| &texts.label), texts.map_or("", |texts| &texts.explain))
    }

    /// What an answer is called that everybody reads with an event.
    #[must_use]
    pub fn published(self, event: &str, question: &'a str) -> &'a str {
        let texts = self.texts().event.get(event);
        texts.and_then(|texts| texts.published.get(question)).map_or(question, String::as_str)
    }

    /// The name of a track.
    #[must_use]
    pub fn track(self, id: &'a str) -> &'a str {
        self.texts().track.get(id).map_or(id, |texts| &texts.label)
    }

    /// The bodies that a track may be opened for, each with its name.
    pub fn bodies(self, track: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let texts = self.texts().track.get(track);
        texts.into_iter().flat_map(|texts| &texts.body).map(|(id, name)| (id.as_str(), name.as_str()))
    }

    /// The name of a body; the word itself where there is none.
    #[must_use]
    pub fn body(self, track: &str, id: &'a str) -> &'a str {
        self.bodies(track).find(|(own, _)| *own == id).map_or(id, |(_, name)| name)
    }
}

/// The words of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionTexts {
    /// Its title.
    pub title: String,
    /// Where somebody answers for it: as what (`il tecnico incaricato`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// The words of a rule between answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleTexts {
    /// What to write, said when the rule is not kept.
    pub message: String,
}

/// The words of a table of fees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeTexts {
    /// What is paid.
    pub title: String,
    /// Why this much, by row.
    #[serde(default)]
    pub row: BTreeMap<String, String>,
}
