//! What only forms with conditions, rules, blocks, rows and fees can have wrong.

use super::*;

const PROCEDURE: [&str; 4] = ["procedure.toml", "documents.toml", "workflow.toml", "form.toml"];

/// A procedure with this form and these words of its own, the rest being the tests' procedure.
pub(super) fn with(form: &str, words: &str) -> Result<Definition, Vec<Finding>> {
    with_fees(form, words, None)
}

fn with_fees(form: &str, words: &str, fees: Option<&str>) -> Result<Definition, Vec<Finding>> {
    with_files(form, words, fees.map(|fees| (FEES, fees)).as_slice())
}

/// Some of the other files are these.
fn with_files(form: &str, words: &str, own: &[(&str, &str)]) -> Result<Definition, Vec<Finding>> {
    load_with(&|name| {
        if let Some((_, text)) = own.iter().find(|(file, _)| *file == name) {
            return Some(text.as_bytes().to_vec());
        }
        let text = match name {
            "form.toml" => form.to_owned(),
            "texts.it.toml" | "texts.en.toml" => {
                let all = String::from_utf8(file_of(SLUG, name)?).ok()?;
                let (head, rest) = (all.find("[step.")?, all.find("[slot.")?);
                format!("{}{words}\n{}", &all[..head], &all[rest..])
            }
            other => {
                return file_of(SLUG, other)
                    .filter(|_| PROCEDURE.contains(&other) || other.ends_with(".typ"));
            }
        };
        Some(text.into_bytes())
    })
}

const FORM: &str = r#"
[[step]]
id = "lavori"

[[step.question]]
id = "esecutore"
kind = "choice"
choices = ["impresa", "in_proprio"]

[[step.question]]
id = "quante"
kind = "number"
when = 'esecutore == "impresa"'

[[step]]
id = "imprese"
when = 'esecutore == "impresa"'
repeat = { min = 1, max = 3 }

[[step.question]]
id = "ditta"
kind = "company"

[[step.question]]
id = "giorni"
kind = "number"

[[step]]
id = "conti"

[[step.question]]
id = "totale"
kind = "computed"
value = 'sum(imprese.map(i, i.giorni))'

[[step.question]]
id = "note"
kind = "text"
optional = true

[[rule]]
id = "non_troppi"
at = "note"
must = 'totale <= 200'
source = "D.Lgs. 81/2008, art. 99"
"#;

const WORDS: &str = r#"
[step.lavori]
title = "Lavori"
[step.imprese]
title = "Imprese"
row = "Impresa"
add = "Aggiungi un'impresa"
[step.conti]
title = "Conti"
[question.esecutore]
label = "Chi esegue i lavori?"
[question.esecutore.choice]
impresa = "Un'impresa"
in_proprio = "In proprio"
[question.quante]
label = "Quante?"
[question.ditta]
label = "Impresa"
[question.giorni]
label = "Giorni"
[question.totale]
label = "Totale"
[question.note]
label = "Note"
[rule.non_troppi]
message = "Troppi giorni"
"#;

#[test]
fn a_form_with_conditions_rows_and_rules_loads_and_comes_back_from_its_json() {
    let definition = with(FORM, WORDS).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let json = definition.to_canonical_json().unwrap();
    let again = Definition::from_json(&json).unwrap();
    assert_eq!(again, definition, "the trees are stored beside the texts");
    assert!(again.form.rules[0].must.tree.is_some());
}

