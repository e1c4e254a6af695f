//! What every verb is given: the database, the clock, the outside world, the ente.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use contract::identity::StaffRole;
use contract::ids::{PersonId, RequestId};
use pagopa::{CreditorCode, Segregation};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    clock::{Clock, Ids},
    db::Db,
    lists::Lists,
    ports::{Inspector, Mail, Objects, PaymentGateway, Pec, Protocol, Seal},
    procedures::{Prechecks, Sheets, Shelf},
};

/// The municipality that an address belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ente {
    /// Its name: `Comune di Roccascura`.
    pub name: String,
    /// The comune of its cases where nothing else is said.
    pub comune: String,
    /// The letters before case numbers: `RC`.
    pub prefix: String,
    /// Months that a draft is kept after its last change.
    pub draft_months: u8,
    /// Months after which what a closed report says of a person is erased.
    pub report_months: u8,
    /// Minutes of silence of the portal beyond which it was an outage.
    pub outage_minutes: u8,
    /// Where browsers reach the portal, without a final slash: links in mails and documents begin so.
    pub url: String,
    /// Its codes in the public indexes.
    pub codes: Codes,
    /// Its offices, as documents name them.
    pub offices: Vec<Office>,
}

/// How the municipality collects money through pagoPA.
#[derive(Clone)]
pub struct PagoPa {
    /// Its tax code, as it is registered there.
    pub creditor: CreditorCode,
    /// The code under which its notice numbers are made.
    pub segregation: Segregation,
    /// The broker that receipts must name; any, if empty.
    pub broker: String,
    /// The station that receipts must name; any, if empty.
    pub station: String,
    /// Whether notices can really be paid: elsewhere they say that they must not be.
    pub real: bool,
    /// Where one pays online; `None` where that is not set up.
    pub gateway: Option<Arc<dyn PaymentGateway>>,
}

impl Ente {
    /// The office of a slug.
    #[must_use]
    pub fn office(&self, slug: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.slug == slug)
    }
}

/// How the ente is named in the public indexes; empty where it has not been said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    /// *Codice IPA* of the administration.
    pub ipa: String,
    /// *Codice AOO*: the organisational area whose register this is.
    pub aoo: String,
    /// Codice fiscale of the body, 11 digits.
    pub fiscal_code: String,
    /// Certified e-mail address.
    pub pec: String,
}

/// An office, as receipts name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The word by which procedures and roles name it.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who leads it: answers for its cases until somebody is named for one (L. 241/1990, article 5, paragraph 2).
    pub head: String,
    /// Certified e-mail address; the ente's if empty.
    #[serde(default)]
    pub pec: String,
    /// Where and when its files can be seen, in words; may be empty.
    #[serde(default)]
    pub files: String,
    /// Where its acts are filed by the ente's plan (*titolario*): code, a blank, name; may be empty.
    #[serde(default)]
    pub classification: String,
    /// Whom to turn to if it does not answer in time (L. 241/1990, article 2, paragraph 9-bis); may be empty.
    #[serde(default)]
    pub inertia: String,
}

/// How the portal reaches people outside its pages. What is not there is not set up, and nothing goes that way.
#[derive(Clone, Default)]
pub struct Post {
    /// Ordinary mail, for notices.
    pub mail: Option<Arc<dyn Mail>>,
    /// Certified mail, for acts.
    pub pec: Option<Arc<dyn Pec>>,
}

/// Places where a test may stop a verb, as a crash would. Nothing happens in the product.
pub trait FailPoints: Send + Sync {
    /// The verb has reached the place of this name.
    fn reached(&self, _place: &'static str) {}
}

/// No fail points.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFailPoints;

impl FailPoints for NoFailPoints {}

/// The world of one ente. Built once, shared by all.
pub struct Ctx {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// New identifiers.
    pub ids: Arc<dyn Ids>,
    /// The object store.
    pub objects: Arc<dyn Objects>,
    /// The bounded child process.
    pub inspector: Arc<dyn Inspector>,
    /// The post.
    pub post: Post,
    /// Which register gives the official numbers.
    pub protocol: Protocol,
    /// The portal's own key.
    pub seal: Arc<dyn Seal>,
    /// The municipality.
    pub ente: Ente,
    /// Public lists, and what the municipality's files say.
    pub lists: Arc<Lists>,
    /// Published procedures, kept by hash.
    pub shelf: Shelf,
    /// The questions that lead to the right procedure.
    pub prechecks: Arc<Prechecks>,
    /// The services that cannot be begun here, and the groups of all.
    pub sheets: Arc<Sheets>,
    /// Looks at own cases that are known to be in the audit.
    pub own_reads: OwnReads,
    /// How money is collected.
    pub pagopa: PagoPa,
    /// Wakes the runner of jobs in this process.
    pub wake: Arc<Notify>,
    /// Where tests crash.
    pub fail: Arc<dyn FailPoints>,
}

/// Looks at own cases that are known to be written: every page of a case asks, and what was written once
/// stays written. Sessions are never used again, so that what is kept here is never wrong.
#[derive(Debug, Default)]
pub struct OwnReads(Mutex<HashSet<(String, Uuid)>>);

impl OwnReads {
    /// About two megabytes; then it begins anew and the database is asked again.
    const MOST: usize = 20_000;

    pub(crate) fn has(&self, key: &(String, Uuid)) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(key)
    }

    pub(crate) fn keep(&self, key: (String, Uuid)) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= Self::MOST {
            kept.clear();
        }
        kept.insert(key);
    }
}

/// Who acts. Every verb takes one; the portal itself is one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The person; `None` for strangers and for the portal.
    pub person: Option<PersonId>,
    /// Given name; empty for strangers.
    pub given_name: String,
    /// Family name; empty for strangers.
    pub family_name: String,
    /// The address that the login or the person gave.
    pub email: Option<String>,
    /// Codice fiscale, upper case; empty for strangers.
    pub fiscal_code: String,
    /// Roles in offices.
    pub staff: Vec<(String, StaffRole)>,
    /// The request, for audit and log.
    pub request: RequestId,
    /// The hash of the browser's session; `None` where no session stands behind the request.
    pub session: Option<String>,
}

impl Actor {
    /// Somebody who is not logged in.
    #[must_use]
    pub fn stranger(request: RequestId) -> Self {
        Self {
            person: None,
            given_name: String::new(),
            family_name: String::new(),
            email: None,
            fiscal_code: String::new(),
            staff: Vec::new(),
            request,
            session: None,
        }
    }

    /// Given and family name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }

    /// The same, acting in the session of this hash: looks at one's own cases are audited once in each.
    #[must_use]
    pub fn in_session(self, hash: String) -> Self {
        Self { session: Some(hash), ..self }
    }

    /// The person, where there is one.
    ///
    /// # Errors
    /// [`crate::Error::Forbidden`] for strangers.
    pub fn person(&self) -> crate::Result<PersonId> {
        self.person.ok_or(crate::Error::Forbidden)
    }

    /// Whether any office's pages are open to them.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        !self.staff.is_empty()
    }

    /// The offices where they work on cases.
    #[must_use]
    pub fn offices(&self) -> Vec<String> {
        let mut offices: Vec<String> = self
            .staff
            .iter()
            .filter(|(_, role)| *role != StaffRole::Administrator)
            .map(|(office, _)| office.clone())
            .collect();
        offices.dedup();
        offices
    }
}
