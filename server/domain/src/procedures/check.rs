//! What is wrong in a procedure's folder, beyond what the reader of each file already refused.

use std::collections::BTreeSet;

use contract::{
    forms::{FieldKind, Form},
    inspection::FileKind,
};
use engine::expressions::Known;

use super::{
    Finding, Meta, Slot, check_form, check_sections,
    check_texts::texts_findings,
    check_workflow, formulas, links,
    load::{Documents, Folder},
    slips,
    source::{
        At::{self, Item, Key},
        Source,
    },
};

/// The longest id: it is a word of an address and of a page.
const LONGEST_ID: usize = 60;
const MOST_FILES: u32 = 100;
/// The largest file that any procedure may accept: 5 GiB, the most an object store takes at once.
const LARGEST_FILE: u64 = 5 * 1024 * 1024 * 1024;

/// The least limit of a file, in bytes: whoever writes less has megabytes in mind.
const SMALLEST_FILE: u64 = 1_000;
/// Everything wrong in the files that could be read. Their formulas are read in place.
pub(super) fn findings(folder: &mut Folder<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if let Some(meta) = &folder.meta {
        meta_findings(meta, folder.slug, &mut found);
    }
    let known = folder.form.as_mut().map(|form| {
        check_form::findings(form, &mut found);
        formulas::compile(form, &mut found)
    });
    if let Some(documents) = &mut folder.documents {
        slot_findings(documents, &mut found);
    }
    // Without the form no name is known: what it has wrong is said, and not once more for each formula.
    if let Some(known) = &known {
        if let Some(documents) = &mut folder.documents {
            slot_conditions(documents, known, &mut found);
        }
        if let Some(fees) = &mut folder.fees {
            super::check_fees::findings(fees, known, &mut found);
        }
    }
    if let (Some(form), Some(documents)) = (&folder.form, &folder.documents) {
        check_form::file_questions(form, documents, &mut found);
        check_sections::confirmed(form, documents, &mut found);
        slips::in_documents(&form.form, documents, &mut found);
    }
    if let (Some(meta), Some(form)) = (&folder.meta, &folder.form) {
        titolari(meta, &form.form, &mut found);
    }
    if let (Some(form), Some(fees)) = (&folder.form, &folder.fees) {
        slips::in_fees(&form.form, fees, &mut found);
    }
    check_workflow::findings(folder, known.as_ref(), &mut found);
    links::findings(folder, known.as_ref(), &mut found);
    super::deed_names::findings(folder, &mut found);
    texts_findings(folder, &mut found);
    found
}

fn slot_conditions(documents: &mut Source<'_, Documents>, known: &Known, found: &mut Vec<Finding>) {
    let mut faults = Vec::new();
    for (index, slot) in documents.value.slots.iter_mut().enumerate() {
        if let Some(when) = &mut slot.when
            && let Err(fault) = formulas::condition(when, known)
        {
            faults.push((index, fault));
        }
    }
    for (index, fault) in faults {
        let way = [Key("slot"), Item(index), Key("when")];
        found.push(documents.finding(&way, fault.message, fault.remedy));
    }
}

/// Whether a text can be an id: `[a-z][a-z0-9_]*`.
pub(super) fn is_id(text: &str, also: char) -> bool {
    text.len() <= LONGEST_ID
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == also)
}

pub(super) const ID_REMEDY: &str = "use small letters, digits and `_`, beginning with a letter, at most 60";
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

/// Whom a case is for is named by questions for a person: nobody else logs in.
fn titolari(meta: &Source<'_, Meta>, form: &Form, found: &mut Vec<Finding>) {
    for (at, name) in meta.value.titolari.iter().enumerate() {
        let says = match form.question(name) {
            None => "is no question of the form",
            Some((_, question)) if question.special => "is of a special category",
            Some((_, question)) if question.kind != FieldKind::Person => "asks for no person",
            Some(_) => continue,
        };
        let message = format!("a case is for whom `{name}` names, which {says}");
        found.push(meta.finding(
            &[Key("titolari"), Item(at)],
            message,
            "name a question of the kind `person`",
        ));
    }
}

fn slot_findings(documents: &Source<'_, Documents>, found: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, slot) in documents.value.slots.iter().enumerate() {
        slot_finding(documents, slot, &[Key("slot"), Item(index)], &mut seen, found);
    }
    if let Some(slot) = &documents.value.answers {
        slot_finding(documents, slot, &[Key("answers")], &mut seen, found);
        for (key, wrong) in [("when", slot.when.is_some()), ("optional", slot.optional)] {
            if wrong {
                let message = format!("`{key}` says nothing about the files of an answer");
                found.push(documents.finding(&[Key("answers"), Key(key)], message, "remove it"));
            }
        }
    }
    for id in documents.value.retired.iter().filter(|id| seen.contains(id)) {
        let message = format!("the document `{id}` is retired and asked for");
        let remedy = "take it out of `retired`, or remove the document";
        found.push(documents.finding(&[Key("retired")], message, remedy));
    }
}

/// What is wrong with one document; `way` leads to it in the file.
fn slot_finding<'a>(
    documents: &Source<'_, Documents>,
    slot: &'a Slot,
    way: &[At<'_>],
    seen: &mut BTreeSet<&'a String>,
    found: &mut Vec<Finding>,
) {
    let id = &slot.id;
    let mut add = |key: &'static str, message: String, remedy: &str| {
        let way: Vec<At<'_>> = way.iter().copied().chain([Key(key)]).collect();
        found.push(documents.finding(&way, message, remedy));
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
    if slot.max_bytes < SMALLEST_FILE || slot.max_bytes > LARGEST_FILE {
        let message = format!("a file of the document `{id}` may have {} bytes", slot.max_bytes);
        let remedy = "write a number of bytes from 1000 to 5368709120: 20 megabytes are 20971520";
        add("max_bytes", message, remedy);
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

const KINDS_REMEDY: &str = "list some of pdf, p7m, jpeg, png";
