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

/// A folder of the tests.
fn of_tests(slug: &str) -> Definition {
    let shared = Shared { block: &|_, _| None, orders: &orders() };
    Definition::load(slug, &|name| file_of(slug, name), &shared).unwrap()
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

#[test]
fn names_in_templates_are_checked_in_every_branch() {
    let begin = "#show: letter\n";
    let within = |what: &str| format!("{begin}#if answer(\"vincolo\") == \"Mai\" [ {what} ]\n");
    for (what, says) in [
        ("#answer(\"vincol\")", Some("the question `vincol`, which is not there; write `vincolo`")),
        ("#act.answers.at( \"vincol\" )", Some("the question `vincol`")),
        ("#ends(\"decision\")", Some("the term `decision`, which is not there; write `decisione`")),
        ("#term(\"x\").ends", Some("the term `x`, which is not there; write one of: ")),
        ("#act.terms.at(\"decision\").ends", Some("the term `decision`")),
        ("#ends(\"decisione\")", None),
        ("// #answer(\"vincol\")", None),
        ("/* #answer(\"vincol\") */", None),
        ("https://ente.example #answer(\"vincol\")", Some("the question `vincol`")),
        ("#act.answers.at(\"vincol\", default: \"\")", None),
        ("#my-answer(\"vincol\")", None),
    ] {
        let said = found("termini", "deeds/richiesta.typ", begin, &within(what));
        let own: Vec<&String> = said.iter().filter(|line| line.contains("the template names")).collect();
        let Some(says) = says else {
            assert_eq!(own, Vec::<&String>::new(), "{what}");
            continue;
        };
        let text = String::from_utf8(file_of("termini", "deeds/richiesta.typ").unwrap()).unwrap();
        let line = text.lines().position(|line| line == "#show: letter").unwrap() + 2;
        let place = format!("termini/deeds/richiesta.typ:{line}: the template names {says}");
        assert!(own.len() == 1 && own[0].starts_with(&place), "{what}: {own:#?}");
    }
}

#[test]
fn what_the_reader_refuses_is_said_in_words_of_authors() {
    for (file, from, to, says) in [
        (
            "clocks.toml",
            "when = 'vincolo == \"si\"'",
            "valid_from = 2026-02-03",
            "valid_from: the day 2026-02-03 stands without quotes; write \"2026-02-03\"",
        ),
        ("clocks.toml", "{ days = 30 }", "{ days = -30 }", "`-30` is less than nothing"),
        ("clocks.toml", "{ days = 30 }", "{ days = 99999999 }", "`99999999` is too large a number"),
        ("clocks.toml", "{ days = 30 }", "{ days = 99999999999999999999 }", "is too large a number"),
        ("clocks.toml", "{ days = 30 }", "{ days = \"30\" }", "here stands no whole number"),
        (
            "clocks.toml",
            "{ days = 30 }",
            "{ days = 30, months = 1 }",
            "only one of these can be said at a time; keep one, as `{ days = 30 }`",
        ),
        (
            "clocks.toml",
            "{ days = 30 }",
            "\"30 giorni\"",
            "length: a length is so many days, working_days, months or years; write it as `length = { days = 30 }`",
        ),
        (
            "workflow.toml",
            "who = [\"rup\"]",
            "who = \"rup\"",
            "who: `who` is a list; write it in brackets, as `who = [\"rup\"]`",
        ),
    ] {
        let said = found("termini", file, from, to);
        assert!(said.iter().any(|line| line.contains(says)), "{to}: {said:#?}");
        for word in ["u16", "u32", "i128", "untagged", "sequence", "map"] {
            assert!(!said.iter().any(|line| line.contains(word)), "{to}: {said:#?}");
        }
    }
}

#[test]
fn slips_with_brackets_quotes_and_numbers_are_said_in_words_of_authors() {
    for (file, from, to, says) in [
        (
            "workflow.toml",
            "[[event]]",
            "[event]",
            "above, `[event]` begins the only block of its kind; write `[[event]]` there too",
        ),
        ("clocks.toml", "[[term.on]]", "[term.on]", "`[term.on]` begins the only block of its kind"),
        ("workflow.toml", "to = \"istruttoria\"", "to = istruttoria", "`istruttoria` stands without quotes"),
        ("workflow.toml", "to = \"istruttoria\"", "to = “istruttoria”", "quotes as they are printed"),
        ("texts.it.toml", "label = \"PEC\"", "label = 'L'email'", "the text ends before its line does"),
        ("texts.it.toml", "label = \"PEC\"", "label = \"C:\\utenti\"", "begins a sign of its own"),
        ("texts.it.toml", "label = \"PEC\"", "label = \"…\"", "label: this text is still to be written"),
        (
            "workflow.toml",
            "who = [\"rup\"]",
            "who = [rup]",
            "`rup` stands without quotes; write a text in quotes, as `\"rup\"`",
        ),
        (
            "workflow.toml",
            "late = \"forced\"",
            "late = true",
            "`true` cannot stand here; write one of the words",
        ),
        ("procedure.toml", "slug = \"termini\"\n", "", "`slug` is missing; add the key at the top"),
        (
            "documents.toml",
            "max_bytes = ",
            "max_bytes = 20 # ",
            "may have 20 bytes; write a number of bytes from 1000",
        ),
    ] {
        let said = found("termini", file, from, to);
        assert!(said.iter().any(|line| line.contains(says)), "{file}: {to}: {said:#?}");
    }
}

#[test]
fn a_workflow_that_cannot_be_read_condemns_no_words() {
    let said = found("termini", "workflow.toml", "initial = ", "initial ");
    assert!(
        !said.is_empty() && said.iter().all(|line| line.starts_with("termini/workflow.toml")),
        "{said:#?}"
    );
}

#[test]
fn what_stops_the_works_is_sent_and_what_the_applicant_does_comes_in() {
    let recorded = "who = [\"rup\"]\ndated = true";
    let said = found("termini", "workflow.toml", recorded, &format!("{recorded}\nworks = \"stop\""));
    let message = "the event `parere_favorevole` stops the works, and nothing is registered and sent";
    assert!(said.iter().any(|line| line.contains(message)), "{said:#?}");
    let said = found("seguito", "workflow.toml", "effects = [\"register_incoming\"]\n", "");
    let message = "what the applicant does with the event `ritira` is not registered; add the effect";
    assert!(said.iter().any(|line| line.contains(message)), "{said:#?}");
}

#[test]
fn bodies_have_their_names_in_every_language() {
    let text = String::from_utf8(file_of("termini", "texts.en.toml").unwrap()).unwrap();
    let (_, bodies) = text.split_once(".body]\n").unwrap();
    let line = format!("{}\n", bodies.lines().next().unwrap());
    let said = found("termini", "texts.en.toml", &line, "");
    assert!(said.iter().any(|line| line.contains("another language has the body")), "{said:#?}");
}

#[test]
fn a_story_says_which_bodies_and_how_a_term_can_stand() {
    let definition = of_tests("termini");
    let opens = &definition.workflow.tracks[0].opened_by[0];
    let asks = format!("[[scenario.step]]\nevent = \"{opens}\"\non = \"2026-03-02\"");
    let file = "[[scenario.step]]\nevent = \"invia\"\non = \"2026-03-02\"\n";
    for (story, says) in [
        (asks, "is for bodies, and the story names none; add `bodies = ["),
        (
            format!("{file}expect = {{ terms = {{ richiesta = \"1 aprile\" }} }}"),
            "no term stands so: `1 aprile`",
        ),
        (
            format!("{file}expect = {{ refused = \"too_lat\" }}"),
            "there is no refusal `too_lat`; write `too_late`",
        ),
    ] {
        let text = format!("[[scenario]]\nname = \"x\"\n{story}\n");
        let found = scenarios_findings(&definition, &italy(), &|_| Some(text.clone().into_bytes()));
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|line| line.contains(says)), "{story}: {said:#?}");
    }
}

