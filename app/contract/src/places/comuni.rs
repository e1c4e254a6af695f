//! Comuni, those of today and those that were.

use std::fmt;

use jiff::civil::Date;

use super::{
    Cap, ListError,
    gazetteer::{Gazetteer, Place},
    list::rows,
};

/// A comune under one name in one province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comune {
    /// The code in the land register and in the codice fiscale, such as `H501`: it never changes.
    pub belfiore: String,
    /// The code of ISTAT, six digits; empty for comuni that are no more.
    pub istat: String,
    /// The name; where two languages are official, both: `Bolzano/Bozen`.
    pub name: String,
    /// The two letters of the province.
    pub province: String,
    /// The name of the region, empty for places that are not in Italy any more.
    pub region: String,
    /// Its postal codes, as far as they are known.
    pub caps: Vec<Cap>,
    /// The first day under this name in this province, if it is known.
    pub valid_from: Option<Date>,
    /// The last day, or `None` for a comune of today.
    pub valid_to: Option<Date>,
}

impl Comune {
    /// Whether the comune is there today, under this name.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.valid_to.is_none()
    }
}

/// As people write it: `Rocca San Giovanni (CH)`.
impl fmt::Display for Comune {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.province)
    }
}

impl Place for Comune {
    fn belfiore(&self) -> &str {
        &self.belfiore
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn names(&self) -> impl Iterator<Item = &str> {
        // Both together too, as the list itself writes them.
        let parts = self.name.split('/').filter(|part| part.len() < self.name.len());
        std::iter::once(self.name.as_str()).chain(parts)
    }
    fn ended(&self) -> Option<Date> {
        self.valid_to
    }
    fn beside(&self) -> &str {
        &self.province
    }
}

/// The list of comuni.
#[derive(Debug)]
pub struct Comuni(Gazetteer<Comune>);

impl Comuni {
    /// Reads a list with the fields `belfiore;istat;name;province;region;valid_from;valid_to;cap`.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(csv: &str) -> Result<Self, ListError> {
        Self::parse_all([csv])
    }

    /// Reads several lists as one, such as the public one and that of the demo.
    ///
    /// # Errors
    /// The first line that is wrong, counted in its own list.
    pub fn parse_all<'a>(lists: impl IntoIterator<Item = &'a str>) -> Result<Self, ListError> {
        let mut comuni = Vec::new();
        for csv in lists {
            comuni.append(&mut read(csv)?);
        }
        Ok(Self(Gazetteer::new(comuni)))
    }

    /// How many rows the list has: a comune has one for each name and province.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the list has no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The one comune that is meant by a Belfiore code or by a name, whatever its accents, apostrophes
    /// and capitals. Of several with one name the province decides: `Castro (BG)`. Comuni of today
    /// come before those that were.
    #[must_use]
    pub fn find(&self, name_or_belfiore: &str) -> Option<&Comune> {
        let typed = name_or_belfiore.trim();
        let in_province = |(name, province): (&str, &str)| {
            self.0.find(name, |comune| comune.province.eq_ignore_ascii_case(province.trim()))
        };
        if let Some(split) = typed.strip_suffix(')').and_then(|typed| typed.rsplit_once('(')) {
            return in_province(split);
        }
        // `Castro BG`, if nothing is called so as a whole.
        let last = || typed.rsplit_once(|c: char| c.is_whitespace() || c == ',').and_then(in_province);
        self.0.find(typed, |_| true).or_else(last)
    }

    /// The comune with this code, as it is today or, if it is no more, as it was last.
    #[must_use]
    pub fn by_belfiore(&self, code: &str) -> Option<&Comune> {
        self.0.by_belfiore(code)
    }

    /// At most `limit` comuni whose names have words that begin as typed: those of today first, then
    /// those whose name itself begins so.
    #[must_use]
    pub fn search(&self, prefix: &str, limit: usize) -> Vec<&Comune> {
        self.0.search(prefix, limit)
    }
}

fn read(csv: &str) -> Result<Vec<Comune>, ListError> {
    let names = ["belfiore", "istat", "name", "province", "region", "valid_from", "valid_to", "cap"];
    let read = |row: super::list::Row<'_, 8>| {
        let [belfiore, istat, name, province, region, valid_from, valid_to, cap] = row.fields;
        if !is_belfiore(belfiore) {
            return Err(row.wrong(format!("`{belfiore}` is no Belfiore code such as H501")));
        }
        if name.is_empty() {
            return Err(row.wrong("the comune has no name"));
        }
        let caps: Result<Vec<Cap>, _> = cap.split_ascii_whitespace().map(Cap::parse).collect();
        Ok(Comune {
            belfiore: belfiore.to_owned(),
            istat: istat.to_owned(),
            name: name.to_owned(),
            province: province.to_owned(),
            region: region.to_owned(),
            caps: caps.map_err(|error| row.wrong(error.to_string()))?,
            valid_from: row.day(valid_from)?,
            valid_to: row.day(valid_to)?,
        })
    };
    rows(csv, names)?.into_iter().map(read).collect()
}

