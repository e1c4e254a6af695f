//! Broken folders become findings with file and line.

use super::*;

const TREE: &str = r#"
start = "prima"

[[question]]
id = "prima"
choices = [
    { id = "prima_si", to = "seconda" },
    { id = "prima_no", to = "nulla_serve" },
]

[[question]]
id = "seconda"
choices = [
    { id = "seconda_si", to = "pratica", prefill = { esecutore = "impresa" } },
    { id = "seconda_no", to = "nulla_serve" },
]

[[outcome]]
id = "pratica"
kind = "procedure"
procedure = "cila"
source = "Una legge"
prefill = { tipo_lavori = "altri_lavori" }

[[outcome]]
id = "nulla_serve"
kind = "none"
source = "Una legge"
"#;

const TEXTS: &str = r#"
title = "Che cosa serve?"
summary = "Poche domande."
intro = "Rispondi."

[question.prima]
label = "Prima?"
hint = "Aiuto."
[question.seconda]
label = "Seconda?"

[choice.prima_si]
label = "Sì"
[choice.prima_no]
label = "No"
[choice.seconda_si]
label = "Sì"
needed = ["Una cosa"]
[choice.seconda_no]
label = "No"

[outcome.pratica]
title = "Serve"
why = "Perché sì."
todo = ["Fallo"]
needed = ["Carta"]
[outcome.nulla_serve]
title = "Non serve"
why = "Perché no."
todo = ["Niente"]
needed = ["Niente"]
"#;

/// What is found in the small tree above with one file changed.
fn broken(file: &str, from: &str, to: &str) -> (String, Vec<Finding>) {
    let whole = if file == "tree.toml" { TREE } else { TEXTS };
    assert!(whole.contains(from), "{file} does not hold {from}");
    let text = whole.replacen(from, to, 1);
    let read = |name: &str| {
        let original = if name == "tree.toml" { TREE } else { TEXTS };
        Some(if name == file { text.clone() } else { original.to_owned() }.into_bytes())
    };
    (text.clone(), load("prova", &read, &procedures()).err().unwrap_or_default())
}