#[test]
fn a_category_that_is_in_no_list_is_named_with_what_was_meant() {
    let list = |id: &str| {
        let text = format!("[[category]]\nid = \"{id}\"\nit = \"A\"\nen = \"A\"\n");
        Sheets::categories(text.into_bytes()).unwrap()
    };
    let definition = of_tests("termini");
    let own = definition.meta.category.clone();
    assert_eq!(unknown_category(&definition, &list(&own)), None);
    assert_eq!(unknown_category(&definition, &[]), None, "where no list can be read, that is said elsewhere");
    let said = unknown_category(&definition, &list(&format!("{own}e"))).unwrap().to_string();
    assert!(said.contains(&format!("there is no category `{own}`; write `{own}e`")), "{said}");
}

#[test]
fn a_template_that_no_event_names_is_named() {
    let definition = of_tests("termini");
    let mut names: Vec<String> = definition.deeds.keys().map(|id| format!("{id}.typ")).collect();
    assert_eq!(stray_deeds(&definition, &names), []);
    names.extend(["altro.typ", "note.txt"].map(str::to_owned));
    let said: Vec<String> = stray_deeds(&definition, &names).iter().map(ToString::to_string).collect();
    let message = "no event makes this document";
    assert!(
        said[0].starts_with(&format!("termini/deeds/altro.typ: {message}; write `deed = \"altro\"`")),
        "{said:?}"
    );
    assert!(
        said[1].starts_with(&format!("termini/deeds/note.txt: {message}; take the file out")),
        "{said:?}"
    );
}