#[test]
fn what_is_broken_in_a_form_is_found_on_its_line_with_its_remedy() {
    for (rule, from, to, on, says) in [
        (
            "an unknown name",
            "esecutore == \"impresa\"'\nrepeat",
            "esecutor == \"impresa\"'\nrepeat",
            "when",
            "esecutor",
        ),
        ("another type", "must = 'totale <= 200'", "must = 'totale <= \"200\"'", "must", "number"),
        ("no condition", "must = 'totale <= 200'", "must = 'totale'", "must", "yes or no"),
        ("no syntax", "must = 'totale <= 200'", "must = 'totale <='", "must", ""),
        ("a rule beside nothing", "at = \"note\"", "at = \"nota\"", "at", "no question"),
        ("rows that nobody can give", "{ min = 1, max = 3 }", "{ min = 4, max = 3 }", "repeat", "at least 4"),
        (
            "a page that asks whether it is asked",
            "id = \"lavori\"",
            "id = \"lavori\"\nwhen = 'esecutore == \"impresa\"'",
            "when",
            "asks itself",
        ),
        (
            "a circle",
            "kind = \"text\"\noptional = true",
            "kind = \"number\"\nwhen = 'note > 1'",
            "when",
            "depends on itself",
        ),
        ("a name twice", "id = \"note\"", "id = \"today\"", "today", "something else"),
        ("a value for what is typed", "optional = true", "value = '1'", "value", "another kind"),
        ("a limit of what is no number", "optional = true", "min = 3", "min", "no number"),
        (
            "retired and asked",
            "[[step]]\nid = \"lavori\"",
            "retired = [\"note\"]\n[[step]]\nid = \"lavori\"",
            "retired",
            "retired and asked",
        ),
        (
            "an unknown block",
            "[[step]]\nid = \"conti\"",
            "[[step]]\nblock = \"ignoto\"\n[[step]]\nid = \"conti\"",
            "block",
            "no block",
        ),
    ] {
        assert!(FORM.contains(from), "{rule}");
        let form = FORM.replacen(from, to, 1);
        let findings = with(&form, WORDS).err().unwrap_or_default();
        let found = findings.iter().find(|finding| {
            let line = finding.line.and_then(|line| form.lines().nth(line - 1)).unwrap_or_default();
            finding.file.ends_with("form.toml") && finding.message.contains(says) && line.contains(on)
        });
        let found = found.unwrap_or_else(|| panic!("{rule}: {findings:#?}"));
        assert!(!found.remedy.is_empty(), "{rule}");
    }
}

#[test]
fn what_is_missing_in_the_words_of_rows_and_rules_is_found() {
    for (rule, line, says) in [
        ("the name of a row", "row = \"Impresa\"\n", "has no `row`"),
        ("the words that add a row", "add = \"Aggiungi un'impresa\"\n", "has no `add`"),
        ("the words of a rule", "[rule.non_troppi]\nmessage = \"Troppi giorni\"\n", "the rule `non_troppi`"),
    ] {
        let findings = with(FORM, &WORDS.replace(line, "")).err().unwrap_or_default();
        assert!(findings.iter().any(|finding| finding.message.contains(says)), "{rule}: {findings:#?}");
    }
}

#[test]
fn fees_are_checked_with_their_formulas_and_words() {
    let fees = "[[table]]\nid = \"diritti\"\nhit = \"first\"\nrounding = \"half_up\"\nsource = \"Delibera\"\n\
                [[table.row]]\nid = \"unica\"\namount = \"10.00\"\neach = \"2.50\"\ncount = 'size(imprese)'\n";
    let words = format!("{WORDS}[fee.diritti]\ntitle = \"Diritti\"\n[fee.diritti.row]\nunica = \"Sempre\"\n");
    assert!(with_fees(FORM, &words, Some(fees)).is_ok());
    let findings = with_fees(FORM, &words, Some(&fees.replace("imprese", "impresa"))).unwrap_err();
    assert!(findings[0].file.ends_with("fees.toml") && findings[0].line.is_some(), "{findings:#?}");
    let findings = with_fees(FORM, WORDS, Some(fees)).unwrap_err();
    assert!(findings.iter().any(|finding| finding.message.contains("the fee `diritti`")), "{findings:#?}");
}

