//! What is wrong in a tree beyond what the reader of its file already refused: ways that lead nowhere.

use std::collections::{BTreeMap, BTreeSet};

use contract::catalogue::OutcomeKind;

use super::tree::{Choice, Node, Question, Tree};
use crate::procedures::{
    Definition, Finding,
    source::{
        At::{self, Item, Key},
        Source,
    },
};

/// The longest id: it is a word of an address.
const LONGEST_ID: usize = 60;
const ID_REMEDY: &str = "use small letters, digits and `_`, beginning with a letter, at most 60";

/// Everything wrong in the tree itself.
pub(super) fn findings(tree: &Source<'_, Tree>, procedures: &[&Definition], found: &mut Vec<Finding>) {
    found.extend(tree.blank_texts());
    ids(tree, found);
    ways(tree, found);
    outcomes(tree, procedures, found);
}

fn is_id(text: &str) -> bool {
    text.len() <= LONGEST_ID
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn question_at(index: usize) -> [At<'static>; 3] {
    [Key("question"), Item(index), Key("id")]
}

fn outcome_at(index: usize, key: &str) -> [At<'_>; 3] {
    [Key("outcome"), Item(index), Key(key)]
}

fn choice_at(question: usize, choice: usize, key: &str) -> [At<'_>; 5] {
    [Key("question"), Item(question), Key("choices"), Item(choice), Key(key)]
}

/// Every question and outcome has an id of its own, every choice a code of its own.
fn ids(tree: &Source<'_, Tree>, found: &mut Vec<Finding>) {
    let (mut nodes, mut codes) = (BTreeSet::new(), BTreeSet::new());
    let mut check = |seen: &mut BTreeSet<String>, way: &[At<'_>], id: &str| {
        if !is_id(id) {
            found.push(tree.finding(way, format!("`{id}` cannot be an id"), ID_REMEDY));
        }
        if !seen.insert(id.to_owned()) {
            let message = format!("`{id}` is there twice");
            found.push(tree.finding(way, message, "give each question, outcome and choice an id of its own"));
        }
    };
    for (index, question) in tree.value.questions.iter().enumerate() {
        check(&mut nodes, &question_at(index), &question.id);
        for (place, choice) in question.choices.iter().enumerate() {
            check(&mut codes, &choice_at(index, place, "id"), &choice.id);
        }
    }
    for (index, outcome) in tree.value.outcomes.iter().enumerate() {
        check(&mut nodes, &outcome_at(index, "id"), &outcome.id);
    }
}

/// Every way from the start ends at an outcome, and everything is on some way.
fn ways(tree: &Source<'_, Tree>, found: &mut Vec<Finding>) {
    let value = &tree.value;
    match value.node(&value.start) {
        Some(Node::Question(_)) => {}
        _ => {
            let message = format!("there is no question `{}` to start with", value.start);
            found.push(tree.finding(&[Key("start")], message, "write the id of a question"));
        }
    }
    for (index, question) in value.questions.iter().enumerate() {
        if question.choices.len() < 2 {
            let message = format!("the question `{}` leaves no choice", question.id);
            found.push(tree.finding(&question_at(index), message, "list at least two choices"));
        }
        for (place, choice) in question.choices.iter().enumerate() {
            if value.node(&choice.to).is_none() {
                let message = format!("there is no question or outcome `{}`", choice.to);
                let remedy = "write the id of one that is there";
                found.push(tree.finding(&choice_at(index, place, "to"), message, remedy));
            }
        }
    }
    let (reached, ending, round) = (reached(value), ending(value), on_a_circle(value));
    for (index, question) in value.questions.iter().enumerate() {
        let (id, at) = (question.id.as_str(), question_at(index));
        if !reached.contains(id) {
            let message = format!("no answer leads to the question `{id}`");
            found.push(tree.finding(&at, message, "lead a choice to it, or remove it"));
        }
        if round.contains(id) {
            let message = format!("answers can lead from the question `{id}` back to it");
            found.push(tree.finding(&at, message, "lead its choices onward"));
        }
        if !ending.contains(id) {
            let message = format!("no answer to the question `{id}` ever leads to an outcome");
            found.push(tree.finding(&at, message, "lead a choice to an outcome"));
        }
    }
    for (index, outcome) in value.outcomes.iter().enumerate() {
        if !reached.contains(outcome.id.as_str()) {
            let message = format!("no answer leads to the outcome `{}`", outcome.id);
            found.push(tree.finding(&outcome_at(index, "id"), message, "lead a choice to it, or remove it"));
        }
    }
}

/// The ids of what can be reached from the start.
fn reached(tree: &Tree) -> BTreeSet<&str> {
    let mut reached = BTreeSet::from([tree.start.as_str()]);
    reached.extend(onward(tree, &tree.start));
    reached
}

/// The ids of what can be reached from a question in one step or more.
fn onward<'a>(tree: &'a Tree, from: &str) -> BTreeSet<&'a str> {
    let choices = |id: &str| {
        let question = tree.questions.iter().find(|question| question.id == id);
        question.into_iter().flat_map(|question| &question.choices).map(|choice| choice.to.as_str())
    };
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = choices(from).collect();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(choices(id));
        }
    }
    found
}

