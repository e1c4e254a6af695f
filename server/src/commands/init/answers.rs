//! The answers that an installation begins with, and what may be wrong with them.

use std::{collections::BTreeMap, path::PathBuf};

use contract::{
    identity::StaffRole,
    people::{CodiceFiscale, Email, Pec, TaxCode},
    places::{Comuni, is_office_id},
};
use domain::procedures::Tariff;
use serde::Deserialize;
use url::Url;

/// Everything that is asked. The keys are those of the file of `--answers`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answers {
    /// The comune: its codice catastale (`A345`), or its name.
    pub(super) comune: String,
    /// `Comune di …`, as pages and letters say it.
    pub(super) name: String,
    /// The host that people type: `servizi.comune.….it`.
    pub(super) host: String,
    /// Where the portal listens, behind the proxy.
    #[serde(default = "listen")]
    pub(super) listen: String,
    /// Database, objects, keys, overrides.
    pub(super) data_dir: PathBuf,
    /// `postgres://…` without a password; the embedded database if it is left out.
    #[serde(default)]
    pub(super) database_url: Option<String>,
    /// Capital letters before case numbers.
    pub(super) prefix: String,
    /// Street, number, postal code and town.
    pub(super) address: String,
    /// As people read it.
    pub(super) phone: String,
    /// Of the desk.
    pub(super) email: String,
    /// Certified e-mail address.
    pub(super) pec: String,
    /// Codice fiscale of the body.
    pub(super) fiscal_code: String,
    /// Codice IPA of the body, for the XML signature of the register; may be empty.
    #[serde(default)]
    pub(super) ipa_code: String,
    /// Codice AOO: the organisational area whose register it is; may be empty.
    #[serde(default)]
    pub(super) aoo_code: String,
    /// Opening hours in words; may be empty.
    #[serde(default)]
    pub(super) hours: String,
    /// The OpenID Connect provider.
    pub(super) oidc_issuer: String,
    /// The portal's name there.
    pub(super) oidc_client_id: String,
    /// Offices, the front desk first.
    #[serde(default, rename = "office")]
    pub(super) offices: Vec<OfficeAnswer>,
    /// Who works there.
    #[serde(default)]
    pub(super) staff: Vec<StaffAnswer>,
    /// The amounts that the municipality sets, by procedure; those left out stay examples.
    #[serde(default)]
    pub(super) fees: BTreeMap<String, Tariff>,
}

fn listen() -> String {
    "127.0.0.1:3000".to_owned()
}

/// An office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeAnswer {
    /// As procedures name it: `ufficio-tecnico`.
    pub(super) id: String,
    /// Its name in Italian.
    pub(super) it: String,
    /// Its name in English.
    pub(super) en: String,
    /// Who leads it: receipts name them until somebody else is named for a case. Left out, receipts name nobody.
    #[serde(default)]
    pub(super) head: String,
    /// Where and when people see their file there; needs a head.
    #[serde(default)]
    pub(super) files: String,
    /// Whom people turn to if it does not answer in time; needs a head.
    #[serde(default)]
    pub(super) inertia: String,
}

/// Somebody's role in an office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffAnswer {
    /// The person's codice fiscale.
    pub(super) fiscal_code: String,
    /// The office's id.
    pub(super) office: String,
    /// `clerk`, `rup`, `dirigente` or `administrator`.
    pub(super) role: String,
}

impl Answers {
    /// Where the identity provider's secret goes.
    pub(super) fn secret_file(&self) -> PathBuf {
        self.data_dir.join("oidc.secret")
    }

    /// Everything that is wrong, a line each: the key, and what to write.
    pub(super) fn problems(&self, comuni: &Comuni) -> Vec<String> {
        let mut found = Vec::new();
        for (key, text) in self.texts() {
            if let Err(what) = judged(key, text, comuni) {
                found.push(format!("`{key}`: {what}"));
            }
        }
        if !self.data_dir.is_absolute() {
            found.push("`data_dir`: write a whole path, such as /var/lib/sportello".to_owned());
        }
        if let Some(url) = &self.database_url
            && let Err(what) = database(url)
        {
            found.push(format!("`database_url`: {what}"));
        }
        found.extend(self.wrong_people());
        found
    }

