//! What the plan of a comune says of its parcels.

use std::collections::BTreeMap;

use super::{
    ListError,
    list::{Row, rows},
};

/// What is known of a parcel of the land register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// Its zone in the plan, such as `B1`.
    pub zone: String,
    /// The constraints (*vincoli*) on it, such as `centro_storico`.
    pub constraints: Vec<String>,
}

/// Parcels, by section, sheet and number.
#[derive(Debug)]
pub struct Territory {
    parcels: BTreeMap<[String; 3], Parcel>,
    /// Whether the land register of this comune has sections.
    sections: bool,
}

impl Territory {
    /// Reads a list with the fields `foglio;particella;zone;constraints`, before them `sezione` where the
    /// comune has sections; constraints are separated by `|`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut first = csv.trim_start_matches('\u{feff}').lines().map(str::trim);
        let sections = first.any(|line| line.starts_with("sezione;"));
        let mut parcels = BTreeMap::new();
        let listed = if sections {
            rows(csv, ["sezione", "foglio", "particella", "zone", "constraints"])?
        } else {
            let rows = rows(csv, ["foglio", "particella", "zone", "constraints"])?;
            rows.into_iter().map(Row::after_nothing).collect()
        };
        for row in listed {
            let [sezione, foglio, particella, zone, constraints] = row.fields;
            if foglio.is_empty() || particella.is_empty() || zone.is_empty() {
                return Err(row.wrong("a parcel has foglio, particella and zone"));
            }
            let named = constraints.split('|').map(str::trim).filter(|name| !name.is_empty());
            let constraints = named.map(str::to_owned).collect();
            let parcel = Parcel { zone: zone.to_owned(), constraints };
            let key = [number(sezione), number(foglio), number(particella)];
            if parcels.insert(key, parcel).is_some() {
                return Err(row.wrong(format!("foglio {foglio} particella {particella} is there twice")));
            }
        }
        Ok(Self { parcels, sections })
    }

    /// What is known of a parcel; zeros on the left, blanks and capitals make no difference, nor does a
    /// section where the comune has none.
    #[must_use]
    pub fn lookup(&self, sezione: &str, foglio: &str, particella: &str) -> Option<&Parcel> {
        let sezione = if self.sections { number(sezione) } else { String::new() };
        self.parcels.get(&[sezione, number(foglio), number(particella)])
    }
}

/// A number of the land register without what may be left out: `0123/04` is `123/4`.
fn number(typed: &str) -> String {
    let parts: Vec<String> =
        typed.split('/').map(|part| part.trim().trim_start_matches('0').to_ascii_uppercase()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parcel_is_found_however_its_numbers_are_typed() {
        let list = "foglio;particella;zone;constraints\n12;345;E;a|b\n3;0118/2;A;\n7A;9;B1;a\n";
        let territory = Territory::parse(list).unwrap();
        for (foglio, particella, zone) in [
            ("12", "345", Some("E")),
            ("0012", " 00345 ", Some("E")),
            ("12", "0345/1", None),
            ("3", "118/02", Some("A")),
            ("3", "118", None),
            ("7a", "9", Some("B1")),
            ("", "", None),
            ("0", "0", None),
        ] {
            let parcel = territory.lookup("B", foglio, particella);
            assert_eq!(parcel.map(|parcel| parcel.zone.as_str()), zone, "{foglio} {particella}");
        }
        assert_eq!(territory.lookup("", "12", "345").unwrap().constraints, ["a", "b"]);
        assert!(territory.lookup("", "3", "118/2").unwrap().constraints.is_empty());
    }

    #[test]
    fn the_same_numbers_in_two_sections_are_two_parcels() {
        let list = "# Sections\nsezione;foglio;particella;zone;constraints\nA;12;345;E;\nB;12;345;B1;\n";
        let territory = Territory::parse(list).unwrap();
        for (sezione, zone) in [("A", Some("E")), ("b", Some("B1")), ("C", None), ("", None)] {
            let parcel = territory.lookup(sezione, "12", "345");
            assert_eq!(parcel.map(|parcel| parcel.zone.as_str()), zone, "{sezione}");
        }
    }

    #[test]
    fn a_wrong_line_is_named() {
        let head = "foglio;particella;zone;constraints\n";
        for (rows, expected) in [
            ("12;345;;\n", "line 2: a parcel has foglio, particella and zone"),
            ("12;345;A;\n012;0345;B;\n", "line 3: foglio 012 particella 0345 is there twice"),
        ] {
            assert_eq!(Territory::parse(&format!("{head}{rows}")).unwrap_err().to_string(), expected);
        }
    }
}
