//! Two definitions side by side: everything that differs, part by part, and what cases under way would miss.

mod fields;

use std::collections::{BTreeMap, BTreeSet};

use contract::{Lang, cases::Phase};
use serde::Serialize;
use serde_json::{Map, Value};

use super::Definition;

/// What a difference is about, in the order in which a person reads a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A key of `procedure.toml`: version, first day, office, category.
    Meta,
    /// An act that the procedure rests on.
    Source,
    /// A page of the form.
    Page,
    /// A question.
    Question,
    /// Who answers for a part of the form.
    Section,
    /// What must hold between answers.
    Rule,
    /// A question, choice or document that is gone on purpose.
    Retired,
    /// A document.
    Document,
    /// A table of fees.
    Fee,
    /// A row of a table of fees: `table.row`.
    FeeRow,
    /// A key of the workflow as a whole.
    Workflow,
    /// A state.
    State,
    /// An event.
    Event,
    /// What runs beside the main way.
    Track,
    /// A term.
    Term,
    /// A way to follow another case.
    Link,
    /// The template of a written act of the office.
    Deed,
    /// A text, by its way in the file of its language: `it.state.bozza.label`.
    Text,
}

impl Part {
    /// Every part, in that order.
    pub const ALL: [Self; 18] = [
        Self::Meta,
        Self::Source,
        Self::Page,
        Self::Question,
        Self::Section,
        Self::Rule,
        Self::Retired,
        Self::Document,
        Self::Fee,
        Self::FeeRow,
        Self::Workflow,
        Self::State,
        Self::Event,
        Self::Track,
        Self::Term,
        Self::Link,
        Self::Deed,
        Self::Text,
    ];

    /// Whether it is a list whose order means something: the order of pages, of buttons, of rows that are looked at.
    fn is_list(self) -> bool {
        !matches!(self, Self::Meta | Self::Workflow | Self::Deed | Self::Text)
    }
}

/// What happened to a part between two definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is in the second alone.
    Added,
    /// It is in the first alone.
    Removed,
    /// It is in both, and not the same.
    Changed,
}

/// One thing in which two definitions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about.
    pub part: Part,
    /// What happened to it.
    pub what: What,
    /// Which one: an id, a key or an act. `*` where the order of a whole list changed.
    pub id: String,
    /// What of it changed, as the files spell it: `when`, `branch.diniego.when`; `order` of a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What it was, if it was there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What it is, if it is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Everything in which two definitions differ, in the order of [`Part::ALL`] and of the second; what is gone comes at
/// the end of its part. Two definitions from one folder have none.
#[must_use]
pub fn differences(old: &Definition, new: &Definition) -> Vec<Difference> {
    let mut found = Vec::new();
    for part in Part::ALL {
        compare(part, &items(old, part), &items(new, part), &mut found);
        if part == Part::Page {
            orders_of_questions(old, new, &mut found);
        }
    }
    found
}

/// The states and terms of the first definition in which a filed case may stand and which the second does not have, or
/// has in another track. Cases stay with the version they were begun on, and can be moved only where nothing of it is
/// missing.
#[must_use]
pub fn under_way(old: &Definition, new: &Definition) -> Vec<Difference> {
    let gone = |part, id: &str, track: Option<&String>, there: Option<Option<&String>>| {
        // An id in another track is another state: no journal leads there.
        let moved = there.is_some();
        (there != Some(track)).then(|| Difference {
            part,
            what: if moved { What::Changed } else { What::Removed },
            id: id.to_owned(),
            key: moved.then(|| "track".to_owned()),
            before: track.cloned().filter(|_| moved),
            after: there.flatten().cloned(),
        })
    };
    let filed = old.workflow.states.iter().filter(|state| state.phase != Phase::Draft);
    let states = filed.filter_map(|state| {
        let there = new.workflow.state(&state.id).map(|own| own.track.as_ref());
        gone(Part::State, &state.id, state.track.as_ref(), there)
    });
    let terms = old.clocks.terms.iter().filter_map(|term| {
        let there = new.clocks.term(&term.id).map(|own| own.track.as_ref());
        gone(Part::Term, &term.id, term.track.as_ref(), there)
    });
    states.chain(terms).collect()
}

