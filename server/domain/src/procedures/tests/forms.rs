//! What only forms with conditions, rules, blocks, rows and fees can have wrong.

use super::*;

const PROCEDURE: [&str; 4] = ["procedure.toml", "documents.toml", "workflow.toml", "form.toml"];

/// A procedure with this form and these words of its own, the rest being the tests' procedure.
fn with(form: &str, words: &str) -> Result<Definition, Vec<Finding>> {
    with_fees(form, words, None)
}

fn with_fees(form: &str, words: &str, fees: Option<&str>) -> Result<Definition, Vec<Finding>> {
    load_with(&|name| {
        let text = match name {
            "form.toml" => form.to_owned(),
            "texts.it.toml" | "texts.en.toml" => {
                let all = String::from_utf8(file_of(SLUG, name)?).ok()?;
                let (head, rest) = (all.find("[step.")?, all.find("[slot.")?);
                format!("{}{words}\n{}", &all[..head], &all[rest..])
            }
            "fees.toml" => return fees.map(|fees| fees.as_bytes().to_vec()),
            other => return file_of(SLUG, other).filter(|_| PROCEDURE.contains(&other)),
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
