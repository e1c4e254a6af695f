//! The kinds of professional orders (*ordini e collegi*).

use super::{ListError, list::rows};
use crate::Lang;

/// A kind of professional order, such as that of the architects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// What forms keep: `architetti`.
    pub id: String,
    /// Its name in Italian.
    pub it: String,
    /// What its members are, in English.
    pub en: String,
    /// Whether a member belongs to the order of a province; else to that of a region or district.
    pub by_province: bool,
}

impl Order {
    /// The name in a language of the portal.
    #[must_use]
    pub fn name_in(&self, lang: Lang) -> &str {
        match lang {
            Lang::It => &self.it,
            Lang::En => &self.en,
        }
    }
}

/// The list of kinds of orders, in its own order.
#[derive(Debug)]
pub struct Orders(Vec<Order>);

impl Orders {
    /// Reads a list with the fields `id;it;en;by_province`; the last one is `yes` or `no`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut orders: Vec<Order> = Vec::new();
        for row in rows(csv, ["id", "it", "en", "by_province"])? {
            let [id, it, en, by_province] = row.fields;
            if id.is_empty() || it.is_empty() || en.is_empty() {
                return Err(row.wrong("an order has an id and two names"));
            }
            if orders.iter().any(|order| order.id == id) {
                return Err(row.wrong(format!("`{id}` is there twice")));
            }
            let by_province = match by_province {
                "yes" => true,
                "no" => false,
                _ => return Err(row.wrong(format!("`{by_province}` is neither yes nor no"))),
            };
            orders.push(Order { id: id.to_owned(), it: it.to_owned(), en: en.to_owned(), by_province });
        }
        Ok(Self(orders))
    }

    /// Every kind.
    #[must_use]
    pub fn all(&self) -> &[Order] {
        &self.0
    }

    /// The kind with this id.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&Order> {
        self.0.iter().find(|order| order.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_and_a_wrong_line_is_named() {
        let head = "id;it;en;by_province\n";
        let good = "geologi;Ordine dei geologi;Geologists;no\ngeometri;Collegio;Surveyors;yes\n";
        let orders = Orders::parse(&format!("{head}{good}")).unwrap();
        assert_eq!(orders.all().len(), 2);
        let geologi = orders.by_id("geologi").unwrap();
        assert_eq!(
            (geologi.name_in(Lang::It), geologi.name_in(Lang::En)),
            ("Ordine dei geologi", "Geologists")
        );
        assert!(!geologi.by_province && orders.by_id("geometri").unwrap().by_province);
        assert!(orders.by_id("altro").is_none());
        for (row, what) in [
            ("geologi;A;B;no", "`geologi` is there twice"),
            ("altro;A;B;si", "`si` is neither yes nor no"),
            ("altro;A;;no", "an order has an id and two names"),
        ] {
            let error = Orders::parse(&format!("{head}{good}{row}\n")).unwrap_err();
            assert_eq!(error, ListError { line: 4, what: what.to_owned() });
        }
    }
}
