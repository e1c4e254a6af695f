//! What whoever reads procedures does at the command line: draw one, compare two.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::authoring::{change, copy, shipped};

/// Runs `sportello procedure` in a folder; the exit code and what it said.
fn procedure(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    let output = command.current_dir(folder).env_clear().arg("procedure").args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_procedure_is_drawn_for_people_for_other_programs_and_as_data() {
    let folder = TempDir::new().unwrap();
    let (code, svg) = procedure(folder.path(), &["diagram", "permesso-di-costruire"]);
    assert_eq!(code, 0, "{svg}");
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("Permesso di costruire"));
    // The end of a term with its length, a condition, and a track in its frame.
    assert!(svg.contains("allo scadere di «Istruttoria e proposta» (60 giorni)"), "terms");
    assert!(
        svg.contains("non è in corso «Parere di un ente (30 giorni)»") && svg.contains("class=\"frame\""),
        "conditions and tracks"
    );

    let own = shipped("procedures/cila");
    let arguments = ["diagram", own.to_str().unwrap(), "--lang", "en", "--output", "cila.svg"];
    let (code, said) = procedure(folder.path(), &arguments);
    assert!(code == 0 && said.contains("The drawing is in cila.svg."), "{said}");
    let written = fs::read_to_string(folder.path().join("cila.svg")).unwrap();
    assert!(written.contains("lang=\"en\"") && written.contains("applicant"), "{written}");

    let (code, text) = procedure(folder.path(), &["diagram", "cila", "--format", "mermaid"]);
    assert!(
        code == 0 && text.contains("stateDiagram-v2") && text.contains("s_bozza --> s_presentata : Invia"),
        "{text}"
    );
    let (code, json) = procedure(folder.path(), &["diagram", "cila", "--format", "json"]);
    let data: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (code, data["procedure"].as_str(), data["nodes"][0]["initial"].as_bool()),
        (0, Some("cila"), Some(true))
    );
    assert!(data["edges"].as_array().unwrap().iter().any(|edge| edge["terms"].is_array()), "{json}");

    let (code, said) = procedure(folder.path(), &["diagram", "mai-vista"]);
    assert!(code == 1 && said.contains("no shipped procedure `mai-vista`"), "{said}");
    let (code, said) = procedure(folder.path(), &["diagram", "altrove/cila"]);
    assert!(
        code == 1 && said.contains("there is no folder altrove/cila"),
        "a slip is no shipped one: {said}"
    );
    let (code, said) = procedure(folder.path(), &["diagram", "cila", "--lang", "de"]);
    assert!(code == 2 && said.contains("write `it` or `en`"), "{said}");
}

#[test]
fn who_stops_reading_a_drawing_is_no_mistake() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sportello"));
    let arguments = ["procedure", "diagram", "permesso-di-costruire"];
    let mut child =
        command.args(arguments).env_clear().stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success() && ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn two_versions_are_compared_file_by_file() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("cila");
    copy(&shipped("procedures/cila"), &own);
    let shipped = shipped("procedures/cila");
    let shipped = shipped.to_str().unwrap();
    let (code, said) = procedure(folder.path(), &["diff", shipped, "cila"]);
    assert!(code == 0 && said.contains("are equal"), "{said}");

    change(&own.join("procedure.toml"), "version = ", "version = 1");
    change(&own.join("workflow.toml"), "who = [\"clerk\", \"rup\"]", "who = [\"rup\"]");
    change(
        &own.join("texts.it.toml"),
        "[state.in_attesa]\nlabel = \"",
        "[state.in_attesa]\nlabel = \"Nuovo nome: ",
    );
    let (code, said) = procedure(folder.path(), &["diff", shipped, "cila"]);
    assert_eq!(code, 1, "{said}");
    for line in [
        "procedure.toml",
        "~ version: ",
        "workflow.toml",
        "who may: clerk, rup → rup",
        "texts.it.toml",
        "~ state.in_attesa.label",
        "cases under way",
        "B has every state and term",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (code, json) = procedure(folder.path(), &["diff", shipped, "cila", "--json"]);
    let data: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, data["equal"].as_bool()), (1, Some(false)));
    let who = data["differences"].as_array().unwrap().iter().find(|one| one["key"] == "who").unwrap();
    assert_eq!(
        (&who["part"], &who["what"], &who["before"]),
        (&"event".into(), &"changed".into(), &"clerk, rup".into())
    );

    let (code, said) = procedure(folder.path(), &["diff", "scia-edilizia", shipped]);
    assert!(code == 1 && said.contains("They stay with the version they were begun on"), "{said}");
    let (code, said) = procedure(folder.path(), &["diff", "cila", "mai-vista"]);
    assert!(code == 2 && said.contains("mai-vista"), "trouble is no difference: {said}");
    let (_, help) = procedure(folder.path(), &["diff", "--help"]);
    assert!(help.contains("exit code is 0 if they are equal, 1 if something differs"), "{help}");
}