#[test]
fn two_versions_side_by_side_say_what_changed() {
    let old = with(FORM, WORDS).unwrap();
    let form = FORM
        .replace("id = \"note\"", "id = \"appunti\"")
        .replace("at = \"note\"", "at = \"appunti\"")
        .replace("\"in_proprio\"]", "\"in_economia\"]");
    let words =
        WORDS.replace("[question.note]", "[question.appunti]").replace("in_proprio =", "in_economia =");
    let new = with(&form, &words).unwrap_or_else(|findings| panic!("{findings:#?}"));
    assert_eq!(
        changes(&old, &new),
        [
            Change::ChoiceRemoved("esecutore".into(), "in_proprio".into()),
            Change::Added("appunti".into()),
            Change::Removed("note".into()),
        ]
    );
    assert_eq!(changes(&old, &old), []);
}

/// The form with boxes in the rows of firms.
fn with_boxes() -> (String, String) {
    let boxes =
        "\n[[step.question]]\nid = \"tipo\"\nkind = \"choices\"\nchoices = [\"edile\", \"impianti\"]\n";
    let form = FORM.replace("kind = \"company\"\n", &format!("kind = \"company\"\n{boxes}"));
    let labels =
        "[question.tipo]\nlabel = \"Tipo\"\n[question.tipo.choice]\nedile = \"A\"\nimpianti = \"B\"\n";
    (form, format!("{WORDS}{labels}"))
}

#[test]
fn a_choice_that_nobody_offers_is_found_wherever_it_is_looked_for() {
    let (form, words) = with_boxes();
    let documents = String::from_utf8(file_of(SLUG, "documents.toml").unwrap()).unwrap();
    let fees = "[[table]]\nid = \"diritti\"\nhit = \"first\"\nrounding = \"half_up\"\nsource = \"Delibera\"\n\
                [[table.row]]\nid = \"unica\"\nwhen = 'esecutore == \"impresa\"'\namount = \"10.00\"\n";
    let words = format!("{words}[fee.diritti]\ntitle = \"Diritti\"\n[fee.diritti.row]\nunica = \"Sempre\"\n");
    let asked = |formula: &str| {
        let own = format!("id = \"elaborato\"\nwhen = '{formula}'");
        documents.replace("id = \"elaborato\"", &own)
    };
    let good = asked("imprese.exists(i, \"edile\" in i.tipo)");
    let loaded = with_files(&form, &words, &[("documents.toml", &good), (FEES, fees)]);
    assert!(loaded.is_ok(), "{:#?}", loaded.err());
    for (file, says, own) in [
        ("documents.toml", "`esecutore` has no choice `impressa`", asked("esecutore == \"impressa\"")),
        ("documents.toml", "`tipo` has no choice `edille`", asked("imprese.exists(i, \"edille\" in i.tipo)")),
        (FEES, "`esecutore` has no choice `impressa`", fees.replace("impresa", "impressa")),
    ] {
        let other = if file == FEES { ("documents.toml", good.as_str()) } else { (FEES, fees) };
        let findings = with_files(&form, &words, &[(file, &own), other]).err().unwrap_or_default();
        let [found] = findings.as_slice() else { panic!("{file}: {findings:#?}") };
        assert!(found.file.ends_with(file) && found.message.contains(says), "{found}");
        assert_eq!(found.key.as_deref(), Some("when"));
        let line = found.line.and_then(|line| own.lines().nth(line - 1)).unwrap_or_default();
        assert!(line.starts_with("when"), "{found}");
    }
    let rule = form.replace("'totale <= 200'", "'imprese.all(i, \"edille\" in i.tipo)'");
    let findings = with_fees(&rule, &words, Some(fees)).err().unwrap_or_default();
    assert!(findings.iter().any(|found| found.message.contains("`edille`")), "{findings:#?}");
}