    /// Key and text of what is one line each.
    pub(super) fn texts(&self) -> [(&'static str, &str); 12] {
        [
            ("comune", &self.comune),
            ("name", &self.name),
            ("host", &self.host),
            ("listen", &self.listen),
            ("prefix", &self.prefix),
            ("address", &self.address),
            ("phone", &self.phone),
            ("email", &self.email),
            ("pec", &self.pec),
            ("fiscal_code", &self.fiscal_code),
            ("oidc_issuer", &self.oidc_issuer),
            ("oidc_client_id", &self.oidc_client_id),
        ]
    }

    fn wrong_people(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.offices.is_empty() {
            found.push("`office`: name at least one office, the front desk first".to_owned());
        }
        for (place, office) in self.offices.iter().enumerate() {
            if let Err(what) = judged_office(office) {
                found.push(format!("`office`, {}: {what}", office.id));
            }
            if self.offices.iter().take(place).any(|other| other.id == office.id) {
                found.push(format!("`office`, {}: it is there twice", office.id));
            }
        }
        for row in &self.staff {
            if let Err(what) = judged_staff(row, &self.offices) {
                found.push(format!("`staff`, {}: {what}", row.office));
            }
        }
        found
    }
}

/// Whether a text answers the question of a key; else what to write.
pub(super) fn judged(key: &str, text: &str, comuni: &Comuni) -> Result<(), &'static str> {
    let text = text.trim();
    let holds = |holds: bool, what: &'static str| if holds { Ok(()) } else { Err(what) };
    match key {
        "comune" => holds(
            comuni.find(text).is_some_and(contract::places::Comune::is_current),
            "write the codice catastale of a comune of today, such as A345, or its name",
        ),
        "host" => holds(is_host(text), "write only the host, such as servizi.comune.roccascura.it"),
        "listen" => holds(
            text.parse::<std::net::SocketAddr>().is_ok(),
            "write address and port, such as 127.0.0.1:3000",
        ),
        "prefix" => holds(
            (2..=6).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase()),
            "write two to six capital letters, such as RC",
        ),
        "email" => holds(Email::parse(text).is_ok(), "write an e-mail address"),
        "pec" => holds(Pec::parse(text).is_ok(), "write a certified e-mail address"),
        "fiscal_code" => holds(
            matches!(TaxCode::parse(text), Ok(TaxCode::Entity(_))),
            "write the codice fiscale of the body: 11 digits",
        ),
        "oidc_issuer" => holds(
            Url::parse(text).is_ok_and(|url| url.scheme() == "https"),
            "write the address of the identity provider, with https",
        ),
        _ => holds(!text.is_empty(), "write something"),
    }
}

fn is_host(text: &str) -> bool {
    let url = Url::parse(&format!("https://{text}"));
    url.is_ok_and(|url| {
        url.host_str() == Some(text) && text.contains('.') && url.path() == "/" && url.port().is_none()
    })
}

fn database(url: &str) -> Result<(), &'static str> {
    match Url::parse(url) {
        Ok(url) if url.password().is_some() => {
            Err("leave the password out: set SPORTELLO_DATABASE_URL, or let the server trust a socket")
        }
        Ok(url) if url.scheme().starts_with("postgres") => Ok(()),
        _ => Err("begin it with postgres://, or leave it out for the embedded database"),
    }
}

/// Whether an office can be listed.
pub(super) fn judged_office(office: &OfficeAnswer) -> Result<(), &'static str> {
    if !is_office_id(&office.id) {
        return Err("write its id in small letters, digits and `-`, such as ufficio-tecnico");
    }
    let named = |name: &str| !name.trim().is_empty() && !name.contains([';', '\n']);
    if !(named(&office.it) && named(&office.en)) {
        return Err("write its name in Italian and in English, without `;`");
    }
    let described = !(office.files.trim().is_empty() && office.inertia.trim().is_empty());
    if described && office.head.trim().is_empty() {
        return Err("say who leads it (`head`), or leave `files` and `inertia` out");
    }
    Ok(())
}

/// Whether a role can be given.
pub(super) fn judged_staff(row: &StaffAnswer, offices: &[OfficeAnswer]) -> Result<(), &'static str> {
    if CodiceFiscale::parse(&row.fiscal_code).is_err() {
        return Err("write the codice fiscale of the person: 16 letters and digits");
    }
    if !offices.iter().any(|office| office.id == row.office) {
        return Err("name one of the offices above");
    }
    StaffRole::parse(&row.role).map(|_| ()).ok_or("the role is clerk, rup, dirigente or administrator")
}
