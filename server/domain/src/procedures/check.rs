//! What is wrong in a procedure's folder, beyond what the reader of each file already refused.

use std::collections::BTreeSet;

use contract::{
    forms::{FieldKind, Form, Prefill, Question},
    inspection::FileKind,
};
use engine::{Place, Workflow};

use super::{
    Finding, Meta,
    check_texts::texts_findings,
    load::{Documents, Folder},
    source::{
        At::{Item, Key},
        Source,
    },
};

/// The longest answer that a question may allow, in characters.
const LONGEST_ANSWER: u32 = 20_000;
/// The longest id: it is a word of an address and of a page.
const LONGEST_ID: usize = 60;
const MOST_FILES: u32 = 100;
/// The largest file that any procedure may accept: 5 GiB, the most an object store takes at once.
const LARGEST_FILE: u64 = 5 * 1024 * 1024 * 1024;
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

/// Everything wrong in the files that could be read.
pub(super) fn findings(folder: &Folder<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(meta) = &folder.meta {
        meta_findings(meta, folder.slug, &mut found);
    }
    if let Some(form) = &folder.form {
        form_findings(form, &mut found);
    }
    if let Some(documents) = &folder.documents {
        slot_findings(documents, &mut found);
    }
    if let Some(workflow) = &folder.workflow {
        workflow_findings(workflow, &mut found);
    }
    texts_findings(folder, &mut found);
    found
}

/// Whether a text can be an id: `[a-z][a-z0-9_]*`.
fn is_id(text: &str, also: char) -> bool {
    text.len() <= LONGEST_ID
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == also)
}

const ID_REMEDY: &str = "use small letters, digits and `_`, beginning with a letter, at most 60";
const SLUG_REMEDY: &str = "use small letters, digits and `-`, beginning with a letter, at most 60";

fn meta_findings(meta: &Source<'_, Meta>, slug: &str, found: &mut Vec<Finding>) {
    let value = &meta.value;
    if value.slug != slug {
        let message = format!("the folder is called `{slug}`, the procedure `{}`", value.slug);
        found.push(meta.finding(&[Key("slug")], message, "call both the same"));
    }
    for (key, word) in [("slug", &value.slug), ("office", &value.office), ("category", &value.category)] {
        if !is_id(word, '-') {
            found.push(meta.finding(&[Key(key)], format!("`{word}` cannot be a slug"), SLUG_REMEDY));
        }
    }
    if value.version == 0 {
        found.push(meta.finding(&[Key("version")], "versions begin with 1", "write 1 or more"));
    }
    if value.sources.is_empty() {
        let remedy = "add `[[source]]` with the `act` that gives the office this task";
        found.push(meta.finding(&[Key("source")], "the procedure rests on no act", remedy));
    }
    for (index, source) in value.sources.iter().enumerate() {
        if source.url.as_ref().is_some_and(|url| !url.starts_with("https://")) {
            let way = [Key("source"), Item(index), Key("url")];
            found.push(meta.finding(&way, "this is no address of a page", "begin it with https://"));
        }
    }
    found.extend(meta.blank_texts());
}

fn form_findings(form: &Source<'_, Form>, found: &mut Vec<Finding>) {
    let (mut steps, mut questions) = (BTreeSet::new(), BTreeSet::new());
    if form.value.steps.is_empty() {
        found.push(form.finding(&[], "the form has no step", "add `[[step]]` with its questions"));
    }
    for (index, step) in form.value.steps.iter().enumerate() {
        let at = [Key("step"), Item(index), Key("id")];
        if !is_id(&step.id, '_') {
            found.push(form.finding(&at, format!("`{}` cannot be the id of a step", step.id), ID_REMEDY));
        }
        if !steps.insert(&step.id) {
            let message = format!("the step `{}` is there twice", step.id);
            found.push(form.finding(&at, message, "give each step an id of its own"));
        }
        if step.questions.is_empty() {
            let message = format!("the step `{}` asks nothing", step.id);
            found.push(form.finding(&at, message, "add `[[step.question]]`, or remove the step"));
        }
        for (place, question) in step.questions.iter().enumerate() {
            let add = |key: &str, message: String, remedy: &str| {
                let way = [Key("step"), Item(index), Key("question"), Item(place), Key(key)];
                form.finding(&way, message, remedy)
            };
            let id = &question.id;
            if !is_id(id, '_') {
                found.push(add("id", format!("`{id}` cannot be the id of a question"), ID_REMEDY));
            }
            if !questions.insert(id) {
                let message = format!("the question `{id}` is there twice");
                found.push(add("id", message, "give each question an id of its own in the whole form"));
            }
            found.extend(question_findings(question, &add));
        }
    }
}

