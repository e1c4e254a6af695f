//! Every question, choice and outcome of a tree has its words in every language, and no words are left over.

use std::collections::BTreeMap;

use super::tree::{LangTexts, Tree};
use crate::procedures::{
    Finding,
    source::{At::Key, Source},
};

pub(super) fn findings(tree: Option<&Tree>, all: &[&Source<'_, LangTexts>], found: &mut Vec<Finding>) {
    for texts in all {
        found.extend(texts.blank_texts());
        if let Some(tree) = tree {
            let ids: Vec<&str> = tree.questions.iter().map(|question| question.id.as_str()).collect();
            pair("question", "label", &ids, &texts.value.question, texts, found);
            let ids: Vec<&str> = tree.choices().map(|choice| choice.id.as_str()).collect();
            pair("choice", "label", &ids, &texts.value.choice, texts, found);
            let ids: Vec<&str> = tree.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
            pair("outcome", "title, why, todo and needed", &ids, &texts.value.outcome, texts, found);
        }
        for other in all {
            same_extras(texts, &other.value, found);
        }
    }
}

fn pair<T>(
    table: &str,
    keys: &str,
    ids: &[&str],
    words: &BTreeMap<String, T>,
    texts: &Source<'_, LangTexts>,
    found: &mut Vec<Finding>,
) {
    for id in ids.iter().filter(|id| !words.contains_key(**id)) {
        let message = format!("the {table} `{id}` has no words in this language");
        found.push(texts.finding(&[Key(table)], message, format!("add `[{table}.{id}]` with {keys}")));
    }
    for id in words.keys().filter(|id| !ids.contains(&id.as_str())) {
        let message = format!("there is no {table} `{id}`");
        found.push(texts.finding(&[Key(table), Key(id)], message, "remove these words, or correct the id"));
    }
}

/// What may be left out, and how many things there are, is the same in every language.
fn same_extras(texts: &Source<'_, LangTexts>, other: &LangTexts, found: &mut Vec<Finding>) {
    let mut add = |table: &str, id: &str, key: &str| {
        let message = format!("another language says more or less here under `{key}`");
        let remedy = "write the same things in each language";
        found.push(texts.finding(&[Key(table), Key(id), Key(key)], message, remedy));
    };
    for (id, ours) in &texts.value.question {
        if other.question.get(id).is_some_and(|theirs| theirs.hint.is_some() != ours.hint.is_some()) {
            add("question", id, "hint");
        }
    }
    for (id, ours) in &texts.value.choice {
        let Some(theirs) = other.choice.get(id) else { continue };
        if theirs.hint.is_some() != ours.hint.is_some() {
            add("choice", id, "hint");
        }
        if theirs.needed.len() != ours.needed.len() {
            add("choice", id, "needed");
        }
    }
    for (id, ours) in &texts.value.outcome {
        let Some(theirs) = other.outcome.get(id) else { continue };
        if theirs.todo.len() != ours.todo.len() {
            add("outcome", id, "todo");
        }
        if theirs.needed.len() != ours.needed.len() {
            add("outcome", id, "needed");
        }
    }
}
