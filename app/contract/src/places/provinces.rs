//! The provinces of today.

use super::{ListError, list::rows};
use crate::letters::words;

/// A province (or what is in its place: metropolitan city, free consortium).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Its two letters, such as `CH`.
    pub sigla: String,
    /// Its name, such as `Chieti`.
    pub name: String,
}

/// The list of provinces, in its own order.
#[derive(Debug)]
pub struct Provinces(Vec<Province>);

impl Provinces {
    /// Reads a list with the fields `sigla;name`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut provinces = Vec::new();
        for row in rows(csv, ["sigla", "name"])? {
            let [sigla, name] = row.fields;
            if sigla.len() != 2 || !sigla.bytes().all(|byte| byte.is_ascii_uppercase()) || name.is_empty() {
                return Err(row.wrong("a province has two capital letters and a name"));
            }
            provinces.push(Province { sigla: sigla.to_owned(), name: name.to_owned() });
        }
        Ok(Self(provinces))
    }

    /// Every province.
    #[must_use]
    pub fn all(&self) -> &[Province] {
        &self.0
    }

    /// The province with these two letters or this name, whatever its accents and capitals.
    #[must_use]
    pub fn find(&self, sigla_or_name: &str) -> Option<&Province> {
        let sigla = sigla_or_name.trim();
        let name = words(sigla_or_name);
        let by_name = || self.0.iter().find(|province| words(&province.name) == name);
        self.0.iter().find(|province| province.sigla.eq_ignore_ascii_case(sigla)).or_else(by_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_found_by_its_letters_and_by_its_name() {
        let provinces = Provinces::parse("sigla;name\nCH;Chieti\nFC;Forlì-Cesena\n").unwrap();
        for (typed, expected) in [
            (" ch ", Some("CH")),
            ("CHIETI", Some("CH")),
            ("forli cesena", Some("FC")),
            ("Forlì", None),
            ("", None),
        ] {
            assert_eq!(provinces.find(typed).map(|province| province.sigla.as_str()), expected, "{typed}");
        }
        assert_eq!(provinces.all().len(), 2);
        assert_eq!(Provinces::parse("sigla;name\nch;Chieti\n").unwrap_err().line, 2);
    }
}