/// Compares the items of a part, each known by its id.
fn compare(part: Part, old: &[Item], new: &[Item], found: &mut Vec<Difference>) {
    let one =
        |what, id: &str, key, before, after| Difference { part, what, id: id.to_owned(), key, before, after };
    let told = |value: &Value| Some(fields::words(value)).filter(|words| !words.is_empty());
    let (were, are) = (by_id(old), by_id(new));
    for (id, value) in new {
        match were.get(id.as_str()) {
            None => found.push(one(What::Added, id, None, None, told(value))),
            Some(before) => found.extend(fields::changed(before, value).into_iter().map(|field| {
                let key = Some(field.key).filter(|key| !key.is_empty());
                one(What::Changed, id, key, field.before, field.after)
            })),
        }
    }
    for (id, value) in old.iter().filter(|(id, _)| !are.contains_key(id.as_str())) {
        found.push(one(What::Removed, id, None, told(value), None));
    }
    if part.is_list() && part != Part::Question {
        found.extend(order(part, "*", &ids(old), &ids(new)));
    }
}

/// Questions are in order within their page: one that moved to another is a change of its own.
fn orders_of_questions(old: &Definition, new: &Definition, found: &mut Vec<Difference>) {
    for step in &new.form.steps {
        let Some(before) = old.form.step(&step.id) else { continue };
        let ids = |of: &contract::forms::Step| -> Vec<String> {
            of.questions.iter().map(|question| question.id.clone()).collect()
        };
        found.extend(order(Part::Page, &step.id, &ids(before), &ids(step)));
    }
}

/// The order of what both have, where it is another.
fn order(part: Part, id: &str, old: &[String], new: &[String]) -> Option<Difference> {
    let both: BTreeSet<&String> = old.iter().filter(|id| new.contains(id)).collect();
    let kept =
        |ids: &[String]| -> Vec<String> { ids.iter().filter(|id| both.contains(id)).cloned().collect() };
    let (before, after) = (kept(old), kept(new));
    (before != after).then(|| Difference {
        part,
        what: What::Changed,
        id: id.to_owned(),
        key: Some("order".to_owned()),
        before: Some(before.join(", ")),
        after: Some(after.join(", ")),
    })
}

/// Something that a definition has, by its id.
type Item = (String, Value);

fn by_id(items: &[Item]) -> BTreeMap<&str, &Value> {
    items.iter().map(|(id, value)| (id.as_str(), value)).collect()
}

fn ids(items: &[Item]) -> Vec<String> {
    items.iter().map(|(id, _)| id.clone()).collect()
}

