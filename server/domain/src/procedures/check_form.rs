//! What is wrong in the questions of a form, beyond what the reader of the file already refused.

use std::collections::BTreeSet;

use contract::forms::{FieldKind, Prefill, Question, Repeat, Territory};

use super::{
    Finding,
    check::{ID_REMEDY, is_id},
    check_sections,
    form_file::FormSource,
    load::Documents,
    source::Source,
};

/// The longest answer that a question may allow, in characters.
const LONGEST_ANSWER: u32 = 20_000;
/// The most rows that a repeated group may have.
const MOST_ROWS: u32 = 1_000;
/// The HTML tokens that make sense for answers about the person who types.
const AUTOCOMPLETE: [&str; 10] = [
    "given-name",
    "family-name",
    "name",
    "email",
    "tel",
    "street-address",
    "postal-code",
    "address-level2",
    "organization",
    "bday",
];

pub(super) fn findings(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    if form.form.steps.is_empty() {
        found.push(form.at_form("the form has no step", "add `[[step]]` with its questions"));
    }
    for (index, step) in form.form.steps.iter().enumerate() {
        if !is_id(&step.id, '_') {
            let message = format!("`{}` cannot be the id of a step", step.id);
            found.push(form.at_step(index, "id", message, ID_REMEDY));
        }
        if !ids.insert(step.id.as_str()) {
            let message = format!("the step `{}` is there twice", step.id);
            found.push(form.at_step(index, "id", message, "give each step an id of its own"));
        }
        if step.questions.is_empty() {
            let message = format!("the step `{}` asks nothing", step.id);
            found.push(form.at_step(index, "id", message, "add `[[step.question]]`, or remove the step"));
        }
        if let Some(repeat) = step.repeat {
            rows(form, index, repeat, found);
        }
        check_sections::together(form, index, found);
    }
    let mut ids = BTreeSet::new();
    for (index, step) in form.form.steps.iter().enumerate() {
        for (place, question) in step.questions.iter().enumerate() {
            let add = |key: &str, message: String, remedy: &str| {
                form.at_question(index, place, key, message, remedy)
            };
            let id = &question.id;
            if !is_id(id, '_') {
                found.push(add("id", format!("`{id}` cannot be the id of a question"), ID_REMEDY));
            }
            if id == super::formulas::TODAY || form.form.step(id).is_some_and(|of| of.repeat.is_some()) {
                let message = format!("the name `{id}` means something else in formulas");
                found.push(add("id", message, "give the question another id"));
            }
            if !ids.insert(id) {
                let message = format!("the question `{id}` is there twice");
                found.push(add("id", message, "give each question an id of its own in the whole form"));
            }
            found.extend(question_findings(question, &add));
            found.extend(from_parcel(form, question, &add));
        }
    }
    check_sections::answered_for(form, found);
    rule_ids(form, found);
    for word in &form.form.retired {
        let there = match word.split_once('.') {
            None => form.form.question(word).is_some(),
            Some((id, choice)) => {
                form.form.question(id).is_some_and(|(_, of)| of.choices.iter().any(|of| of == choice))
            }
        };
        if there {
            let message = format!("`{word}` is retired and asked");
            found.push(form.at_key(
                "retired",
                message,
                "take it out of `retired`, or remove it from the form",
            ));
        }
    }
}

fn rows(form: &FormSource<'_>, step: usize, repeat: Repeat, found: &mut Vec<Finding>) {
    if repeat.max == 0 || repeat.max > MOST_ROWS {
        let message = format!("the group may be answered {} times", repeat.max);
        found.push(form.at_step(step, "repeat", message, "write a `max` from 1 to 1000"));
    } else if repeat.min > repeat.max {
        let message = format!("at least {} rows are asked and at most {} taken", repeat.min, repeat.max);
        found.push(form.at_step(step, "repeat", message, "nobody could get to the end: write `min` ≤ `max`"));
    }
}

fn rule_ids(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    for (nth, rule) in form.form.rules.iter().enumerate() {
        if !is_id(&rule.id, '_') {
            let message = format!("`{}` cannot be the id of a rule", rule.id);
            found.push(form.at_rule(nth, "id", message, ID_REMEDY));
        }
        if !ids.insert(&rule.id) {
            let message = format!("the rule `{}` is there twice", rule.id);
            found.push(form.at_rule(nth, "id", message, "give each rule an id of its own"));
        }
        if !rule.source.as_deref().is_some_and(engine::cites) {
            let message = format!("the rule `{}` stops people and has no source", rule.id);
            let remedy = "add `source` with the act and article that says so, or say it in a hint";
            found.push(form.at_rule(
                nth,
                if rule.source.is_some() { "source" } else { "id" },
                message,
                remedy,
            ));
        }
    }
}

/// Questions of kind file name a document that is asked for.
pub(super) fn file_questions(
    form: &FormSource<'_>,
    documents: &Source<'_, Documents>,
    found: &mut Vec<Finding>,
) {
    for (index, step) in form.form.steps.iter().enumerate() {
        for (place, question) in step.questions.iter().enumerate() {
            let Some(slot) = &question.slot else { continue };
            if !documents.value.slots.iter().any(|of| of.id == *slot) {
                let message = format!("there is no document `{slot}`");
                let remedy = "write the id of a `[[slot]]` of documents.toml";
                found.push(form.at_question(index, place, "slot", message, remedy));
            }
        }
    }
}

type Add<'a> = &'a dyn Fn(&str, String, &str) -> Finding;