#[test]
fn the_version_in_force_is_compared_with_the_folder_of_the_installation() {
    let folder = TempDir::new().unwrap();
    let migrated = Command::new(env!("CARGO_BIN_EXE_sportello"))
        .current_dir(folder.path())
        .env_clear()
        .arg("migrate")
        .output()
        .unwrap();
    assert!(migrated.status.success());
    let (code, said) = procedure(folder.path(), &["diff", "cila"]);
    assert!(code == 2 && said.contains("no version of `cila` is in force"), "{said}");
    assert_eq!(procedure(folder.path(), &["publish", "cila"]).0, 0);
    let (code, said) = procedure(folder.path(), &["diff", "cila"]);
    assert!(code == 0 && said.contains("are equal"), "{said}");
    let own = folder.path().join("data/overrides/procedures/cila");
    copy(&shipped("procedures/cila"), &own);
    change(&own.join("workflow.toml"), "who = [\"clerk\", \"rup\"]", "who = [\"rup\"]");
    let (code, said) = procedure(folder.path(), &["diff", "cila"]);
    assert!(code == 1 && said.contains("in force") && said.contains("who may: clerk, rup → rup"), "{said}");
}

#[test]
fn a_story_from_outside_is_told_with_its_terms_and_what_is_misspelt_in_it_is_said() {
    let folder = TempDir::new().unwrap();
    let told = |story: &str| {
        fs::write(folder.path().join("story"), story).unwrap();
        procedure(folder.path(), &["simulate", "permesso-di-costruire", "--input", "story", "--json"])
    };
    let step = |rest: &str| format!(r#"{{"step":[{{"event":"invia","on":"2026-03-02"{rest}}}]}}"#);
    let (code, said) = told(&step(""));
    let said: Value = serde_json::from_str(&said).unwrap();
    let term = &said["scenarios"][0]["steps"][0]["terms"]["istruttoria"];
    assert_eq!(
        (code, term["began"].as_str(), term["nominal"].as_str()),
        (0, Some("2026-03-02"), Some("2026-05-01"))
    );
    assert_eq!((term["binds"].as_str(), term["length"]["days"].as_i64()), (Some("office"), Some(60)));
    assert!(term["source"].as_str().unwrap().contains("articolo 20, comma 3"), "{term}");
    for (rule, story, says) in [
        ("an unknown key", r#"{"steps":[]}"#.to_owned(), "unknown field `steps`"),
        ("nothing", "{\"step\":[]}".to_owned(), "nothing happens"),
        ("no day of the calendar", step("").replace("03-02", "02-30"), "line 1"),
        ("a step without a day", r#"{"step":[{"event":"invia"}]}"#.to_owned(), "step 1"),
        ("two things at once", step(r#","until":"2026-03-05""#), "two things"),
        ("an unknown person", step(r#","by":"sindaco""#), "sindaco"),
        (
            "an unknown question",
            step("").replace("{\"step", r#"{"answers":{"boh":1},"step"#),
            "question `boh`",
        ),
        ("a body that is none", step(r#","bodies":["boh"]"#), "body `boh`"),
        ("a term that is none", step(r#","expect":{"terms":{"boh":"waiting"}}"#), "term `boh`"),
        ("a mistake of TOML", "[[scenario]]\nnome = \"x\"".to_owned(), "line 2"),
    ] {
        let (code, said) = told(&story);
        assert!(code == 2 && said.contains("{\"error\":") && said.contains(says), "{rule}: {code} {said}");
    }
}
