//! Who answers for a part of a form.

use super::{
    super::{Definition, Shared},
    SLUG, file_of,
    forms::with,
};

/// The form with a part that a professional answers for.
const CERTIFIED: &str = r#"
[[section]]
id = "chi"
act = "certified"
by = "tecnico"
documents = ["relazione"]

[[step]]
id = "lavori"
section = "chi"

[[step.question]]
id = "tecnico"
kind = "professional"
choices = ["geometri", "ingegneri"]

[[step.question]]
id = "note"
kind = "text"
"#;

const CERTIFIED_WORDS: &str = r#"
[section.chi]
title = "Asseverazioni"
role = "il tecnico"
[step.lavori]
title = "Lavori"
[question.tecnico]
label = "Chi assevera?"
[question.note]
label = "Note"
"#;

#[test]
fn who_answers_for_a_part_is_named_by_the_form_and_confirmed_by_what_it_asks_for() {
    with(CERTIFIED, CERTIFIED_WORDS).unwrap_or_else(|findings| panic!("{findings:#?}"));
    let role = "role = \"il tecnico\"\n";
    for (rule, from, to, on, says) in [
        (
            "a part that no page is of",
            "id = \"chi\"",
            "id = \"altri\"",
            "id = \"altri\"",
            "no step is of the section",
        ),
        ("nobody is named by a text", "by = \"tecnico\"", "by = \"note\"", "by = \"note\"", "names somebody"),
        (
            "an unknown question",
            "by = \"tecnico\"",
            "by = \"geometra\"",
            "by = \"geometra\"",
            "names somebody",
        ),
        (
            "an unknown document",
            "[\"relazione\"]",
            "[\"foto_aeree\"]",
            "documents =",
            "no document `foto_aeree`",
        ),
        ("an unknown act", "\"certified\"", "\"sworn\"", "\"sworn\"", "unknown variant `sworn`"),
    ] {
        let form = CERTIFIED.replacen(from, to, 1);
        let found = with(&form, CERTIFIED_WORDS).expect_err(rule);
        let said = found.iter().any(|finding| {
            let line = finding.line.and_then(|line| form.lines().nth(line - 1)).unwrap_or_default();
            line.contains(on) && finding.message.contains(says) && !finding.remedy.is_empty()
        });
        assert!(said, "{rule}: {found:#?}");
    }
    let special = CERTIFIED.replace("kind = \"professional\"", "kind = \"professional\"\nspecial = true");
    let mut twice = CERTIFIED.to_owned();
    twice.push_str("[[section]]\nid = \"chi\"\nact = \"declared\"\nby = \"tecnico\"\n");
    let under =
        format!("{CERTIFIED}\n[[step]]\nid = \"altro\"\n[[step.question]]\nid = \"cosa\"\nkind = \"text\"\n");
    let under_words =
        format!("{CERTIFIED_WORDS}\n[step.altro]\ntitle = \"Altro\"\n[question.cosa]\nlabel = \"Cosa\"\n");
    for (rule, form, words, says) in [
        ("what nobody certifies", under.as_str(), under_words, "would stand under what is declared"),
        ("named to everybody", special.as_str(), CERTIFIED_WORDS.to_owned(), "named to everybody"),
        ("said twice", twice.as_str(), CERTIFIED_WORDS.to_owned(), "said twice"),
        ("as what is not said", CERTIFIED, CERTIFIED_WORDS.replace(role, ""), "does not say as what"),
        (
            "nobody answers for it",
            &CERTIFIED[CERTIFIED.find("[[step]]").unwrap()..],
            CERTIFIED_WORDS.to_owned(),
            "nobody answers for the section",
        ),
    ] {
        let found = with(form, &words).expect_err(rule);
        assert!(found.iter().any(|finding| finding.message.contains(says)), "{rule}: {found:#?}");
    }
}

#[test]
fn a_block_says_nothing_of_who_answers_for_it() {
    let form = "[[step]]\nblock = \"lavori\"\n";
    let read = |name: &str| match name {
        "form.toml" => Some(form.as_bytes().to_vec()),
        other => file_of(SLUG, other),
    };
    let block = |_: &str, name: &str| (name == "form.toml").then(|| CERTIFIED.as_bytes().to_vec());
    let found = Definition::load(SLUG, &read, &Shared { block: &block, orders: &[] }).unwrap_err();
    let says = "a block does not say who answers for a section";
    let finding = found.iter().find(|finding| finding.message == says);
    let finding = finding.unwrap_or_else(|| panic!("{found:#?}"));
    assert!(finding.file.contains("lavori/form.toml") && finding.line == Some(3), "{finding:?}");
}
