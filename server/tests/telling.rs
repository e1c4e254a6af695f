//! What whoever writes procedures is told about stories of cases: what is misspelt in one, and why a step is refused.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
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

/// Tells a story to a shipped procedure; the exit code and what is said, in words or as JSON.
fn told(slug: &str, story: &str, json: bool) -> (i32, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("story.toml"), story).unwrap();
    let mut arguments = vec!["simulate", slug, "--input", "story.toml"];
    arguments.extend(json.then_some("--json"));
    procedure(folder.path(), &arguments)
}

/// The findings about a shipped procedure in whose stories things are changed, and the lines on which those stand.
fn checked(slug: &str, changes: &[(&str, &str)]) -> (Vec<usize>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let own: PathBuf = folder.path().join(slug);
    copy(&shipped(&format!("procedures/{slug}")), &own);
    let file = own.join("scenarios.toml");
    for (from, to) in changes {
        change(&file, from, to);
    }
    let text = fs::read_to_string(&file).unwrap();
    let line = |to: &str| text.get(..text.find(to).unwrap()).unwrap().matches('\n').count() + 1;
    let (code, said) = procedure(folder.path(), &["check", slug]);
    assert_eq!(code, 1, "{said}");
    let found = said.lines().filter(|line| line.starts_with(slug)).map(str::to_owned).collect();
    (changes.iter().map(|(_, to)| line(to)).collect(), found)
}

const CDU: &str = "certificato-destinazione-urbanistica";
const FILED: &str = "[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n";

#[test]
fn a_step_that_is_refused_without_being_meant_to_says_why_and_fails_the_story() {
    for (rule, step, code, says) in [
        (
            "no such event",
            "event = \"prendi_in_carica\"\non = \"2026-03-09\"",
            "unknown",
            "there is no event `prendi_in_carica`; write `prendi_in_carico`",
        ),
        (
            "an event that did not happen",
            "rectified = \"rilascia\"\non = \"2026-03-09\"",
            "unknown",
            "`rilascia` has not happened so far",
        ),
        (
            "elsewhere in the life of the case",
            "event = \"rilascia\"\non = \"2026-03-09\"",
            "not_possible",
            "it is not possible in the state `presentata`, only in `in_lavorazione`",
        ),
        (
            "somebody else's",
            "event = \"prendi_in_carico\"\non = \"2026-03-09\"\nby = \"applicant\"",
            "not_allowed",
            "`applicant` may not do it; `by` can be: ",
        ),
        (
            "before the story",
            "event = \"prendi_in_carico\"\non = \"2026-03-01\"",
            "out_of_order",
            "the story is past 2026-03-01",
        ),
        ("back in time", "until = \"2026-03-01\"", "out_of_order", "days do not go back"),
    ] {
        let story = format!("{FILED}[[step]]\n{step}\n");
        let (exit, said) = told(CDU, &story, false);
        let refused = format!("REFUSED ({code}): {says}");
        assert!(exit == 1 && said.contains(&refused) && said.contains("  ≠ "), "{rule}: {exit} {said}");
        let (exit, said) = told(CDU, &story, true);
        let said: Value = serde_json::from_str(&said).unwrap();
        let scenario = &said["scenarios"][0];
        let because = scenario["steps"][1]["because"].as_str().unwrap();
        assert!(exit == 1 && scenario["ok"] == false && because.starts_with(says), "{rule}: {said}");
        assert_eq!(scenario["steps"][1]["refused"], code, "{rule}");
        let difference = scenario["differences"][0].as_str().unwrap();
        assert!(difference.contains(&format!("it is refused as `{code}`: {says}")), "{rule}: {difference}");
        // What is meant to be refused is as it should be.
        let meant = format!("{story}expect.refused = \"{code}\"\n");
        let (exit, said) = told(CDU, &meant, false);
        assert!(exit == 0 && said.contains(&refused) && !said.contains('≠'), "{rule}: {exit} {said}");
    }
}