#[test]
fn what_the_reader_refuses_of_a_story_is_said_in_words_of_authors() {
    let definition = load("voltura").unwrap();
    for (story, says) in [
        ("answers = { quota = 12.5 }", "`12.5` cannot be an answer"),
        (
            "[[scenario.step]]\nevent = \"invia\"\non = 2026-03-02",
            "on: the day 2026-03-02 stands without quotes",
        ),
        ("[[scenario.step]]\nevent = \"invia\"\non = \"2026-02-30\"", "there is no day `2026-02-30`"),
    ] {
        let text = format!("[[scenario]]\nname = \"x\"\n{story}\n");
        let found = scenarios_findings(&definition, &italy(), &|_| Some(text.clone().into_bytes()));
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.len() == 1 && said[0].contains(says), "{story}: {said:#?}");
    }
}

#[test]
fn terms_that_are_in_no_file_are_missed_once() {
    let read = |name: &str| file_of("termini", name).filter(|_| name != CLOCKS);
    let shared = Shared { block: &|_, _| None, orders: &orders() };
    let findings = Definition::load("termini", &read, &shared).unwrap_err();
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    let message = "termini/clocks.toml: the file is not there, and events of workflow.toml wait for terms";
    assert!(said.len() == 1 && said[0].starts_with(message), "{said:#?}");
}

#[test]
fn a_file_that_nothing_reads_is_named_with_what_was_meant() {
    let names = ["clock.toml", "form.toml", "README.md", ".taplo.toml", "link.toml", "appunti.toml"];
    let found = stray_findings("cila", &names.map(str::to_owned));
    let said: Vec<String> = found.iter().map(ToString::to_string).collect();
    let stray = "this is no file of a procedure, and nothing reads it";
    assert_eq!(said.len(), 3, "{said:#?}");
    assert_eq!(
        said[0],
        format!("cila/clock.toml: {stray}; call it `clocks.toml`, or take it out of the folder")
    );
    assert_eq!(
        said[1],
        format!("cila/link.toml: {stray}; call it `links.toml`, or take it out of the folder")
    );
    assert!(said[2].starts_with(&format!("cila/appunti.toml: {stray}; take it out")), "{}", said[2]);
    let names = ["form.toml", "form_old.toml"].map(str::to_owned);
    let said = stray_findings("cila", &names)[0].to_string();
    assert!(said.ends_with("take it out of the folder: `form.toml` is there already"), "{said}");
}

#[test]
fn a_finding_stands_on_the_line_of_the_key_that_says_it() {
    for (file, from, to, begins) in [
        (
            "clocks.toml",
            "{ days = 30 }",
            "{ days = 0 }",
            "termini/clocks.toml:4 length: the term `richiesta`",
        ),
        (
            "workflow.toml",
            "to = \"istruttoria\"",
            "to = \"istrutoria\"",
            "termini/workflow.toml:69 to: the event `invia` names the state `istrutoria`, which is not there; write \
             `istruttoria`",
        ),
    ] {
        let said = found("termini", file, from, to);
        assert!(said.iter().any(|line| line.starts_with(begins)), "{to}: {said:#?}");
    }
}
