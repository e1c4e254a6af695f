//! The written acts of an office, as documents: what their templates are given.
//!
//! A procedure names a template for an event of its workflow (`deed` in `workflow.toml`, `deeds/<id>.typ` in its
//! folder). What the act says is fixed when it is done; how it looks is the template.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::inspection::SheetLine;

/// A template of a procedure, as it stands in its folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedTemplate {
    /// Its file in the procedure's folder: `deeds/diniego.typ`.
    pub file: String,
    /// The typst source.
    pub source: String,
}

/// Everything that an act says, already in words, in Italian: an act of the office has no other language. Its template
/// knows it as `act`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedContent {
    /// The municipality.
    pub ente: String,
    /// The office.
    pub office: String,
    /// How to reach the office, where its files can be seen, whom to turn to if it is late; a line each.
    pub contacts: Vec<SheetLine>,
    /// What it is, as the procedure calls it: `Richiesta di integrazioni`.
    pub title: String,
    /// The day, `YYYY-MM-DD`: metadata hold no clock of their own.
    pub day: String,
    /// The day in words.
    pub day_words: String,
    /// The number in the register, with its day; empty in a draft.
    pub protocol: String,
    /// Whether it is only a look at what would be made: every page says so.
    pub draft: bool,
    /// Whom it goes to; without a name where it goes to others alone.
    pub recipient: DeedRecipient,
    /// The others that it goes to, by their names.
    #[serde(default)]
    pub others: Vec<String>,
    /// What it is about.
    pub case: DeedCase,
    /// What the office wrote, with its own line breaks.
    pub text: String,
    /// What is asked, point by point.
    pub points: Vec<String>,
    /// The last day that the office set, in words; empty where there is none.
    pub due: String,
    /// The law that the act rests on; may be empty.
    pub source: String,
    /// The other bodies that it concerns.
    pub bodies: Vec<String>,
    /// The bodies that it goes to because they were asked in the case, each with how it stands after the act: `Dissenso`.
    #[serde(default)]
    pub positions: Vec<SheetLine>,
    /// What is to be paid, where the act asks for a payment.
    #[serde(default)]
    pub payment: Option<DeedPayment>,
    /// Who answers for the procedure (*responsabile del procedimento*).
    pub responsible: String,
    /// Who did it.
    pub signer: DeedSigner,
    /// Every term of the procedure, by its id, as it stands after the act.
    pub terms: BTreeMap<String, DeedTerm>,
    /// Every question of the form, by its id, with the answer in words; empty where there is none, or where data of a
    /// special category were given.
    pub answers: BTreeMap<String, String>,
}

/// A payment that an act asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedPayment {
    /// The sum in words: `1.234,50 €`.
    pub sum: String,
    /// The last day, in words.
    pub by: String,
    /// The number of its notice, in groups of four; empty in a draft.
    pub notice: String,
    /// The tax code of who is paid.
    pub creditor: String,
    /// Who owes it, with their tax code; empty in acts made before it was said.
    #[serde(default)]
    pub debtor: String,
}

/// Whom an act goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedRecipient {
    /// Given and family name.
    pub name: String,
    /// The address that it goes to, where it does not stay in the portal; may be empty.
    pub address: String,
}

/// The case that an act is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedCase {
    /// Its number: `RC-2026-000123`.
    pub number: String,
    /// The procedure: `Permesso di costruire`.
    pub procedure: String,
    /// The day on which it was filed, in words.
    pub filed_on: String,
    /// Its name in the register; empty where it has none.
    pub protocol: String,
    /// Where its page is.
    pub link: String,
}

/// Who did an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedSigner {
    /// Given and family name.
    pub name: String,
    /// As what: `Dirigente`, `Responsabile del procedimento`.
    pub role: String,
}

/// How a term stands after an act.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedTerm {
    /// Its name in the procedure's words.
    pub label: String,
    /// `running`, `suspended`, `interrupted`, `waiting` (it begins when the act is received), `ended`, or `none` where it
    /// has not begun.
    pub status: String,
    /// How long it is, in words: `30 giorni`.
    pub length: String,
    /// The day in words from which it first ran; empty if it has not begun.
    pub began: String,
    /// Its last day in words, while it runs or where the office has set it; else empty.
    pub ends: String,
    /// Days that are left, while it is suspended; else 0.
    pub left: i32,
    /// The rule it comes from.
    pub source: String,
    /// What happens if nobody does anything until then; may be empty.
    pub silence: String,
}

/// An act to be laid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeedSheet {
    /// How it looks.
    pub template: DeedTemplate,
    /// What it says.
    pub act: DeedContent,
}

/// Why a template cannot be laid out, for who writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateProblem {
    /// The line of the template, from 1; `None` if the trouble is not in a line of it.
    pub line: Option<usize>,
    /// What is wrong, in the words of typst.
    pub message: String,
    /// What typst advises; may be empty.
    pub hint: String,
}
