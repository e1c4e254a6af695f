//! What the check says to authors: plain words, the line, and what to write instead.

use super::*;

/// A folder of the tests with one file changed, and what is found in it.
fn found(slug: &str, file: &str, from: &str, to: &str) -> Vec<String> {
    let read = |name: &str| {
        let bytes = file_of(slug, name)?;
        if name != file {
            return Some(bytes);
        }
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains(from), "{slug}/{file}: {from}");
        Some(text.replacen(from, to, 1).into_bytes())
    };
    let shared = Shared { block: &|_, _| None, orders: &orders() };
    let findings = Definition::load(slug, &read, &shared).err().unwrap_or_default();
    findings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_rule_that_stops_people_names_its_act() {
    let source = "source = \"D.P.R. 380/2001, art. 6-bis\"";
    let remedy = "add `source` with the act and article that says so, or say it in a hint";
    for (source_then, line, key) in
        [("", 85, "id"), ("source = \"?\"", 88, "source"), ("source = \" \"", 88, "source")]
    {
        let said = found("prova", "form.toml", source, source_then);
        let expected = format!(
            "prova/form.toml:{line} {key}: the rule `non_prima` stops people and has no source; {remedy}"
        );
        assert!(said.contains(&expected), "{said:#?}");
    }
}