/// What a definition has of a part.
fn items(definition: &Definition, part: Part) -> Vec<Item> {
    // Every field by its name: what is added to a definition is compared too.
    let Definition {
        hash: _,
        meta,
        form,
        slots: _,
        answer_slot: _,
        retired_slots,
        fees,
        workflow,
        clocks,
        links,
        deeds,
        texts: _,
    } = definition;
    match part {
        Part::Meta => {
            let all = members(value(meta)).into_iter();
            all.filter(|(key, _)| key != "source").collect()
        }
        Part::Source => {
            listed(meta.sources.iter().map(|source| (source.act.clone(), without(value(source), "act"))))
        }
        Part::Page => {
            listed(form.steps.iter().map(|step| (step.id.clone(), without(value(step), "question"))))
        }
        Part::Question => questions(definition),
        Part::Section => listed(form.sections.iter().map(|section| (section.id.clone(), value(section)))),
        Part::Rule => listed(form.rules.iter().map(|rule| (rule.id.clone(), value(rule)))),
        Part::Retired => {
            let all = form.retired.iter().chain(retired_slots);
            listed(all.map(|id| (id.clone(), Value::Null)))
        }
        Part::Document => documents(definition),
        Part::Fee => {
            let tables = fees.tables.iter();
            listed(tables.map(|table| (table.id.clone(), without(value(table), "row"))))
        }
        Part::FeeRow => fee_rows(definition),
        Part::Workflow => vec![("initial".to_owned(), Value::String(workflow.initial.clone()))],
        Part::State => listed(workflow.states.iter().map(|state| (state.id.clone(), value(state)))),
        Part::Event => listed(workflow.events.iter().map(|event| (event.id.clone(), value(event)))),
        Part::Track => listed(workflow.tracks.iter().map(|track| (track.id.clone(), value(track)))),
        Part::Term => listed(clocks.terms.iter().map(|term| (term.id.clone(), value(term)))),
        Part::Link => listed(links.iter().map(|link| (link.id.clone(), value(link)))),
        Part::Deed => deeds
            .iter()
            .map(|(id, source)| {
                (id.clone(), with(Value::Object(Map::new()), "text", Value::String(source.clone())))
            })
            .collect(),
        Part::Text => texts(definition),
    }
}

/// Items whose id is their name: it is no difference inside them. A name that comes twice is told apart by its place.
fn listed(all: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut names = BTreeSet::new();
    let distinct = all.map(|(id, value)| {
        let id = fields::distinct(id, |name| names.contains(name));
        names.insert(id.clone());
        (id, without(value, "id"))
    });
    distinct.collect()
}

/// The questions of all pages, each with the page that asks it.
fn questions(definition: &Definition) -> Vec<Item> {
    listed(definition.form.steps.iter().flat_map(|step| {
        step.questions.iter().map(|question| {
            let page = Value::String(step.id.clone());
            (question.id.clone(), with(value(question), "page", page))
        })
    }))
}

/// The documents, and the files that may come with answers to the office.
fn documents(definition: &Definition) -> Vec<Item> {
    let own = definition.slots.iter().map(|slot| (slot.id.clone(), value(slot)));
    let answers = definition.answer_slot.iter().map(|slot| {
        let place = Value::String("answers to the office".to_owned());
        (slot.id.clone(), with(value(slot), "place", place))
    });
    listed(own.chain(answers))
}

fn fee_rows(definition: &Definition) -> Vec<Item> {
    listed(
        definition
            .fees
            .tables
            .iter()
            .flat_map(|table| table.rows.iter().map(|row| (format!("{}.{}", table.id, row.id), value(row)))),
    )
}

/// Every text of every language, by its way in its file.
fn texts(definition: &Definition) -> Vec<Item> {
    let mut found = Vec::new();
    for lang in Lang::ALL {
        leaves(lang.as_str().to_owned(), value(definition.texts.of(lang)), &mut found);
    }
    found
}

fn leaves(way: String, value: Value, found: &mut Vec<Item>) {
    match value {
        Value::Object(_) => {
            for (key, value) in members(value) {
                leaves(format!("{way}.{key}"), value, found);
            }
        }
        Value::Array(list) => {
            for (place, value) in list.into_iter().enumerate() {
                leaves(format!("{way}.{}", place + 1), value, found);
            }
        }
        other => found.push((way, other)),
    }
}

/// A part of a definition as data, formulas as their authors wrote them. What cannot be written is no part: there is
/// none, or the definition would have no hash.
fn value(of: &impl Serialize) -> Value {
    fields::written(serde_json::to_value(of).unwrap_or_default())
}

fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn without(mut value: Value, key: &str) -> Value {
    if let Value::Object(members) = &mut value {
        members.remove(key);
    }
    value
}

fn with(mut value: Value, key: &str, member: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.insert(key.to_owned(), member);
    }
    value
}
