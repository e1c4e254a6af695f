//! What the public pages show: the services on offer.

use serde::{Deserialize, Serialize};

/// A service in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCard {
    /// The word in the address.
    pub slug: String,
    /// Its name as people know it.
    pub title: String,
    /// One sentence on what it is for.
    pub summary: String,
    /// The category's name.
    pub category: String,
}

/// A service's own page, in the parts that the model of municipal sites asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePage {
    /// The list entry of the same service.
    pub card: ServiceCard,
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
    /// The legal basis, one source each.
    pub legal_basis: Vec<String>,
    /// The office in charge.
    pub office: String,
}
