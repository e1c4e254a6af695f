//! The streets of a comune (*stradario*).

use super::{
    Cap, ListError,
    index::{Index, has_word},
    list::rows,
};
use crate::letters::words;

/// A street, square or place with an official name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Street {
    /// The name with what kind of street it is: `Via delle Mura`.
    pub name: String,
    /// Its postal code, if it is known.
    pub cap: Option<Cap>,
}

/// The streets of a comune, in the order of its list.
#[derive(Debug)]
pub struct Streets {
    streets: Vec<Street>,
    names: Index,
}

/// Kinds of streets and how they are shortened, without full stops and blanks.
const KINDS: [(&str, &[&str]); 21] = [
    ("via", &["v"]),
    ("viale", &["vle"]),
    ("piazza", &["p", "pza", "pzza"]),
    ("piazzale", &["ple", "pzale", "pzzale"]),
    ("piazzetta", &["pzetta", "pzzetta", "pta"]),
    ("corso", &["cso"]),
    ("largo", &["lgo"]),
    ("vicolo", &["vic", "vlo", "vco"]),
    ("strada", &["str", "sda"]),
    ("salita", &["sal"]),
    ("scalinata", &["scal"]),
    ("contrada", &["cda", "ctr", "contr"]),
    ("località", &["loc"]),
    ("frazione", &["fr", "fraz"]),
    ("borgo", &["bgo"]),
    ("borgata", &["bta"]),
    ("traversa", &["trav"]),
    ("circonvallazione", &["circ", "circne"]),
    ("lungomare", &["lmare"]),
    ("zona", &[]),
    ("rione", &[]),
];

impl Streets {
    /// Reads a list with the fields `name;cap`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        let mut streets = Vec::new();
        for row in rows(csv, ["name", "cap"])? {
            let [name, cap] = row.fields;
            if name.is_empty() {
                return Err(row.wrong("the street has no name"));
            }
            let cap = match cap {
                "" => None,
                cap => Some(Cap::parse(cap).map_err(|error| row.wrong(error.to_string()))?),
            };
            streets.push(Street { name: name.to_owned(), cap });
        }
        let names = Index::new(streets.iter().map(|street| street.name.as_str()).enumerate());
        Ok(Self { streets, names })
    }

    /// Every street.
    #[must_use]
    pub fn all(&self) -> &[Street] {
        &self.streets
    }

    /// The one street that is meant: whatever accents and capitals, with its kind shortened
    /// (`V.`, `P.zza`) or, if only one has that name, left out; a house number after it does not
    /// matter.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Street> {
        let typed = long(words(name));
        let number = typed.iter().rposition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        let before_number = number.and_then(|at| typed.get(..at)).unwrap_or_default();
        self.named(&typed).or_else(|| self.named(before_number))
    }

    /// Whether a postal code is one of this comune's, as far as its list says. Small comuni may share it with
    /// their neighbours.
    #[must_use]
    pub fn has_cap(&self, cap: &Cap) -> bool {
        self.streets.iter().any(|street| street.cap.as_ref() == Some(cap))
    }

    /// At most `limit` streets whose names have words that begin as typed, those that begin so
    /// themselves first.
    #[must_use]
    pub fn search(&self, prefix: &str, limit: usize) -> Vec<&Street> {
        let has = |item: usize, word: &str| {
            self.streets.get(item).is_some_and(|street| has_word(&street.name, word))
        };
        let as_typed = words(prefix);
        let mut hits = self.names.search(&as_typed, limit, has);
        // One word may be the beginning of a name; of several the first one may be a kind.
        if hits.is_empty() {
            hits = self.names.search(&long(as_typed), limit, has);
        }
        hits.sort_by_key(|hit| (hit.inside, hit.item));
        hits.into_iter().take(limit).filter_map(|hit| self.streets.get(hit.item)).collect()
    }

    fn named(&self, words: &[String]) -> Option<&Street> {
        let street = |item| self.streets.get(item);
        if let Some(whole) = self.names.named(&words.concat()).find_map(street) {
            return Some(whole);
        }
        let key = words.concat();
        let mut without_kind =
            self.streets.iter().filter(|street| !key.is_empty() && rest(&street.name) == key);
        without_kind.next().filter(|_| without_kind.next().is_none())
    }
}