#[test]
fn an_event_a_body_a_term_or_a_state_that_is_not_there_is_a_finding_of_its_own() {
    for (slug, changes) in [
        (
            CDU,
            &[
                (
                    "event = \"prendi_in_carico\"",
                    "event = \"prendi_in_carica\"",
                    "there is no event `prendi_in_carica`; write `prendi_in_carico`",
                ),
                (
                    "state = \"scaduto\"",
                    "state = \"scaduta\"",
                    "there is no state `scaduta`; write `scaduto`",
                ),
                (
                    "terms = { rilascio = \"ended\"",
                    "terms = { rilasci = \"ended\"",
                    "there is no term `rilasci`; write `rilascio`",
                ),
                (
                    "fired = [\"validita_finita\"]",
                    "fired = [\"validita_finta\"]",
                    "there is no event `validita_finta`; write `validita_finita`",
                ),
            ][..],
        ),
        (
            "scia-edilizia",
            &[(
                "bodies = [\"strade\"]",
                "bodies = [\"strada\"]",
                "there is no body `strada`; write `strade`",
            )],
        ),
    ] {
        let wrong: Vec<(&str, &str)> = changes.iter().map(|(from, to, _)| (*from, *to)).collect();
        let (lines, said) = checked(slug, &wrong);
        assert_eq!(said.len(), changes.len(), "nothing but the slips: {said:#?}");
        for (line, (_, to, says)) in lines.iter().zip(changes) {
            let place = format!("{slug}/scenarios.toml:{line} ");
            let own = said.iter().find(|finding| finding.contains(says));
            assert!(own.is_some_and(|own| own.starts_with(&place)), "{to} on line {line}: {said:#?}");
        }
    }
}

#[test]
fn an_answer_that_its_question_cannot_have_is_no_story() {
    for (rule, slug, answers, says) in [
        (
            "a misspelt choice",
            "scia-edilizia",
            "segnalazioni = \"sì\"",
            "the question `segnalazioni` has no choice `sì`; write `si`",
        ),
        (
            "a question that does not exist",
            "scia-edilizia",
            "segnalazione = \"si\"",
            "there is no question `segnalazione`; write `segnalazioni`",
        ),
        (
            "a text for a number that is worked out",
            "scia-edilizia",
            "attesa_giorni = \"30\"",
            "the question `attesa_giorni` is answered with the text `30`, and a number is needed; write a whole",
        ),
        (
            "a text for a day",
            "inizio-lavori",
            "inizio_lavori = \"il 9 marzo\"",
            "is answered with the text `il 9 marzo`, and a date is needed; write a day in quotes",
        ),
        (
            "a number for a choice",
            "fine-lavori",
            "titolo_tipo = 1",
            "the question `titolo_tipo` is answered with the number `1`, and a text is needed",
        ),
    ] {
        let (code, said) = told(slug, &format!("answers = {{ {answers} }}\n{FILED}"), false);
        assert!(code == 2 && said.contains(says), "{rule}: {code} {said}");
    }
    let changes = [
        ("answers = { inizio_lavori = \"2026-03-09\" }", "answers = { inizio_lavori = \"9 marzo\" }"),
        ("answers = { inizio_lavori = \"2026-03-02\" }", "answers = { inizio_lavoro = \"2026-03-02\" }"),
    ];
    let (lines, said) = checked("inizio-lavori", &changes);
    for (line, says) in lines.iter().zip(["a date is needed; write a day", "write `inizio_lavori`"]) {
        let place = format!("inizio-lavori/scenarios.toml:{line} answers.inizio_lavor");
        let own = said.iter().find(|finding| finding.contains(says));
        assert!(own.is_some_and(|own| own.starts_with(&place)), "{place} {says}: {said:#?}");
    }
    assert_eq!(said.len(), changes.len(), "nothing but the slips: {said:#?}");
}

#[test]
fn a_last_day_that_is_no_working_day_is_told_with_the_one_until_which_one_may_act() {
    // Thirty days end on Easter Sunday, and the day after is one of rest too.
    let (code, said) = told(CDU, &FILED.replace("03-02", "03-06"), false);
    let rolled = "rilascio: 2026-04-05 (no working day: one may act until 2026-04-07)";
    assert!(code == 0 && said.contains(rolled), "{said}");
    let (_, said) = told(CDU, FILED, false);
    assert!(said.contains("rilascio: 2026-04-01\n"), "{said}");
}

#[test]
fn of_each_story_only_the_first_step_that_goes_otherwise_is_a_finding() {
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("cila");
    copy(&shipped("procedures/cila"), &own);
    let workflow = fs::read_to_string(own.join("workflow.toml")).unwrap();
    let (before, event) = workflow.split_once("id = \"prendi_in_carico\"").unwrap();
    let (rest, who) = event.split_once("who = [").unwrap();
    let (_, after) = who.split_once(']').unwrap();
    let changed = format!("{before}id = \"prendi_in_carico\"{rest}who = [\"dirigente\"]{after}");
    fs::write(own.join("workflow.toml"), changed).unwrap();
    let (code, said) = procedure(folder.path(), &["check", "cila"]);
    let found: Vec<&str> = said.lines().filter(|line| line.contains("scenarios.toml:")).collect();
    let says = "it is refused as `not_allowed`: `clerk` may not do it; `by` can be: dirigente; the same in ";
    assert!(code == 1 && found.len() <= 3 && found.iter().any(|line| line.contains(says)), "{said}");
}
