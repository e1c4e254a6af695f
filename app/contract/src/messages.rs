//! How people are reached: their preferences, the notices that only say that there is something, the acts
//! that are served on them.

mod notice;

use serde::{Deserialize, Serialize};

pub use notice::NoticeKind;

use crate::{
    Code, Lang,
    ids::{CaseId, CommunicationId, DocumentId},
    people::{Email, Pec},
    register::RegisterName,
    time::Moment,
};

/// How the acts of the office are served on a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the portal: opening an act proves that it was received.
    #[default]
    Portal,
    /// By certified mail to the digital domicile.
    Pec,
    /// On paper, to a postal address.
    Paper,
}

impl Channel {
    /// Every channel, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Portal, Self::Pec, Self::Paper];

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Pec => "pec",
            Self::Paper => "paper",
        }
    }

    /// The channel of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == word)
    }
}

/// How somebody wants to be reached, as it can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPreferences {
    /// Whether notices are sent by e-mail.
    pub notices: bool,
    /// Where notices go; the address of the login if none was typed.
    pub email: Option<Email>,
    /// How acts are served.
    pub channel: Channel,
    /// The digital domicile; there if the channel is PEC.
    pub pec: Option<Pec>,
    /// The postal address; there if the channel is paper.
    pub postal: Option<String>,
    /// The language of notices.
    pub lang: Lang,
}

/// The longest postal address, in characters.
pub const LONGEST_POSTAL: usize = 300;

/// The longest address of electronic post, in characters (RFC 5321).
const LONGEST_EMAIL: usize = 254;

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactProblem {
    /// The address for notices can be none.
    EmailWrong,
    /// Notices are wanted, and neither the login nor the person gave an address.
    EmailMissing,
    /// Acts are to come by PEC, and no address was typed.
    PecMissing,
    /// The digital domicile can be no address.
    PecWrong,
    /// Acts are to come on paper, and no address was typed.
    PostalMissing,
    /// The postal address is over [`LONGEST_POSTAL`].
    PostalTooLong,
}

/// The form of the preferences: what was typed, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// Whether notices are wanted.
    pub notices: bool,
    /// The address for notices, as typed.
    pub email: String,
    /// How acts are served.
    pub channel: Channel,
    /// The digital domicile, as typed.
    pub pec: String,
    /// The postal address, as typed.
    pub postal: String,
    /// The language of notices.
    pub lang: Lang,
    /// The version of the row that the form was made from.
    pub row_version: i64,
    /// The address that the login gave.
    pub login_email: Option<String>,
    /// What is wrong, in the order of the inputs.
    pub problems: Vec<ContactProblem>,
    /// Why saving was refused as a whole.
    pub refused: Option<Code>,
}

impl ContactForm {
    /// Reads names and values of a form: `avvisi` (`si`, `no`), `email`, `lingua`, `canale`, `pec`, `indirizzo`,
    /// `versione`. Whatever is wrong is in [`problems`](Self::problems).
    #[must_use]
    pub fn read(fields: &[(String, String)], login_email: Option<String>) -> Self {
        let get = |name: &str| {
            fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str()).to_owned()
        };
        let mut form = Self {
            notices: get("avvisi") == "si",
            email: get("email"),
            channel: Channel::parse(&get("canale")).unwrap_or_default(),
            pec: get("pec"),
            postal: get("indirizzo"),
            lang: Lang::parse(&get("lingua")).unwrap_or_default(),
            row_version: get("versione").parse().unwrap_or(0),
            login_email,
            problems: Vec::new(),
            refused: None,
        };
        form.problems = form.found();
        form
    }

    fn found(&self) -> Vec<ContactProblem> {
        let mut found = Vec::new();
        let no_email = |text: &str| Email::parse(text).is_err() || text.chars().count() > LONGEST_EMAIL;
        let (email, pec, postal) = (self.email.trim(), self.pec.trim(), self.postal.trim());
        if !email.is_empty() && no_email(email) {
            found.push(ContactProblem::EmailWrong);
        } else if self.notices && email.is_empty() && self.login_email.is_none() {
            found.push(ContactProblem::EmailMissing);
        }
        if self.channel == Channel::Pec && pec.is_empty() {
            found.push(ContactProblem::PecMissing);
        } else if !pec.is_empty() && no_email(pec) {
            found.push(ContactProblem::PecWrong);
        }
        if self.channel == Channel::Paper && postal.is_empty() {
            found.push(ContactProblem::PostalMissing);
        } else if postal.chars().count() > LONGEST_POSTAL {
            found.push(ContactProblem::PostalTooLong);
        }
        found
    }

    /// What can be stored, if nothing is wrong.
    #[must_use]
    pub fn preferences(&self) -> Option<ContactPreferences> {
        if !self.problems.is_empty() {
            return None;
        }
        let postal = self.postal.trim().replace("\r\n", "\n");
        Some(ContactPreferences {
            notices: self.notices,
            email: Email::parse(&self.email).ok(),
            channel: self.channel,
            pec: Pec::parse(&self.pec).ok(),
            postal: (!postal.is_empty()).then_some(postal),
            lang: self.lang,
        })
    }
}

