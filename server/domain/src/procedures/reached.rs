//! Which pages and documents the samples of a procedure get to. Where none gets, perhaps nobody can.

use std::collections::BTreeSet;

use contract::forms::{Filling, Step};

use super::{
    Definition, Finding, Slot,
    form_file::FormFile,
    load::Documents,
    source::{
        At::{Item, Key},
        Source,
    },
};

const REMEDY: &str = "add a sample that gets there, or correct `when`";

/// The ids of the steps and documents that samples were asked for.
#[derive(Debug, Default)]
pub(super) struct Reached<'d> {
    steps: BTreeSet<&'d str>,
    slots: BTreeSet<&'d str>,
}

impl<'d> Reached<'d> {
    /// Adds what one sample is asked for.
    pub(super) fn add(&mut self, definition: &'d Definition, filling: &Filling<'_>) {
        let steps = definition.form.steps.iter().filter(|step| filling.step_shown(step));
        self.steps.extend(steps.map(|step| step.id.as_str()));
        let asked = |slot: &&Slot| slot.when.as_ref().is_none_or(|when| when.holds(filling));
        self.slots.extend(definition.slots.iter().filter(asked).map(|slot| slot.id.as_str()));
    }

    /// A finding for every conditional step and document that no sample gets to. `read` gives the bytes
    /// of a file of the folder.
    pub(super) fn missing(
        &self,
        definition: &Definition,
        read: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Vec<Finding> {
        let mut found = self.missing_steps(definition, &text(read, "form.toml"));
        found.extend(self.missing_slots(definition, &text(read, "documents.toml")));
        found
    }

    fn missing_steps(&self, definition: &Definition, text: &str) -> Vec<Finding> {
        let file = format!("{}/form.toml", definition.slug());
        // What cannot be read was found when the definition was loaded.
        let Some(source) = Source::<FormFile>::read(file, text, &mut Vec::new()) else { return Vec::new() };
        let missed = |step: &&Step| step.when.is_some() && !self.steps.contains(step.id.as_str());
        let steps = definition.form.steps.iter().filter(missed);
        steps
            .map(|step| {
                let message = format!("no sample gets to the page `{}`", step.id);
                match source.value.place_of(step) {
                    Some(at) => source.finding(&[Key("step"), Item(at), Key("when")], message, REMEDY),
                    None => source.finding(&[], message, REMEDY),
                }
            })
            .collect()
    }

    fn missing_slots(&self, definition: &Definition, text: &str) -> Vec<Finding> {
        let file = format!("{}/documents.toml", definition.slug());
        let Some(source) = Source::<Documents>::read(file, text, &mut Vec::new()) else { return Vec::new() };
        let slots = source.value.slots.iter().enumerate();
        slots
            .filter(|(_, slot)| slot.when.is_some() && !self.slots.contains(slot.id.as_str()))
            .map(|(at, slot)| {
                let message = format!("no sample is asked for the document `{}`", slot.id);
                source.finding(&[Key("slot"), Item(at), Key("when")], message, REMEDY)
            })
            .collect()
    }
}

fn text(read: &dyn Fn(&str) -> Option<Vec<u8>>, file: &str) -> String {
    read(file).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