#[test]
fn what_is_broken_is_found_on_its_line() {
    assert_eq!(broken("tree.toml", "start", "start").1, [], "the tree as it stands is whole");
    // Rule, file, what is replaced by what, a piece of the line that is named, a piece of the message.
    for (rule, file, from, to, on, says) in [
        ("no TOML", "tree.toml", "start = ", "start ", "start ", "expected"),
        ("an unknown key", "tree.toml", "[[outcome]]", "[[outcome]]\ncolour = 1", "colour", "unknown field"),
        ("an unknown kind", "tree.toml", "\"none\"", "\"maybe\"", "\"maybe\"", "unknown variant `maybe`"),
        ("no start", "tree.toml", "start = \"prima\"", "start = \"x\"", "start", "no question `x`"),
        (
            "a start that ends",
            "tree.toml",
            "start = \"prima\"",
            "start = \"pratica\"",
            "start",
            "no question",
        ),
        ("an unknown next", "tree.toml", "to = \"seconda\"", "to = \"terza\"", "prima_si", "`terza`"),
        (
            "a circle",
            "tree.toml",
            "\"seconda_no\", to = \"nulla_serve\"",
            "\"seconda_no\", to = \"prima\"",
            "id = \"prima\"",
            "back to it",
        ),
        (
            "a question to itself",
            "tree.toml",
            "\"seconda_no\", to = \"nulla_serve\"",
            "\"seconda_no\", to = \"seconda\"",
            "id = \"seconda\"",
            "back to it",
        ),
        (
            "an unreached question",
            "tree.toml",
            "to = \"seconda\"",
            "to = \"pratica\"",
            "id = \"seconda\"",
            "no answer leads to the question",
        ),
        (
            "an unreached outcome",
            "tree.toml",
            "to = \"pratica\"",
            "to = \"nulla_serve\"",
            "id = \"pratica\"",
            "no answer leads to the outcome",
        ),
        (
            "one choice",
            "tree.toml",
            "    { id = \"prima_no\", to = \"nulla_serve\" },\n",
            "",
            "id = \"prima\"",
            "leaves no choice",
        ),
        (
            "an id twice",
            "tree.toml",
            "id = \"nulla_serve\"\nkind",
            "id = \"prima\"\nkind",
            "id = \"prima\"",
            "there twice",
        ),
        (
            "a code twice",
            "tree.toml",
            "\"seconda_si\"",
            "\"prima_si\"",
            "\"prima_si\", to = \"pratica\"",
            "there twice",
        ),
        ("an id for no address", "tree.toml", "\"seconda_si\"", "\"Sì,no\"", "Sì,no", "cannot be an id"),
        (
            "an unknown procedure",
            "tree.toml",
            "\"cila\"",
            "\"scia\"",
            "procedure = \"scia\"",
            "no procedure `scia`",
        ),
        (
            "no procedure",
            "tree.toml",
            "procedure = \"cila\"\n",
            "",
            "kind = \"procedure\"",
            "names no procedure",
        ),
        (
            "a procedure for nothing",
            "tree.toml",
            "kind = \"procedure\"",
            "kind = \"office\"",
            "procedure = \"cila\"",
            "begins no procedure",
        ),
        ("an unasked question", "tree.toml", "tipo_lavori", "colore", "colore", "asks `colore`"),
        ("an unknown choice", "tree.toml", "altri_lavori", "pittura", "pittura", "no choice `pittura`"),
        (
            "a choice that fills nothing",
            "tree.toml",
            "{ esecutore = \"impresa\" }",
            "{ esecutore = \"altri\" }",
            "altri",
            "no choice `altri`",
        ),
        (
            "what no address may answer",
            "tree.toml",
            "tipo_lavori = \"altri_lavori\"",
            "titolo = \"proprietario\"",
            "titolo",
            "no answer from an address",
        ),
        ("an empty source", "tree.toml", "source = \"Una legge\"", "source = \" \"", "source", "empty"),
        (
            "a question without words",
            "texts.en.toml",
            "[question.seconda]\nlabel = \"Seconda?\"\n",
            "",
            "[question.prima]",
            "the question `seconda` has no words",
        ),
        (
            "a choice without words",
            "texts.it.toml",
            "[choice.prima_no]\nlabel = \"No\"\n",
            "",
            "[choice.prima_si]",
            "the choice `prima_no` has no words",
        ),
        (
            "an outcome without words",
            "texts.en.toml",
            "[outcome.pratica]",
            "[outcome.altra]",
            "[outcome.altra]",
            "there is no outcome `altra`",
        ),
        ("an empty text", "texts.it.toml", "\"Perché sì.\"", "\"\"", "why = \"\"", "empty"),
        (
            "a hint in one language",
            "texts.en.toml",
            "hint = \"Aiuto.\"\n",
            "",
            "[question.prima]",
            "more or less",
        ),
        ("a thing in one language", "texts.en.toml", "[\"Una cosa\"]", "[]", "needed = []", "more or less"),
        ("a missing key", "texts.it.toml", "intro = \"Rispondi.\"\n", "", "", "`intro` is missing"),
    ] {
        let (text, found) = broken(file, from, to);
        let hit = found.iter().find(|finding| {
            let line = finding.line.and_then(|line| text.lines().nth(line - 1)).unwrap_or_default();
            finding.file == format!("prova/{file}") && line.contains(on) && finding.message.contains(says)
        });
        assert!(hit.is_some(), "{rule}: {}", lines(&found));
        assert!(found.iter().all(|finding| !finding.remedy.is_empty()), "{rule}");
    }
}

#[test]
fn a_question_whose_answers_all_go_round_is_named() {
    let to_self = TREE
        .replace("\"seconda_si\", to = \"pratica\"", "\"seconda_si\", to = \"prima\"")
        .replace("\"seconda_no\", to = \"nulla_serve\"", "\"seconda_no\", to = \"prima\"")
        .replace("\"prima_no\", to = \"nulla_serve\"", "\"prima_no\", to = \"seconda\"");
    let read =
        |name: &str| Some(if name == "tree.toml" { to_self.as_str() } else { TEXTS }.as_bytes().to_vec());
    let found = lines(&load("prova", &read, &procedures()).unwrap_err());
    for id in ["prima", "seconda"] {
        assert!(
            found.contains(&format!("no answer to the question `{id}` ever leads to an outcome")),
            "{found}"
        );
    }
}

#[test]
fn a_file_that_is_not_there_or_no_text_is_named() {
    for (bytes, says) in [(None, "not there"), (Some(vec![0xff, 0xfe]), "no UTF-8")] {
        let read = |name: &str| match name {
            "tree.toml" => Some(TREE.as_bytes().to_vec()),
            "texts.it.toml" => bytes.clone(),
            _ => Some(TEXTS.as_bytes().to_vec()),
        };
        let found = load("prova", &read, &procedures()).unwrap_err();
        assert_eq!((found.len(), found[0].file.as_str()), (1, "prova/texts.it.toml"));
        assert!(found[0].message.contains(says), "{}", found[0]);
    }
}
