//! The public lists and those of the demo are whole and agree with each other.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::{collections::BTreeSet, fs, path::Path};

use contract::{
    people::CodiceFiscale,
    places::{Comuni, Countries, Orders, Provinces, Streets, Territory},
};

fn file(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../server/data");
    fs::read_to_string(folder.join(path)).unwrap()
}

fn comuni() -> Comuni {
    Comuni::parse_all([file("lists/comuni.csv").as_str(), &file("demo/comuni.csv")]).unwrap()
}

#[test]
fn comuni_of_today_and_of_yesterday_are_found() {
    let comuni = comuni();
    for (typed, expected) in [
        ("Roma", "H501 Roma (RM)"),
        ("D969", "D969 Genova (GE)"),
        ("Rocca San Giovanni (CH)", "H439 Rocca San Giovanni (CH)"),
        ("FORLI'", "D704 Forlì (FC)"),
        ("Forlì (FO)", "D704 Forlì (FO)"),
        ("L'Aquila", "A345 L'Aquila (AQ)"),
        ("LAQUILA", "A345 L'Aquila (AQ)"),
        ("Sant Angelo Lodigiano", "I274 Sant'Angelo Lodigiano (LO)"),
        ("Bozen", "A952 Bolzano/Bozen (BZ)"),
        ("Samone (TN)", "H754 Samone (TN)"),
        ("Zara", "M149 Zara (ZA)"),
        ("Roccascura", "M999 Roccascura (ZZ)"),
    ] {
        let found = comuni.find(typed).map(|comune| format!("{} {comune}", comune.belfiore));
        assert_eq!(found.as_deref(), Some(expected), "{typed}");
    }
    assert!(comuni.find("Samone").is_none(), "two comuni have that name");
    let roma = comuni.find("Roma").unwrap();
    assert_eq!(roma.istat, "058091");
    assert!(roma.caps.iter().any(|cap| cap.as_str() == "00186"));
}

#[test]
fn every_comune_of_today_is_in_a_province_of_the_list() {
    let provinces = Provinces::parse(&file("lists/province.csv")).unwrap();
    assert_eq!(provinces.all().len(), 107);
    let comuni = Comuni::parse(&file("lists/comuni.csv")).unwrap();
    let mut count = 0;
    let mut codes = BTreeSet::new();
    for letter in 'a'..='z' {
        for comune in comuni.search(&letter.to_string(), 100_000) {
            if comune.is_current() && codes.insert(comune.belfiore.clone()) {
                count += 1;
                assert!(provinces.find(&comune.province).is_some(), "{comune}");
                assert!(!comune.region.is_empty(), "{comune}");
                // Comuni that are younger than the list of ISTAT have no code yet.
                assert!(
                    comune.istat.len() == 6 || comune.valid_from.is_some_and(|day| day.year() >= 2026),
                    "{comune}"
                );
            }
        }
    }
    assert!((7_800..8_000).contains(&count), "{count}");
}

#[test]
fn comuni_are_offered_while_the_name_is_typed() {
    let comuni = comuni();
    let found = comuni.search("rocca san g", 3);
    assert_eq!(found.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Rocca San Giovanni (CH)"]);
    assert_eq!(comuni.search("rom", 8).len(), 8);
    assert!(comuni.search("rom", 8)[0].is_current());
}

#[test]
fn the_birthplace_in_a_code_has_a_name() {
    let comuni = comuni();
    let countries = Countries::parse(&file("lists/stati.csv")).unwrap();
    let people = file("demo/people.toml");
    let codes = people.lines().filter_map(|line| line.strip_prefix("fiscal_code = "));
    let places: BTreeSet<String> = codes
        .map(|code| {
            let place = CodiceFiscale::parse(code.trim_matches('"')).unwrap().birthplace();
            let comune = comuni.by_belfiore(&place).map(|comune| comune.name.clone());
            comune.unwrap_or_else(|| countries.by_belfiore(&place).unwrap().name.clone())
        })
        .collect();
    assert_eq!(places.into_iter().collect::<Vec<_>>(), ["Pietrafonda", "Roccascura", "Romania", "Valdombra"]);
    assert_eq!(countries.find("Germany").unwrap().belfiore, "Z112");
}

#[test]
fn the_orders_of_those_who_certify_works_are_listed() {
    let orders = Orders::parse(&file("lists/ordini.csv")).unwrap();
    for id in ["architetti", "ingegneri", "geometri", "periti_industriali", "agronomi_forestali", "geologi"] {
        assert!(orders.by_id(id).is_some(), "{id}");
    }
    assert!(orders.all().is_sorted_by(|one, next| one.id < next.id));
}

#[test]
fn streets_and_parcels_of_the_demos_cases_are_known() {
    let streets = Streets::parse(&file("demo/streets.csv")).unwrap();
    let territory = Territory::parse(&file("demo/territory.csv")).unwrap();
    let cases = file("demo/cases.toml");
    let answers = |question: &str| -> Vec<String> {
        let begin = format!("{question} = \"");
        let lines = cases.lines().filter_map(|line| line.strip_prefix(&begin));
        lines.map(|answer| answer.trim_end_matches('"').to_owned()).collect()
    };
    let addresses = answers("\"ubicazione.via\"");
    assert!(addresses.len() > 2);
    for address in addresses {
        assert!(streets.find(&address).is_some(), "{address}");
    }
    let fogli = answers("\"particella.foglio\"");
    let particelle = answers("\"particella.particella\"");
    assert!(fogli.len() > 2 && fogli.len() == particelle.len());
    for (foglio, particella) in fogli.iter().zip(&particelle) {
        assert!(territory.lookup("", foglio, particella).is_some(), "{foglio} {particella}");
    }
    let outside = territory.lookup("", "12", "345").unwrap();
    assert_eq!(outside.constraints, ["vincolo_idrogeologico", "vincolo_paesaggistico"]);
}