#[test]
fn what_is_worked_out_from_reserved_data_is_reserved_too() {
    let form = FORM
        .replace("id = \"giorni\"\nkind = \"number\"", "id = \"giorni\"\nkind = \"number\"\nspecial = true");
    let findings = with(&form, WORDS).err().unwrap_or_default();
    let [found] = findings.as_slice() else { panic!("{findings:#?}") };
    assert_eq!(found.message, "`totale` is worked out from `giorni`, which is of a special category");
    assert_eq!((found.key.as_deref(), found.remedy.as_str()), (Some("value"), "write `special = true`"));
    let marked = form.replace("kind = \"computed\"", "kind = \"computed\"\nspecial = true");
    assert!(with(&marked, WORDS).is_ok());
    // Through another value.
    let more = "\n[[step.question]]\nid = \"doppio\"\nkind = \"computed\"\nvalue = 'totale * 2'\n\n[[rule]]";
    let findings =
        with(&form.replace("\n[[rule]]", more), &format!("{WORDS}[question.doppio]\nlabel = \"Doppio\"\n"));
    let said: Vec<String> =
        findings.err().unwrap_or_default().into_iter().map(|found| found.message).collect();
    assert!(
        said.iter().any(|message| message.starts_with("`doppio` is worked out from `giorni`")),
        "{said:#?}"
    );
}

const SAMPLE: &str = r#"
[[sample]]
name = "in person"
today = "2026-11-25"
[sample.answers.lavori]
esecutore = "in_proprio"
[sample.expect]
complete = true
"#;

#[test]
fn a_page_that_no_sample_gets_to_is_found_at_its_condition() {
    let findings = |form: &str, samples: &str| {
        let definition = with(form, WORDS).unwrap_or_else(|findings| panic!("{findings:#?}"));
        samples_findings(&definition, &|name| match name {
            SAMPLES => Some(samples.as_bytes().to_vec()),
            "form.toml" => Some(form.as_bytes().to_vec()),
            other => file_of(SLUG, other),
        })
    };
    let never = FORM.replace(
        "'esecutore == \"impresa\"'\nrepeat",
        "'esecutore == \"impresa\" && quante < 0 && quante > 0'\nrepeat",
    );
    let firm = SAMPLE.replace("\"in_proprio\"", "\"impresa\"\nquante = \"1\"");
    let firm =
        firm.replace("complete = true", "complete = false\nproblems = [\"imprese imprese too-few-rows\"]");
    let with_firm = format!("{SAMPLE}{firm}");
    let found = findings(FORM, &with_firm);
    assert!(found.is_empty(), "{found:#?}");
    let none =
        firm.replace("complete = false\nproblems = [\"imprese imprese too-few-rows\"]", "complete = true");
    let both = format!("{SAMPLE}{none}");
    for (form, samples) in [(FORM, SAMPLE), (never.as_str(), both.as_str())] {
        let found = findings(form, samples);
        let [found] = found.as_slice() else { panic!("{found:#?}") };
        assert!(found.file.ends_with("form.toml") && found.message.contains("`imprese`"), "{found}");
        let line = found.line.and_then(|line| form.lines().nth(line - 1)).unwrap_or_default();
        assert!(line.starts_with("when = 'esecutore"), "{found}: {line}");
    }
}

#[test]
fn a_question_that_moves_into_rows_and_documents_that_come_and_go_are_changes() {
    let old = with(FORM, WORDS).unwrap();
    let note = "[[step.question]]\nid = \"note\"\nkind = \"text\"\noptional = true\n";
    let form = FORM.replace(note, "").replace("at = \"note\"", "at = \"totale\"");
    let rows = format!("{note}\n[[step]]\nid = \"conti\"");
    let moved = with(&form.replace("[[step]]\nid = \"conti\"", &rows), WORDS);
    let moved = moved.unwrap_or_else(|findings| panic!("{findings:#?}"));
    assert_eq!(changes(&old, &moved), [Change::OtherKind("note".into())]);
    assert_eq!(changes(&moved, &old), [Change::OtherKind("note".into())]);
    let mut fewer = old.clone();
    fewer.slots.retain(|slot| slot.id != "altri");
    assert_eq!(changes(&old, &fewer), [Change::DocumentRemoved("altri".into())]);
    assert_eq!(changes(&fewer, &old), [Change::DocumentAdded("altri".into())]);
}
