//! Foreign states, those of today and those that were.

use jiff::civil::Date;

use super::{
    ListError,
    comuni::is_belfiore,
    gazetteer::{Gazetteer, Place},
    list::rows,
};
use crate::Lang;

/// A foreign state, as the codice fiscale knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// The code in the codice fiscale, such as `Z129`.
    pub belfiore: String,
    /// The name in Italian.
    pub name: String,
    /// The name in English.
    pub english: String,
    /// The first day, if it is known.
    pub valid_from: Option<Date>,
    /// The last day, or `None` for a state of today.
    pub valid_to: Option<Date>,
}

impl Country {
    /// The name in a language of the portal.
    #[must_use]
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.name,
            Lang::En => &self.english,
        }
    }
}

impl Place for Country {
    fn belfiore(&self) -> &str {
        &self.belfiore
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn names(&self) -> impl Iterator<Item = &str> {
        [self.name.as_str(), self.english.as_str()].into_iter()
    }
    fn ended(&self) -> Option<Date> {
        self.valid_to
    }
    fn beside(&self) -> &str {
        ""
    }
}

/// The list of foreign states.
#[derive(Debug)]
pub struct Countries(Gazetteer<Country>);

impl Countries {
    /// Reads a list with the fields `belfiore;name;english;valid_from;valid_to`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut countries = Vec::new();
        for row in rows(csv, ["belfiore", "name", "english", "valid_from", "valid_to"])? {
            let [belfiore, name, english, valid_from, valid_to] = row.fields;
            if !is_belfiore(belfiore) || name.is_empty() || english.is_empty() {
                return Err(row.wrong("a state has a code such as Z129 and two names"));
            }
            countries.push(Country {
                belfiore: belfiore.to_owned(),
                name: name.to_owned(),
                english: english.to_owned(),
                valid_from: row.day(valid_from)?,
                valid_to: row.day(valid_to)?,
            });
        }
        Ok(Self(Gazetteer::new(countries)))
    }

    /// The one state with this code or name, Italian or English; states of today come first.
    #[must_use]
    pub fn find(&self, name_or_belfiore: &str) -> Option<&Country> {
        self.0.find(name_or_belfiore, |_| true)
    }

    /// The state with this code.
    #[must_use]
    pub fn by_belfiore(&self, code: &str) -> Option<&Country> {
        self.0.by_belfiore(code)
    }

    /// At most `limit` states whose names, Italian or English, have words that begin as typed.
    #[must_use]
    pub fn search(&self, prefix: &str, limit: usize) -> Vec<&Country> {
        self.0.search(prefix, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
belfiore;name;english;valid_from;valid_to
Z129;Romania;Romania;;
Z136;Georgia;Georgia;;1994-01-01
Z254;Georgia;Georgia;;
Z118;Jugoslavia;Yugoslavia;;2003-02-04
Z404;Stati Uniti d'America;United States;;
";

    #[test]
    fn a_state_is_found_in_both_languages() {
        let countries = Countries::parse(LIST).unwrap();
        for (typed, expected) in [
            ("romania", Some("Z129")),
            ("z129", Some("Z129")),
            ("Georgia", Some("Z254")),
            ("Z136", Some("Z136")),
            ("yugoslavia", Some("Z118")),
            ("STATI UNITI D AMERICA", Some("Z404")),
            ("Atlantide", None),
        ] {
            assert_eq!(countries.find(typed).map(|country| country.belfiore.as_str()), expected, "{typed}");
        }
        let states = countries.search("united", 5);
        assert_eq!(
            states.iter().map(|state| state.name_in(Lang::It)).collect::<Vec<_>>(),
            ["Stati Uniti d'America"]
        );
        assert_eq!(countries.by_belfiore("Z118").unwrap().name_in(Lang::En), "Yugoslavia");
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = LIST.replace("Z129;Romania", "Z129;");
        assert_eq!(Countries::parse(&wrong).unwrap_err().line, 2);
    }
}
