//! A procedure's definition: what is stored under its hash and pinned to a case.

use std::collections::BTreeMap;

use contract::{
    Lang,
    expr::Formula,
    fees::Fees,
    forms::{Form, PageKey, Question, Step},
    inspection::FileKind,
};
use engine::{
    Chart, Workflow,
    clock::{Calendar, Clocks},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Link, Texts, Words};

/// One version of a procedure, complete and checked.
///
/// A published version never changes: it is known by the hash of its canonical JSON (RFC 8785).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// SHA-256 of the canonical JSON, lower-case hexadecimal.
    #[serde(skip)]
    pub hash: String,
    /// What it is and where it comes from.
    pub meta: Meta,
    /// The questions.
    pub form: Form,
    /// The documents.
    pub slots: Vec<Slot>,
    /// The files that may come with the answer to each point of a request; none if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_slot: Option<Slot>,
    /// Documents of earlier versions that are gone on purpose; `retired` in the file of documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retired_slots: Vec<String>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Fees::is_empty")]
    pub fees: Fees,
    /// The life of a case.
    pub workflow: Workflow,
    /// Its terms.
    #[serde(default, skip_serializing_if = "Clocks::is_empty")]
    pub clocks: Clocks,
    /// What it follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The templates of the office's written acts, typst, by their ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub deeds: BTreeMap<String, String>,
    /// Every word of it, in every language.
    pub texts: Texts,
}

/// What a procedure is and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meta {
    /// The word in addresses; the folder's name.
    pub slug: String,
    /// Version, from 1.
    pub version: u32,
    /// First day on which cases may be filed under it; `YYYY-MM-DD` in the file.
    #[serde(with = "day")]
    pub valid_from: Date,
    /// The office in charge, by its slug; its name is in the texts.
    pub office: String,
    /// The category in the list of services, by its slug: one of `services/_categories.toml`.
    pub category: String,
    /// Who may file it.
    pub applicants: Applicants,
    /// The questions that name whom a case is for, whoever files it: they read it after their login, and who alone is
    /// named may take it over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub titolari: Vec<String>,
    /// The acts it rests on; `[[source]]` in the file.
    #[serde(rename = "source")]
    pub sources: Vec<Legal>,
}

/// Who may file a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicants {
    /// Any person who has logged in.
    AnyPerson,
}

/// An act that a procedure rests on. Acts keep their Italian name in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legal {
    /// Kind, date, number and article.
    pub act: String,
    /// Where to read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A document that a procedure asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its id; the words are in the texts.
    pub id: String,
    /// Whether the case can be filed without.
    #[serde(default)]
    pub optional: bool,
    /// How many files at most.
    pub max_files: u32,
    /// Largest file in bytes.
    pub max_bytes: u64,
    /// Kinds of content accepted.
    pub kinds: Vec<FileKind>,
    /// It is asked for only if this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Formula>,
    /// Data of a special category (GDPR art. 9 and 10): shown only to who works on the case.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub special: bool,
    /// The act that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Definition {
    /// The canonical JSON (RFC 8785) whose SHA-256 is the hash; what the database keeps.
    ///
    /// # Errors
    /// None for a definition that was loaded: its hash was computed from the same text.
    pub fn to_canonical_json(&self) -> Result<String, serde_json::Error> {
        serde_jcs::to_string(self)
    }

    /// Reads back what [`to_canonical_json`](Self::to_canonical_json) wrote. The hash is that of
    /// the text given, so that a later program which writes definitions otherwise still knows
    /// this one by the name it was published under.
    ///
    /// # Errors
    /// The text is no definition.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let read: Self = serde_json::from_str(text)?;
        Ok(Self { hash: hash_of(text), ..read })
    }

    /// Its workflow and terms, ready to be followed by a calendar.
    #[must_use]
    pub fn chart<'d>(&'d self, calendar: &'d Calendar) -> Chart<'d> {
        Chart::new(&self.workflow, &self.clocks, calendar)
    }

    /// The word in addresses.
    #[must_use]
    pub fn slug(&self) -> &str {
        &self.meta.slug
    }

    /// The version, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.meta.version
    }

    /// The questions of a page of answers (`titolari~1`); none for a page that this revision has not.
    #[must_use]
    pub fn questions_of(&self, page: &str) -> &[Question] {
        let step = page.parse().ok().and_then(|page: PageKey| self.step(&page.step));
        step.map(|step| step.questions.as_slice()).unwrap_or_default()
    }

    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.form.step(id)
    }

    /// The document of an id that the form asks for.
    #[must_use]
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// The place of a file: a document of the form, or an answer to the office.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().chain(&self.answer_slot).find(|slot| slot.id == id)
    }

    /// Its words in a language.
    #[must_use]
    pub fn text(&self, lang: Lang) -> Words<'_> {
        Words::new(self.texts.of(lang))
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(super) fn hash_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

/// Days as `YYYY-MM-DD`.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let text = String::deserialize(from)?;
        // `parse` alone would also take a moment such as 2026-01-01T10:00.
        let day = text.parse().ok().filter(|day: &Date| day.to_string() == text);
        day.ok_or_else(|| D::Error::custom(format_args!("`{text}` is no day of the form YYYY-MM-DD")))
    }
}