fn question_findings(question: &Question, add: Add<'_>) -> Vec<Finding> {
    let mut found = choice_findings(question, add);
    let id = &question.id;
    let kind = question.kind;
    if question.max_chars == 0 || question.max_chars > LONGEST_ANSWER {
        let message = format!("the answer to `{id}` may have {} characters", question.max_chars);
        found.push(add("max_chars", message, "write a number from 1 to 20000"));
    }
    if let Some(token) = &question.autocomplete
        && !AUTOCOMPLETE.contains(&token.as_str())
    {
        let remedy = format!("write one of: {}", AUTOCOMPLETE.join(", "));
        found.push(add("autocomplete", format!("`{token}` is no token of this program"), &remedy));
    }
    let fits = match question.prefill {
        None => true,
        Some(Prefill::GivenName | Prefill::FamilyName) => kind == FieldKind::Text,
        Some(Prefill::FiscalCode) => kind == FieldKind::CodiceFiscale,
        Some(Prefill::Email) => matches!(kind, FieldKind::Email | FieldKind::Pec),
        Some(Prefill::Login) => {
            matches!(kind, FieldKind::Person | FieldKind::Professional | FieldKind::Signature)
        }
    };
    if !fits {
        let message = format!("the question `{id}` is of another kind than what it is filled with");
        let remedy = "names are of kind text, fiscal_code of kind codice_fiscale, email of kind email, \
                      login of kind person, professional or signature";
        found.push(add("prefill", message, remedy));
    }
    if (question.min.is_some() || question.max.is_some())
        && !matches!(kind, FieldKind::Number | FieldKind::Money)
    {
        let message = format!("the question `{id}` has a least or greatest value but is no number");
        found.push(add("min", message, "remove `min` and `max`, or write a `[[rule]]`"));
    }
    if question.min.zip(question.max).is_some_and(|(min, max)| min > max) {
        let message = format!("no answer to `{id}` would be both over `min` and under `max`");
        found.push(add("min", message, "write `min` ≤ `max`"));
    }
    found.extend(kind_keys(question, add));
    found
}

/// Keys that belong to one kind, and kinds that need a key.
fn kind_keys(question: &Question, add: Add<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let id = &question.id;
    for (key, kind, word, given) in [
        ("value", FieldKind::Computed, "computed", question.value.is_some()),
        ("slot", FieldKind::File, "file", question.slot.is_some()),
    ] {
        if given && question.kind != kind {
            let remedy = format!("write `kind = \"{word}\"`, or remove `{key}`");
            found.push(add(
                key,
                format!("the question `{id}` has a `{key}` but is of another kind"),
                &remedy,
            ));
        }
        if !given && question.kind == kind {
            let message = format!("the question `{id}` has no `{key}`");
            found.push(add("id", message, &format!("add `{key} = …`: a {word} question needs it")));
        }
    }
    if question.from_address
        && (question.special || !matches!(question.kind, FieldKind::Choice | FieldKind::Choices))
    {
        let message = format!("an address may not fill the question `{id}`: addresses are kept in logs");
        found.push(add("from_address", message, "only choices that say nothing personal may be filled so"));
    }
    if question.about.as_ref().is_some_and(|about| !is_id(about, '_')) {
        found.push(add("about", "this cannot be the name of what is asked about".to_owned(), ID_REMEDY));
    }
    if question.kind == FieldKind::Signature && question.special {
        let message = format!("who signs is named to the office: `{id}` cannot be of a special category");
        found.push(add("special", message, "remove `special`"));
    }
    if question.about.is_some() && (question.special || !question.kind.takes_answers()) {
        let message = format!("answers to `{id}` are never offered again");
        found.push(add("about", message, "remove `about`"));
    }
    found
}

fn choice_findings(question: &Question, add: Add<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let id = &question.id;
    let chooses = question.kind.chooses();
    if chooses && question.choices.len() < 2 && question.kind != FieldKind::Choices {
        let remedy = "list at least two in `choices`";
        found.push(add("choices", format!("the question `{id}` leaves no choice"), remedy));
    }
    if question.kind == FieldKind::Choices && question.choices.is_empty() {
        found.push(add("choices", format!("the question `{id}` leaves no choice"), "list them in `choices`"));
    }
    if !chooses && !question.choices.is_empty() {
        let message = format!("the question `{id}` has choices but is no choice");
        found.push(add("choices", message, "write `kind = \"choice\"`, or remove `choices`"));
    }
    for (index, choice) in question.choices.iter().enumerate() {
        if !is_id(choice, '_') {
            found.push(add("choices", format!("`{choice}` cannot be stored as a choice"), ID_REMEDY));
        }
        if question.choices.iter().take(index).any(|other| other == choice) {
            let message = format!("the choice `{choice}` is there twice");
            found.push(add("choices", message, "keep one of the two"));
        }
    }
    found
}

fn from_parcel(form: &FormSource<'_>, question: &Question, add: Add<'_>) -> Vec<Finding> {
    let Some(from) = &question.from_parcel else { return Vec::new() };
    let mut found = Vec::new();
    let asked = form.form.question(&from.parcel).map(|(_, of)| of.kind);
    if asked != Some(FieldKind::Parcel) {
        let message = format!("`{}` is no question that asks a parcel", from.parcel);
        found.push(add("from_parcel", message, "write the id of a question of kind parcel"));
    }
    let wanted = match from.what {
        Territory::Zone => FieldKind::Text,
        Territory::Constraints => FieldKind::Choices,
    };
    if question.kind != wanted {
        let message = format!("the question `{}` cannot hold what the files say", question.id);
        found.push(add("from_parcel", message, "zone fills kind text, constraints fill kind choices"));
    }
    found
}
