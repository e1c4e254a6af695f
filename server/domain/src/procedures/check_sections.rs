//! What is wrong in the parts of a long form, and in who answers for them.

use std::collections::BTreeSet;

use contract::forms::FieldKind;

use super::{
    Finding,
    form_file::FormSource,
    load::{Documents, Folder},
    source::{
        At::{Item, Key},
        Source,
    },
    texts::LangTexts,
};

/// Steps of one section follow one another.
pub(super) fn together(form: &FormSource<'_>, index: usize, found: &mut Vec<Finding>) {
    let steps = &form.form.steps;
    let before = index.checked_sub(1).and_then(|at| steps.get(at)).and_then(|step| step.section.as_ref());
    let Some(section) = steps.get(index).and_then(|step| step.section.as_ref()) else {
        if let Some(before) = before.filter(|before| form.form.section(before).is_some()) {
            let message = format!("this step would stand under what is declared for the section `{before}`");
            found.push(form.at_step(index, "id", message, "give the step a section"));
        }
        return;
    };
    let earlier = steps.iter().take(index).any(|step| step.section.as_ref() == Some(section));
    if earlier && before != Some(section) {
        let message = format!("the section `{section}` begins again here");
        found.push(form.at_step(index, "section", message, "put the steps of a section together"));
    }
}

/// Who answers for a section is somebody whom the form names.
pub(super) fn answered_for(form: &FormSource<'_>, found: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    for (index, section) in form.form.sections.iter().enumerate() {
        let id = &section.id;
        if !form.form.steps.iter().any(|step| step.section.as_ref() == Some(id)) {
            let message = format!("no step is of the section `{id}`");
            let remedy = "write the word that steps have as `section`, or remove it here";
            found.push(form.at_section(index, "id", message, remedy));
        }
        if !ids.insert(id) {
            let message = format!("it is said twice who answers for the section `{id}`");
            found.push(form.at_section(index, "id", message, "keep one of the two"));
        }
        let by = form.form.question(&section.by).map(|(_, question)| question);
        if by.is_some_and(|question| question.special) {
            let message = format!("who answers for the section `{id}` is named to everybody who reads it");
            let remedy = "name them by a question that is not `special`";
            found.push(form.at_section(index, "by", message, remedy));
        }
        let kind = by.map(|question| question.kind);
        let names = [FieldKind::Person, FieldKind::Professional, FieldKind::Signature];
        if !kind.is_some_and(|kind| names.contains(&kind)) {
            let message = format!("`{}` is no question that names somebody", section.by);
            let remedy = "write the id of a question of kind person, professional or signature";
            found.push(form.at_section(index, "by", message, remedy));
        }
    }
}

/// The documents that confirm a section are documents that are asked for.
pub(super) fn confirmed(form: &FormSource<'_>, documents: &Source<'_, Documents>, found: &mut Vec<Finding>) {
    for (index, section) in form.form.sections.iter().enumerate() {
        for slot in &section.documents {
            if !documents.value.slots.iter().any(|of| of.id == *slot) {
                let message = format!("there is no document `{slot}`");
                let remedy = "write ids of `[[slot]]` of documents.toml";
                found.push(form.at_section(index, "documents", message, remedy));
            }
        }
    }
}

/// Who answers for a section is called something, and only there.
pub(super) fn roles(folder: &Folder<'_>, texts: &Source<'_, LangTexts>, found: &mut Vec<Finding>) {
    let Some(form) = &folder.form else { return };
    for (id, words) in &texts.value.section {
        let (message, remedy) = match (form.form.section(id), &words.role) {
            (Some(_), None) => (
                format!("the section `{id}` does not say as what somebody answers for it"),
                "add `role = \"…\"`: the words after \"Declared by\" or \"Certified by\"",
            ),
            (None, Some(_)) => (
                format!("nobody answers for the section `{id}`"),
                "remove `role`, or add a `[[section]]` to form.toml",
            ),
            _ => continue,
        };
        found.push(texts.finding(&[Key("section"), Key(id)], message, remedy));
    }
}

impl FormSource<'_> {
    /// A finding about a key of a `[[section]]`, which only the form itself may have.
    fn at_section(&self, section: usize, key: &str, message: String, remedy: &str) -> Finding {
        self.main_finding(&[Key("section"), Item(section), Key(key)], message, remedy)
    }
}
