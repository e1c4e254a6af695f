//! The public lists that forms offer to choose from, and what the municipality's files say of a parcel.

mod holidays;

use contract::places::{Bodies, Comuni, Offices, Orders, Streets, Territory};
pub use engine::clock::Calendar;
pub use holidays::own_holidays;

/// The lists of an installation; read once, at start.
#[derive(Debug)]
pub struct Lists {
    /// Comuni of today and of the past, and foreign states.
    pub comuni: Comuni,
    /// Streets of the comune.
    pub streets: Streets,
    /// Orders of professionals.
    pub orders: Orders,
    /// Offices that people may turn to, the front desk first; none if the installation lists none.
    pub offices: Offices,
    /// Where bodies that are asked for an opinion are written to; none if the installation lists none.
    pub bodies: Bodies,
    /// Parcels with zone and constraints.
    pub territory: Territory,
    /// The days of rest.
    pub calendar: Calendar,
}

/// The most suggestions that are shown at once.
const SUGGESTIONS: usize = 12;

impl Lists {
    /// Comuni whose name begins so, those of today first: `Roccascura (CH)`.
    #[must_use]
    pub fn suggest_comuni(&self, typed: &str) -> Vec<String> {
        let found = self.comuni.search(typed, SUGGESTIONS);
        found.into_iter().map(|comune| format!("{} ({})", comune.name, comune.province)).collect()
    }

    /// Streets with a word that begins so.
    #[must_use]
    pub fn suggest_streets(&self, typed: &str) -> Vec<String> {
        self.streets.search(typed, SUGGESTIONS).into_iter().map(|street| street.name.clone()).collect()
    }
}
