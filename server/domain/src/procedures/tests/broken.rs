//! Broken folders become findings with file and line.

use super::*;

#[test]
fn what_is_broken_is_found_on_its_line() {
    // Rule, file, what is replaced by what, a piece of the line that is named, a piece of the message.
    for (rule, file, from, to, on, says) in [
        (
            "no TOML",
            "form.toml",
            "kind = \"phone\"",
            "kind = phone",
            "kind = phone",
            "`phone` stands without quotes",
        ),
        (
            "an unknown key",
            "form.toml",
            "optional = true",
            "optionale = true",
            "optionale",
            "unknown field `optionale`",
        ),
        ("an unknown kind", "form.toml", "\"phone\"", "\"fax\"", "\"fax\"", "unknown variant `fax`"),
        (
            "a wrong type",
            "form.toml",
            "max_chars = 2000",
            "max_chars = \"2000\"",
            "\"2000\"",
            "no whole number",
        ),
        (
            "a key that is not there",
            "documents.toml",
            "max_files = 5\n",
            "",
            "[[slot]]",
            "`max_files` is missing",
        ),
        (
            "a limit of nothing",
            "form.toml",
            "max_chars = 2000",
            "max_chars = 0",
            "max_chars = 0",
            "0 characters",
        ),
        (
            "a question twice",
            "form.toml",
            "id = \"impresa\"",
            "id = \"titolo\"",
            "id = \"titolo\"",
            "there twice",
        ),
        (
            "an id for no address",
            "form.toml",
            "\"indirizzo\"",
            "\"Via e numero\"",
            "Via e numero",
            "cannot be the id",
        ),
        ("no choice", "form.toml", ", \"in_proprio\"]", "]", "[\"impresa\"]", "leaves no choice"),
        (
            "a wrong prefill",
            "form.toml",
            "prefill = \"fiscal_code\"",
            "prefill = \"email\"",
            "prefill = \"email\"",
            "another kind",
        ),
        ("a wrong token", "form.toml", "\"given-name\"", "\"first-name\"", "first-name", "no token"),
        ("any file", "documents.toml", "\"jpeg\"", "\"other\"", "\"other\"", "any file"),
        (
            "an unknown kind of file",
            "documents.toml",
            "\"jpeg\"",
            "\"doc\"",
            "\"doc\"",
            "unknown variant `doc`",
        ),
        (
            "a file without size",
            "documents.toml",
            "max_files = 1\nmax_bytes = 20971520",
            "max_files = 1\nmax_bytes = 0",
            "max_bytes = 0",
            "0 bytes",
        ),
        (
            "another slug",
            "procedure.toml",
            "slug = \"cila\"",
            "slug = \"scia\"",
            "slug = \"scia\"",
            "the folder is called",
        ),
        ("no day", "procedure.toml", "2026-01-01", "2026-02-30", "valid_from", "is no day"),
        ("version zero", "procedure.toml", "version = 1", "version = 0", "version = 0", "begin with 1"),
        (
            "no address of a page",
            "procedure.toml",
            "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:legge",
            "normattiva",
            "url = \"normattiva",
            "no address",
        ),
        (
            "nobody may",
            "workflow.toml",
            "who = [\"clerk\", \"rup\"]",
            "who = []",
            "who = []",
            "nobody may fire",
        ),
        (
            "no such state",
            "workflow.toml",
            "to = \"in_attesa\"",
            "to = \"attesa\"",
            "to = \"attesa\"",
            "the state `attesa`",
        ),
        (
            "no initial state",
            "workflow.toml",
            "initial = \"bozza\"",
            "initial = \"inizio\"",
            "initial = ",
            "the state `inizio`",
        ),
        (
            "an unknown role",
            "workflow.toml",
            "[\"rup\", \"dirigente\"]",
            "[\"sindaco\"]",
            "[\"sindaco\"]",
            "unknown variant `sindaco`",
        ),
        (
            "no words",
            "texts.it.toml",
            "[slot.altri]",
            "[slot.vari]",
            "[slot.vari]",
            "there is no slot `vari`",
        ),
        (
            "a choice without label",
            "texts.en.toml",
            "in_proprio = \"The client in person\"\n",
            "",
            "[question.esecutore.choice]",
            "`in_proprio`",
        ),
        (
            "a label without choice",
            "texts.en.toml",
            "in_proprio = \"The client in person\"",
            "in_proprio = \"The client in person\"\nnobody = \"Nobody\"",
            "nobody",
            "no choice `nobody`",
        ),
        (
            "an empty text",
            "texts.it.toml",
            "title = \"Altri documenti\"",
            "title = \" \"",
            "title = \" \"",
            "empty",
        ),
        (
            "a text that is not there",
            "texts.it.toml",
            "timeline = \"CILA presentata\"\n",
            "",
            "[event.invia]",
            "`timeline` is missing",
        ),
        (
            "a message of no kind",
            "texts.it.toml",
            "message_kind = \"Ritiro della pratica\"\n",
            "",
            "[event.ritira]",
            "sends a message",
        ),
        (
            "a label for no text",
            "texts.it.toml",
            "timeline = \"CILA presentata\"",
            "timeline = \"CILA presentata\"\ntext_label = \"x\"",
            "text_label = \"x\"",
            "never takes a text",
        ),
        (
            "a document that is retired and asked for",
            "documents.toml",
            "[[slot]]\nid = \"elaborato\"",
            "retired = [\"altri\"]\n[[slot]]\nid = \"elaborato\"",
            "retired = ",
            "`altri` is retired and asked for",
        ),
        (
            "a hint in one language",
            "texts.en.toml",
            "hint = \"With the province, for example: Collegio dei geometri di Rieti.\"\n",
            "",
            "[question.tecnico_ordine]",
            "has a `hint`",
        ),
        (
            "a list of nothing",
            "texts.en.toml",
            "[service]",
            "[service]\nneded = []",
            "neded",
            "unknown field `neded`",
        ),
    ] {
        let (text, loaded) = changed(file, &|text| {
            assert!(text.contains(from), "{rule}: {from}");
            text.replacen(from, to, 1)
        });
        let findings = loaded.err().unwrap_or_default();
        let found = findings.iter().find(|finding| finding.message.contains(says));
        let found = found.unwrap_or_else(|| panic!("{rule}: {findings:#?}"));
        assert_eq!(found.file, format!("{SLUG}/{file}"), "{rule}");
        let line = found.line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
        assert!(line.contains(on), "{rule}: line {:?} is {line:?}", found.line);
        assert!(!found.remedy.is_empty(), "{rule}");
    }
}

