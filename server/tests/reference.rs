//! Every row of the reference's state tables, every clock and every date of its examples has a story that proves it.

use std::{collections::BTreeSet, fs, path::Path};

/// What is proved elsewhere, or is of a procedure that the catalogue does not have.
const ELSEWHERE: [&str; 11] = [
    // Before a case is filed the portal has drafts: its own tests and the journeys go through them.
    "– | create",
    "BOZZA | save",
    "BOZZA | validate",
    "COMPLETATA | edit",
    "COMPLETATA | upload signed summary",
    "FIRMATA | send",
    // Who follows a case changes without an event of its workflow (`domain/tests/holding.rs`).
    "any open | change/revoke delegate",
    // D.P.R. 380/2001, articles 23, 36 and 36-bis.
    "◆ any effective | 3 years elapsed",
    "SCIAA.start",
    "SAN36",
    "second punctual query on a 36-bis",
];

type Words = BTreeSet<String>;

fn words(text: &str) -> Words {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// The rows of the tables of sections 1.5 and 1.6: what identifies them, cell by cell.
fn rows(reference: &str) -> Vec<Vec<String>> {
    let from = reference.find("### 1.5").unwrap();
    let to = reference.find("### 1.7").unwrap();
    let mut head = "";
    let mut rows = Vec::new();
    for line in reference[from..to].lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells[..] {
            [first @ ("from" | "clock" | "rule" | "case"), ..] => head = first,
            [first, ..] if first.starts_with("---") => {}
            [from, event, _, to, ..] if head == "from" => rows.push(vec![from, event, to]),
            [clock, length, base, ..] if head == "clock" => rows.push(vec![clock, length, base]),
            [case, result, ..] if head == "case" => rows.push(vec![case, result]),
            _ => {}
        }
    }
    rows.into_iter().map(|row| row.into_iter().map(str::to_owned).collect()).collect()
}

/// What the stories of every procedure say that they prove, cell by cell.
fn proved() -> BTreeSet<Vec<Words>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/procedures");
    let mut proved = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let Ok(text) = fs::read_to_string(entry.path().join("scenarios.toml")) else { continue };
        let stories: toml::Table = text.parse().unwrap();
        for story in stories["scenario"].as_array().unwrap() {
            for proof in story.get("proves").and_then(toml::Value::as_array).into_iter().flatten() {
                proved.insert(proof.as_str().unwrap().split('|').map(words).collect());
            }
        }
    }
    proved
}

#[test]
#[expect(clippy::print_stdout, reason = "a test that does not run says so")]
fn every_row_of_the_reference_has_a_story_that_proves_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/building-procedures.md");
    let Ok(reference) = fs::read_to_string(&path) else {
        println!("skipped: ../shared/reference/building-procedures.md is not here");
        return;
    };
    let proved = proved();
    let rows = rows(&reference);
    assert!(rows.len() > 90, "{} rows: the tables are read", rows.len());
    let shown = |row: &&Vec<String>| {
        let cells: Vec<Words> = row.iter().map(|cell| words(cell)).collect();
        // A proof names the row by words of each of its cells.
        let names =
            |(named, cell): (&Words, &Words)| named.is_subset(cell) && named.is_empty() == cell.is_empty();
        proved.iter().any(|proof| proof.len() == cells.len() && proof.iter().zip(&cells).all(names))
    };
    let missing: Vec<String> = rows.iter().filter(|row| !shown(row)).map(|row| row.join(" | ")).collect();
    let known = |row: &&String| ELSEWHERE.iter().any(|known| row.starts_with(known));
    let unproved: Vec<&String> = missing.iter().filter(|row| !known(row)).collect();
    assert!(unproved.is_empty(), "no story proves {unproved:#?}");
    for known in ELSEWHERE {
        assert!(missing.iter().any(|row| row.starts_with(known)), "`{known}` is proved by now, or is no row");
    }
}