/// The ids of the questions from which an outcome can be reached. One whose choices lead to
/// nothing that exists counts: that is said of the choice.
fn ending(tree: &Tree) -> BTreeSet<&str> {
    let ends = |question: &&Question| {
        let ways = onward(tree, &question.id);
        ways.is_empty() || ways.iter().any(|id| !matches!(tree.node(id), Some(Node::Question(_))))
    };
    tree.questions.iter().filter(ends).map(|question| question.id.as_str()).collect()
}

/// The ids of the questions that can be asked again after an answer to them.
fn on_a_circle(tree: &Tree) -> BTreeSet<&str> {
    let ids = tree.questions.iter().map(|question| question.id.as_str());
    ids.filter(|id| onward(tree, id).contains(id)).collect()
}

fn outcomes(tree: &Source<'_, Tree>, procedures: &[&Definition], found: &mut Vec<Finding>) {
    for (index, outcome) in tree.value.outcomes.iter().enumerate() {
        let mut add = |key: &str, message: String, remedy: &str| {
            found.push(tree.finding(&outcome_at(index, key), message, remedy));
        };
        let id = &outcome.id;
        match (outcome.kind, &outcome.procedure) {
            (OutcomeKind::Procedure, None) => {
                add("kind", format!("the outcome `{id}` names no procedure"), "add `procedure = \"…\"`");
            }
            (OutcomeKind::Procedure, Some(slug)) => {
                if !procedures.iter().any(|definition| definition.slug() == slug) {
                    let message = format!("there is no procedure `{slug}`");
                    add("procedure", message, "write the name of its folder");
                }
            }
            (_, Some(_)) => {
                let message = format!("the outcome `{id}` begins no procedure but names one");
                add("procedure", message, "write `kind = \"procedure\"`, or remove the key");
            }
            (_, None) if !outcome.prefill.is_empty() => {
                add("prefill", format!("the outcome `{id}` begins no procedure to fill"), "remove the key");
            }
            (_, None) => {}
        }
    }
}

const PREFILL_REMEDY: &str =
    "write a question of the form that has `from_address = true`, and one of its choices";

/// What is handed to the forms of the procedures and they do not take. It stops nobody: the form
/// asks again. Forms change more often than trees, and not always by the same hand.
pub(super) fn misfits(tree: &Source<'_, Tree>, procedures: &[&Definition]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (index, question) in tree.value.questions.iter().enumerate() {
        for (place, choice) in question.choices.iter().enumerate() {
            let ahead = ahead(&tree.value, choice, procedures);
            for message in unasked(&choice.prefill, &ahead) {
                found.push(tree.finding(&choice_at(index, place, "prefill"), message, PREFILL_REMEDY));
            }
        }
    }
    for (index, outcome) in tree.value.outcomes.iter().enumerate() {
        let own = |definition: &&&Definition| outcome.procedure.as_deref() == Some(definition.slug());
        let own: Vec<&Definition> = procedures.iter().filter(own).copied().collect();
        for message in unasked(&outcome.prefill, &own) {
            found.push(tree.finding(&outcome_at(index, "prefill"), message, PREFILL_REMEDY));
        }
    }
    found
}

/// The procedures that a choice may lead to.
fn ahead<'a>(tree: &Tree, choice: &Choice, procedures: &[&'a Definition]) -> Vec<&'a Definition> {
    let mut ids = onward(tree, &choice.to);
    ids.insert(&choice.to);
    let outcomes = tree.outcomes.iter().filter(|outcome| ids.contains(outcome.id.as_str()));
    let slugs: Vec<&str> = outcomes.filter_map(|outcome| outcome.procedure.as_deref()).collect();
    procedures.iter().copied().filter(|definition| slugs.contains(&definition.slug())).collect()
}

/// What is wrong with values for the form of one of these procedures.
fn unasked(prefill: &BTreeMap<String, String>, procedures: &[&Definition]) -> Vec<String> {
    let asked = |id: &str| {
        let steps = procedures.iter().flat_map(|definition| &definition.form.steps);
        steps.flat_map(|step| &step.questions).find(|question| question.id == id)
    };
    let wrong = prefill.iter().filter_map(|(id, value)| match asked(id) {
        None => Some(format!("no procedure that this leads to asks `{id}`")),
        Some(question) if !question.choices.contains(value) => {
            Some(format!("the question `{id}` of the procedure has no choice `{value}`"))
        }
        Some(question) if !question.from_address => {
            Some(format!("the question `{id}` of the procedure takes no answer from an address"))
        }
        Some(_) => None,
    });
    wrong.collect()
}
