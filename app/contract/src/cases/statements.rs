//! Who answers for a part of a form, and what confirms it.

use serde::{Deserialize, Serialize};

use crate::{forms::SectionAct, time::Moment};

/// A part of a form in the answers: where it begins, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// Its title.
    pub title: String,
    /// Who answers for it; `None` where the form does not say.
    pub statement: Option<StatementView>,
}

/// Who declares or certifies a part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementView {
    /// What they do.
    pub act: SectionAct,
    /// As what, in the procedure's words: `il tecnico incaricato`.
    pub role: String,
    /// The people, as the answers name them; empty while they do not.
    pub people: Vec<StatementPerson>,
}

/// Somebody who answers for a part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementPerson {
    /// Given and family name, as written in the form.
    pub name: String,
    /// What confirms it.
    pub confirmed: Confirmation,
}

/// What confirms that somebody declares or certifies what the form says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// Sending the case will, which this person prepares.
    BySending,
    /// The person sent the case, known by the digital login.
    Sent(Moment),
    /// A signature in the portal will, which the form asks of this person.
    BySigning,
    /// The person signed in the portal, known by the digital login.
    Signed(Moment),
    /// A document of this title will, which is asked for.
    ByDocument(String),
    /// A document of this title does, which is there. Whether its signature is valid is for who reads it.
    Document(String),
    /// The person was asked to sign in the portal and declined.
    Declined,
    /// Nothing that the portal knows of.
    Nothing,
}