/// The words with the kind of street at their beginning in full: `p zza garibaldi` is
/// `piazza garibaldi`.
fn long(mut words: Vec<String>) -> Vec<String> {
    // `P.zza` is two words; `V. Le Mura` is rather `Via Le Mura`, but `V.le` comes far more often.
    for taken in [2, 1] {
        let Some(short) = words.get(..taken).map(<[String]>::concat) else { continue };
        if words.len() > taken
            && let Some((kind, _)) = KINDS.iter().find(|(_, shorts)| shorts.contains(&short.as_str()))
        {
            words.splice(..taken, crate::letters::words(kind));
            return words;
        }
    }
    words
}

/// The name without the kind of street, spelled plainly.
fn rest(name: &str) -> String {
    let words = words(name);
    let is_kind = |word: &String| KINDS.iter().any(|(kind, _)| crate::letters::words(kind).contains(word));
    words.iter().skip(usize::from(words.first().is_some_and(is_kind))).map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
name;cap
Via delle Mura;00000
Viale delle Mura;
Piazza della Fontana;00000
Vicolo del Forno;
Via XXV Aprile;
Via 2 Giugno;
Località Le Crete;
Via Roma;
Viale Monte Sordo;
";

    #[test]
    fn a_street_is_found_however_its_kind_is_written() {
        let streets = Streets::parse(LIST).unwrap();
        for (typed, expected) in [
            ("Via delle Mura", Some("Via delle Mura")),
            ("via delle mura", Some("Via delle Mura")),
            ("V. delle Mura", Some("Via delle Mura")),
            ("V.delle Mura 12/A", Some("Via delle Mura")),
            ("V.le delle Mura", Some("Viale delle Mura")),
            ("P.zza della Fontana", Some("Piazza della Fontana")),
            ("P.za della Fontana, 2", Some("Piazza della Fontana")),
            ("piazza dellafontana", Some("Piazza della Fontana")),
            ("loc. le crete", Some("Località Le Crete")),
            ("LOCALITA' LE CRETE", Some("Località Le Crete")),
            ("Vic. del Forno 4", Some("Vicolo del Forno")),
            ("del Forno", Some("Vicolo del Forno")),
            ("Via XXV Aprile 3", Some("Via XXV Aprile")),
            ("v. 2 giugno", Some("Via 2 Giugno")),
            ("via 2 giugno 15", Some("Via 2 Giugno")),
            ("roma", Some("Via Roma")),
            // Two have that name.
            ("delle Mura", None),
            ("Corso Roma", None),
            ("Via", None),
            ("12", None),
            ("", None),
        ] {
            assert_eq!(streets.find(typed).map(|street| street.name.as_str()), expected, "{typed}");
        }
        assert_eq!(streets.find("via delle mura").unwrap().cap.as_ref().unwrap().as_str(), "00000");
    }

    #[test]
    fn what_is_typed_finds_streets_by_any_word() {
        let streets = Streets::parse(LIST).unwrap();
        for (typed, limit, expected) in [
            ("mur", 5, &["Via delle Mura", "Viale delle Mura"][..]),
            ("v", 2, &["Via delle Mura", "Viale delle Mura"]),
            ("via m", 5, &["Via delle Mura", "Viale delle Mura", "Viale Monte Sordo"]),
            ("p.zza fon", 5, &["Piazza della Fontana"]),
            ("loc. cret", 5, &["Località Le Crete"]),
            ("", 5, &[]),
        ] {
            let found: Vec<&str> =
                streets.search(typed, limit).iter().map(|street| street.name.as_str()).collect();
            assert_eq!(found, expected, "{typed}");
        }
    }

    #[test]
    fn a_wrong_line_is_named() {
        assert_eq!(Streets::parse("name;cap\nVia Roma;1\n").unwrap_err().line, 2);
        assert_eq!(Streets::parse("name;cap\n;00000\n").unwrap_err().line, 2);
        assert_eq!(Streets::parse(LIST).unwrap().all().len(), 9);
    }
}
