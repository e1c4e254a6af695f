//! Whom the portal speaks for: the municipality's name and contacts, as every page shows them.

use serde::{Deserialize, Serialize};

/// A municipality (or a union of them) as header and footer show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ente {
    /// `Comune di Roccascura`.
    pub name: String,
    /// One line under the name; may be empty.
    #[serde(default)]
    pub tagline: String,
    /// The region it belongs to, first line of every page.
    pub region: Region,
    /// Street, number, postal code and town.
    pub address: String,
    /// Telephone number as people read it.
    pub phone: String,
    /// E-mail address of the desk.
    pub email: String,
    /// Certified e-mail address.
    pub pec: String,
    /// Codice fiscale of the body.
    pub fiscal_code: String,
    /// Opening hours of the desk in words; may be empty.
    #[serde(default)]
    pub hours: String,
    /// The declaration at AgID, where there is one.
    #[serde(default)]
    pub accessibility_declaration: Option<String>,
}

/// The region of a municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// Its site, where the name leads.
    #[serde(default)]
    pub url: Option<String>,
}