/// How an act goes to its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// It waits in the portal.
    Portal,
    /// It goes by certified mail.
    Pec,
    /// Somebody of the office has to send it.
    ToSend,
}

impl Way {
    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Pec => "pec",
            Self::ToSend => "to_send",
        }
    }

    /// The way of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Portal, Self::Pec, Self::ToSend].into_iter().find(|way| way.as_str() == word)
    }
}

/// Where an act stands on its way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It waits for its recipient, or for the post.
    Waiting,
    /// The sender's provider of certified mail accepted it.
    Accepted(Moment),
    /// It was received on this civil day in Rome (`YYYY-MM-DD`), and this proves it.
    Received {
        /// The day from which terms run.
        on: String,
        /// What proves it: `opened`, `pec`, `evidence`.
        proof: String,
        /// In words or by its identifier; empty for what was opened in the portal.
        evidence: String,
    },
    /// It could not be delivered; why.
    Failed(String),
}

/// A receipt that the provider of certified mail made for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PecPaper {
    /// The sender's provider accepted it.
    Acceptance,
    /// It was delivered, or could not be.
    Outcome,
}

impl PecPaper {
    /// Both, in the order in which they come.
    pub const ALL: [Self; 2] = [Self::Acceptance, Self::Outcome];

    /// The last word of its address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Acceptance => "accettazione",
            Self::Outcome => "esito",
        }
    }

    /// The receipt of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.as_str() == word)
    }
}

/// An act of the office on its way to the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommunicationView {
    /// Its id.
    pub id: CommunicationId,
    /// The case.
    pub case: CaseId,
    /// The case's number.
    pub case_number: String,
    /// What kind of act it is, in the procedure's words.
    pub kind: String,
    /// `2026/0000124`, or the official number of a register outside.
    pub protocollo: RegisterName,
    /// When it was made.
    pub made_at: Moment,
    /// Whom it goes to: shown to the office.
    pub recipient: String,
    /// How.
    pub way: Way,
    /// The digital domicile or the postal address.
    pub address: Option<String>,
    /// Where it stands.
    pub delivery: Delivery,
    /// Whether the case is somebody else's by now than of whom it went to.
    pub passed: bool,
    /// Whether it was put right later: it never happened.
    pub undone: bool,
    /// Its document, where it is one and is ready.
    pub document: Option<DocumentId>,
    /// When its recipient first read the documents of the case by the link that came with it: shown to the office.
    pub opened_file: Option<Moment>,
    /// The receipts of certified mail that are kept: the office can save them.
    pub papers: Vec<PecPaper>,
    /// The version of the row; forms carry it.
    pub row_version: i64,
}

/// The longest evidence, in characters.
pub const LONGEST_EVIDENCE: usize = 500;

/// What a clerk typed to say that an act was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProofForm {
    /// Which act it was typed for.
    pub of: Option<CommunicationId>,
    /// The day, as typed.
    pub day: String,
    /// What proves it, as typed.
    pub evidence: String,
    /// Why it was refused.
    pub problem: Option<Code>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fields: &[(&str, &str)], login: Option<&str>) -> ContactForm {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        ContactForm::read(&fields, login.map(str::to_owned))
    }

    #[test]
    fn what_is_chosen_needs_its_address_and_nothing_else() {
        use ContactProblem::{EmailMissing, EmailWrong, PecMissing, PecWrong, PostalMissing};
        let long = "x".repeat(LONGEST_POSTAL + 1);
        for (rule, fields, login, expected) in [
            ("nothing at all is the portal without notices", &[][..], None, &[][..]),
            ("the login's address is enough", &[("avvisi", "si")], Some("a@b.example"), &[]),
            ("notices need an address", &[("avvisi", "si")], None, &[EmailMissing]),
            ("a slip in the address", &[("email", "a@b")], Some("a@b.example"), &[EmailWrong]),
            ("PEC needs its address", &[("canale", "pec")], None, &[PecMissing]),
            ("a slip in the PEC", &[("canale", "pec"), ("pec", "a b@c.example")], None, &[PecWrong]),
            ("a slip in a PEC that is not used", &[("pec", "a")], None, &[PecWrong]),
            ("paper needs an address", &[("canale", "paper"), ("indirizzo", " ")], None, &[PostalMissing]),
            (
                "an address is no novel",
                &[("indirizzo", long.as_str())],
                None,
                &[ContactProblem::PostalTooLong],
            ),
            ("what no form sends is the portal", &[("canale", "pigeon"), ("lingua", "xx")], None, &[]),
        ] {
            let form = read(fields, login);
            assert_eq!(form.problems, expected, "{rule}");
            assert_eq!(form.preferences().is_some(), expected.is_empty(), "{rule}");
        }
    }
}