fn question_findings(question: &Question, add: &dyn Fn(&str, String, &str) -> Finding) -> Vec<Finding> {
    let mut found = Vec::new();
    let id = &question.id;
    let chooses = question.kind == FieldKind::Choice;
    if chooses && question.choices.len() < 2 {
        let remedy = "list at least two in `choices`";
        found.push(add("choices", format!("the question `{id}` leaves no choice"), remedy));
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
            found.push(add(
                "choices",
                format!("the choice `{choice}` is there twice"),
                "keep one of the two",
            ));
        }
    }
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
        Some(Prefill::GivenName | Prefill::FamilyName) => question.kind == FieldKind::Text,
        Some(Prefill::FiscalCode) => question.kind == FieldKind::CodiceFiscale,
        Some(Prefill::Email) => question.kind == FieldKind::Email,
    };
    if !fits {
        let message = format!("the question `{id}` is of another kind than what it is filled with");
        found.push(add(
            "prefill",
            message,
            "names are of kind text, fiscal_code of kind codice_fiscale, email of kind email",
        ));
    }
    found
}

fn slot_findings(documents: &Source<'_, Documents>, found: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, slot) in documents.value.slots.iter().enumerate() {
        let id = &slot.id;
        let mut add = |key: &str, message: String, remedy: &str| {
            found.push(documents.finding(&[Key("slot"), Item(index), Key(key)], message, remedy));
        };
        if !is_id(id, '_') {
            add("id", format!("`{id}` cannot be the id of a document"), ID_REMEDY);
        }
        if !seen.insert(id) {
            add("id", format!("the document `{id}` is there twice"), "give each document an id of its own");
        }
        if slot.max_files == 0 || slot.max_files > MOST_FILES {
            let message = format!("the document `{id}` takes {} files", slot.max_files);
            add("max_files", message, "write a number from 1 to 100");
        }
        if slot.max_bytes == 0 || slot.max_bytes > LARGEST_FILE {
            let message = format!("a file of the document `{id}` may have {} bytes", slot.max_bytes);
            add("max_bytes", message, "write a number from 1 to 5368709120");
        }
        if slot.kinds.is_empty() {
            add("kinds", format!("the document `{id}` accepts no kind of file"), KINDS_REMEDY);
        }
        if slot.kinds.contains(&FileKind::Other) {
            add("kinds", format!("the document `{id}` would accept any file"), KINDS_REMEDY);
        }
        if slot.kinds.iter().enumerate().any(|(at, kind)| slot.kinds.iter().take(at).any(|k| k == kind)) {
            add("kinds", format!("the document `{id}` names a kind twice"), "keep one of the two");
        }
    }
}

const KINDS_REMEDY: &str = "list some of pdf, p7m, jpeg, png";

fn workflow_findings(workflow: &Source<'_, Workflow>, found: &mut Vec<Finding>) {
    let value = &workflow.value;
    let states = value.states.iter().enumerate().map(|(index, state)| (Place::State(index), &state.id));
    let events = value.events.iter().enumerate().map(|(index, event)| (Place::Event(index), &event.id));
    for (place, id) in states.chain(events) {
        if !is_id(id, '_') {
            let message = format!("`{id}` cannot be an id");
            found.push(workflow.finding(&way(place), message, ID_REMEDY));
        }
    }
    for finding in value.findings() {
        found.push(workflow.finding(&way(finding.place), finding.message, finding.remedy));
    }
}

/// The way to what a finding of the workflow is about.
fn way(place: Place) -> Vec<super::source::At<'static>> {
    match place {
        Place::Workflow => vec![Key("initial")],
        Place::State(index) => vec![Key("state"), Item(index), Key("id")],
        Place::Event(index) => vec![Key("event"), Item(index), Key("id")],
    }
}
