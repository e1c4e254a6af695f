//! The offices of the municipality that people may turn to.

use super::{ListError, list::rows};
use crate::Lang;

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// What roles and procedures call it: `ufficio-tecnico`.
    pub id: String,
    /// Its name in Italian.
    pub it: String,
    /// Its name in English.
    pub en: String,
}

impl Office {
    /// The name in a language of the portal.
    #[must_use]
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}

/// The list of offices, in its own order: the first is the front desk.
#[derive(Debug, Default)]
pub struct Offices(Vec<Office>);

impl Offices {
    /// Reads a list with the fields `id;it;en`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut offices: Vec<Office> = Vec::new();
        for row in rows(csv, ["id", "it", "en"])? {
            let [id, it, en] = row.fields;
            if it.is_empty() || en.is_empty() {
                return Err(row.wrong("an office has an id and two names"));
            }
            if !is_id(id) {
                return Err(row.wrong(format!("`{id}` is no id: small letters, digits and `-`")));
            }
            if offices.iter().any(|office| office.id == id) {
                return Err(row.wrong(format!("`{id}` is there twice")));
            }
            offices.push(Office { id: id.to_owned(), it: it.to_owned(), en: en.to_owned() });
        }
        Ok(Self(offices))
    }

    /// Every office.
    #[must_use]
    pub fn all(&self) -> &[Office] {
        &self.0
    }
}

/// Whether this can be the id of an office.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_read_and_a_wrong_line_is_named() {
        let good = "id;it;en\nurp;Relazioni con il pubblico;Front desk\n";
        let offices = Offices::parse(good).unwrap();
        assert_eq!(offices.all()[0].name_in(Lang::En), "Front desk");
        for (row, what) in [
            ("urp;A;B", "`urp` is there twice"),
            ("Tributi;A;B", "`Tributi` is no id: small letters, digits and `-`"),
            ("tributi;A;", "an office has an id and two names"),
        ] {
            let error = Offices::parse(&format!("{good}{row}\n")).unwrap_err();
            assert_eq!(error, ListError { line: 3, what: what.to_owned() });
        }
    }
}