#[test]
fn all_findings_of_all_files_come_at_once() {
    let findings = load_with(&|file| match file {
        "documents.toml" => None,
        "workflow.toml" => Some(vec![0xff, 0xfe]),
        "procedure.toml" => Some(b"slug = 3".to_vec()),
        FEES => Some(vec![0xff, 0xfe]),
        file => file_of(SLUG, file),
    })
    .unwrap_err();
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 4, "what follows from a file that cannot be read is not said again: {said:#?}");
    assert!(said[0].starts_with("cila/procedure.toml:1 slug: invalid type"), "{}", said[0]);
    assert_eq!(said[1], "cila/documents.toml: the file is not there; add it to the procedure's folder");
    assert_eq!(said[2], "cila/workflow.toml: the file is no UTF-8 text; save it with the encoding UTF-8");
    assert_eq!(said[3], "cila/fees.toml: the file is no UTF-8 text; save it with the encoding UTF-8");
    let findings = samples_findings(&shipped(), &|_| Some(vec![0xff, 0xfe]));
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(said, ["cila/samples.toml: the file is no UTF-8 text; save it with the encoding UTF-8"]);
}

/// A file of the folder `termini`, changed; nothing if it is gone.
type Change = (&'static str, fn(String) -> Option<String>);

#[test]
fn what_is_wrong_with_an_act_and_its_template_is_found_where_it_is() {
    let cases: [(&str, Change, &str, &str); 5] = [
        ("the template is gone", ("deeds/richiesta.typ", |_| None), "termini/workflow.toml", "is not there"),
        (
            "an act without a number",
            ("workflow.toml", |text| Some(text.replace("\"register_outgoing\", ", ""))),
            "termini/workflow.toml",
            "a document that is not registered",
        ),
        (
            "an act of the applicant",
            ("workflow.toml", |text| {
                Some(text.replace("answers = true", "answers = true\ndeed = \"richiesta\""))
            }),
            "termini/workflow.toml",
            "nobody of the office signs",
        ),
        (
            "no name of a file",
            ("workflow.toml", |text| Some(text.replace("deed = \"richiesta\"", "deed = \"../x\""))),
            "termini/workflow.toml",
            "cannot be an id",
        ),
        (
            "more than a text",
            ("deeds/richiesta.typ", |text| Some(text + &"// \n".repeat(40_000))),
            "termini/deeds/richiesta.typ",
            "is larger than",
        ),
    ];
    let shared = Shared { block: &|_, _| None, orders: &[] };
    for (rule, (file, change), place, words) in cases {
        let read = |name: &str| {
            let bytes = file_of("termini", name)?;
            if name == file {
                change(String::from_utf8(bytes).unwrap()).map(String::into_bytes)
            } else {
                Some(bytes)
            }
        };
        let findings = Definition::load("termini", &read, &shared).unwrap_err();
        let own = findings.iter().find(|finding| finding.file == place && finding.message.contains(words));
        assert!(own.is_some_and(|finding| !finding.remedy.is_empty()), "{rule}: {findings:?}");
    }
}

#[test]
fn terms_that_cannot_be_read_are_the_only_finding() {
    let shared = Shared { block: &|_, _| None, orders: &[] };
    let read = |name: &str| {
        let bytes = file_of("termini", name)?;
        let unsourced = |text: String| text.replacen("source = ", "sources = ", 1).into_bytes();
        Some(if name == "clocks.toml" { unsourced(String::from_utf8(bytes).unwrap()) } else { bytes })
    };
    let findings = Definition::load("termini", &read, &shared).unwrap_err();
    let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(said.len() == 1 && said[0].starts_with("termini/clocks.toml:"), "{said:#?}");
}

#[test]
fn one_name_that_is_misspelt_where_it_is_defined_is_not_said_once_for_each_place() {
    for (rule, file, from, to, most, says) in [
        (
            "a state",
            "workflow.toml",
            "[[state]]\nid = \"in_esame\"",
            "[[state]]\nid = \"in_esamex\"",
            3,
            "more places name `in_esame`: if they are right, call it so where it is defined",
        ),
        (
            "an event",
            "workflow.toml",
            "[[event]]\nid = \"ritira\"",
            "[[event]]\nid = \"ritirax\"",
            2,
            "there is no event `ritira`, and the event `ritirax` has no words; call both the same",
        ),
        (
            "a document",
            "documents.toml",
            "id = \"elaborato\"",
            "id = \"elaboratox\"",
            2,
            "there is no slot `elaborato`, and the slot `elaboratox` has no words; call both the same",
        ),
    ] {
        let (_, loaded) = changed(file, &|text| {
            assert!(text.contains(from), "{rule}: {from}");
            text.replacen(from, to, 1)
        });
        let said: Vec<String> = loaded.unwrap_err().iter().map(ToString::to_string).collect();
        assert!(said.len() <= most && said.iter().any(|line| line.contains(says)), "{rule}: {said:#?}");
    }
}