/// A letter and three digits.
pub(super) fn is_belfiore(code: &str) -> bool {
    let [letter, digits @ ..] = code.as_bytes() else { return false };
    letter.is_ascii_uppercase() && digits.len() == 3 && digits.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Taken from the public list, so that names are what they are.
    const LIST: &str = "\
belfiore;istat;name;province;region;valid_from;valid_to;cap
A001;;Abano;PD;Veneto;1866-11-19;1924-11-13;
A001;028001;Abano Terme;PD;Veneto;1924-11-14;;35031
A859;;Biella;NO;Piemonte;1861-03-17;1927-01-11;
A859;;Biella;VC;Piemonte;1927-01-12;1992-04-15;
A859;096004;Biella;BI;Piemonte;1992-04-16;;13900
A952;021008;Bolzano/Bozen;BZ;Trentino-Alto Adige;1948-03-14;;39100
C335;075096;Castro;LE;Puglia;1861-03-17;;73030
C337;016065;Castro;BG;Lombardia;1861-03-17;;24063
B814;;Carpasio;IM;Liguria;1861-03-17;2017-12-31;
H439;069074;Rocca San Giovanni;CH;Abruzzo;1861-03-17;;66020
H501;058091;Roma;RM;Lazio;1884-09-11;;00118 00119
H507;090061;Romana;SS;Sardegna;1861-03-17;;
Z999;;Abano;ZZ;;;1900-01-01;
";

    fn shown(comune: Option<&Comune>) -> String {
        comune.map_or_else(|| "none".to_owned(), |comune| format!("{} {comune}", comune.belfiore))
    }

    #[test]
    fn a_comune_is_found_by_name_and_by_code_however_they_are_typed() {
        let comuni = Comuni::parse(LIST).unwrap();
        for (typed, expected) in [
            ("Rocca San Giovanni", "H439 Rocca San Giovanni (CH)"),
            ("rocca  san giovanni (ch)", "H439 Rocca San Giovanni (CH)"),
            ("ROCCA SAN GIOVANNI, CH", "H439 Rocca San Giovanni (CH)"),
            ("Rocca San Giovanni (PE)", "none"),
            ("h501", "H501 Roma (RM)"),
            ("H502", "none"),
            ("Rom", "none"),
            ("Roma RM", "H501 Roma (RM)"),
            ("Roma XX", "none"),
            ("Castro", "none"),
            ("Castro (BG)", "C337 Castro (BG)"),
            ("castro le", "C335 Castro (LE)"),
            ("Bolzano", "A952 Bolzano/Bozen (BZ)"),
            ("Bozen (BZ)", "A952 Bolzano/Bozen (BZ)"),
            ("Bolzano/Bozen", "A952 Bolzano/Bozen (BZ)"),
            ("Biella", "A859 Biella (BI)"),
            ("Biella (VC)", "A859 Biella (VC)"),
            ("A859", "A859 Biella (BI)"),
            ("Carpasio", "B814 Carpasio (IM)"),
            ("B814", "B814 Carpasio (IM)"),
            // Two that are no more.
            ("Abano", "none"),
            ("Abano (PD)", "A001 Abano (PD)"),
            ("", "none"),
            ("()", "none"),
            (")", "none"),
            ("(", "none"),
        ] {
            assert_eq!(shown(comuni.find(typed)), expected, "{typed}");
        }
        assert_eq!(shown(comuni.by_belfiore(" a001 ")), "A001 Abano Terme (PD)");
        assert_eq!(shown(comuni.by_belfiore("Roma")), "none");
    }

    #[test]
    fn what_is_typed_finds_comuni_of_today_first() {
        let comuni = Comuni::parse(LIST).unwrap();
        for (typed, limit, expected) in [
            ("ab", 5, &["Abano Terme (PD)", "Abano (PD)", "Abano (ZZ)"][..]),
            ("ab", 1, &["Abano Terme (PD)"]),
            ("rom", 5, &["Roma (RM)", "Romana (SS)"]),
            ("biella", 5, &["Biella (BI)"]),
            ("giovanni", 5, &["Rocca San Giovanni (CH)"]),
            ("castro bg", 5, &["Castro (BG)"]),
            ("boz", 5, &["Bolzano/Bozen (BZ)"]),
            ("ro", 0, &[]),
            ("", 5, &[]),
            ("zzz", 5, &[]),
        ] {
            let found: Vec<String> = comuni.search(typed, limit).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{typed} {limit}");
        }
    }

    #[test]
    fn a_comune_knows_its_codes_and_days() {
        let comuni = Comuni::parse(LIST).unwrap();
        let roma = comuni.find("Roma").unwrap();
        assert_eq!((roma.istat.as_str(), roma.region.as_str()), ("058091", "Lazio"));
        assert_eq!(roma.caps.iter().map(Cap::as_str).collect::<Vec<_>>(), ["00118", "00119"]);
        assert_eq!(roma.valid_from, Some(jiff::civil::date(1884, 9, 11)));
        assert!(roma.is_current());
        assert!(!comuni.find("Carpasio").unwrap().is_current());
    }

    #[test]
    fn lists_are_read_together_and_a_wrong_line_is_named() {
        let head = "belfiore;istat;name;province;region;valid_from;valid_to;cap\n";
        let demo = format!("{head}M999;;Roccascura;ZZ;;;;00000\n");
        let comuni = Comuni::parse_all([LIST, &demo]).unwrap();
        assert_eq!(comuni.len(), 14);
        assert_eq!(shown(comuni.find("roccascura")), "M999 Roccascura (ZZ)");
        for (row, expected) in [
            ("M99;;Roccascura;ZZ;;;;", "line 2: `M99` is no Belfiore code such as H501"),
            ("M999;;;ZZ;;;;", "line 2: the comune has no name"),
            ("M999;;Roccascura;ZZ;;1.1.1900;;", "line 2: `1.1.1900` is no day such as 2026-01-31"),
            ("M999;;Roccascura;ZZ;;;;0000", "line 2: a CAP is 5 digits, such as 00186"),
            ("M999;Roccascura", "line 2: 2 fields, but the list has 8"),
        ] {
            assert_eq!(Comuni::parse(&format!("{head}{row}\n")).unwrap_err().to_string(), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn anything_can_be_typed(text in proptest::prelude::any::<String>()) {
            let comuni = Comuni::parse(LIST).unwrap();
            let _unused = (comuni.find(&text), comuni.by_belfiore(&text), comuni.search(&text, 3));
        }
    }
}
