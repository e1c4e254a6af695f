//! The bodies that an office asks, and where they are written to.

use super::{ListError, list::rows};
use crate::people::Email;

/// A body outside the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// What procedures call it: `vigili_fuoco`.
    pub id: String,
    /// Its name as an address: `ASL di …, Dipartimento di prevenzione`.
    pub name: String,
    /// Its certified or its postal address.
    pub address: String,
}

/// The list of bodies.
#[derive(Debug, Default)]
pub struct Bodies(Vec<Body>);

impl Bodies {
    /// Reads a list with the fields `id;name;address`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut bodies: Vec<Body> = Vec::new();
        for row in rows(csv, ["id", "name", "address"])? {
            let [id, name, address] = row.fields;
            if name.is_empty() || address.is_empty() {
                return Err(row.wrong("a body has an id, a name and an address"));
            }
            if address.contains('@') && Email::parse(address).is_err() {
                return Err(row.wrong(format!("`{address}` is no address of certified mail")));
            }
            if bodies.iter().any(|body| body.id == id) {
                return Err(row.wrong(format!("`{id}` is there twice")));
            }
            let text = |text: &str| text.to_owned();
            bodies.push(Body { id: text(id), name: text(name), address: text(address) });
        }
        Ok(Self(bodies))
    }

    /// The body of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Body> {
        self.0.iter().find(|body| body.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_and_a_wrong_line_is_named() {
        let good = "id;name;address\nasl;ASL di Prova;asl@pec.prova.example\nparco;Ente parco;Via Alta 1\n";
        let bodies = Bodies::parse(good).unwrap();
        assert_eq!(bodies.find("asl").unwrap().address, "asl@pec.prova.example");
        assert_eq!(bodies.find("arpa"), None);
        for (row, what) in [
            ("asl;A;B", "`asl` is there twice"),
            ("arpa;ARPA;", "a body has an id, a name and an address"),
            ("arpa;ARPA;arpa@", "`arpa@` is no address of certified mail"),
        ] {
            let wrong = Bodies::parse(&format!("{good}{row}\n")).unwrap_err();
            assert_eq!((wrong.line, wrong.what.as_str()), (4, what));
        }
    }
}
