//! Every thing of a procedure has its words in every language, and no words are left over.

use std::collections::BTreeMap;

use contract::forms::{Question, Step};
use engine::{Effect, Event, expressions::nearest};

use super::{
    EventTexts, Finding, LangTexts, check_sections,
    load::Folder,
    source::{
        At::{self, Key},
        Source,
    },
};

pub(super) fn texts_findings(folder: &Folder<'_>, found: &mut Vec<Finding>) {
    for (lang, texts) in &folder.texts {
        let lent: Vec<&LangTexts> =
            folder.lent.iter().filter(|(of, _)| of == lang).map(|(_, texts)| texts).collect();
        owners(folder, texts, &lent, found);
        if let Some(form) = &folder.form {
            for step in &form.form.steps {
                rows(step, texts, &lent, found);
                for question in &step.questions {
                    choices(question, texts, &lent, found);
                }
            }
        }
        if let Some(workflow) = &folder.workflow {
            for event in &workflow.value.events {
                let sets = folder.clocks.as_ref().is_some_and(|clocks| clocks.value.day_set(event).is_some());
                event_words((event, sets), texts, found);
                published_words(event, texts, found);
            }
        }
        for (key, list) in [
            (["service", "needed"], &texts.value.service.needed),
            (["filing", "next"], &texts.value.filing.next),
        ] {
            if list.is_empty() {
                let way = key.map(Key);
                found.push(texts.finding(&way, "the list is empty", "write at least one item"));
            }
        }
        found.extend(texts.blank_texts());
    }
    for (_, texts) in &folder.texts {
        for (_, other) in &folder.texts {
            same_extras(texts, &other.value, found);
            same_bodies(texts, &other.value, found);
        }
    }
}

/// Compares the ids of each table of texts with those of the file that owns them.
fn owners(folder: &Folder<'_>, texts: &Source<'_, LangTexts>, lent: &[&LangTexts], found: &mut Vec<Finding>) {
    let value = &texts.value;
    if let Some(form) = &folder.form {
        let steps = &form.form.steps;
        let by_bank = |has: &dyn Fn(&LangTexts) -> bool| lent.iter().any(|texts| has(texts));
        let ids: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
        let known = |id: &str| by_bank(&|texts| texts.step.contains_key(id));
        pair("step", "title", &ids, &value.step, &known, texts, found);
        let ids: Vec<&str> =
            steps.iter().flat_map(|step| &step.questions).map(|question| question.id.as_str()).collect();
        let known = |id: &str| by_bank(&|texts| texts.question.contains_key(id));
        pair("question", "label", &ids, &value.question, &known, texts, found);
        let mut ids: Vec<&str> = steps.iter().filter_map(|step| step.section.as_deref()).collect();
        ids.dedup();
        pair("section", "title", &ids, &value.section, &nobody, texts, found);
        check_sections::roles(folder, texts, found);
        let ids: Vec<&str> = form.form.rules.iter().map(|rule| rule.id.as_str()).collect();
        let known = |id: &str| by_bank(&|texts| texts.rule.contains_key(id));
        pair("rule", "message", &ids, &value.rule, &known, texts, found);
    }
    if let Some(documents) = &folder.documents {
        let ids: Vec<&str> = documents
            .value
            .slots
            .iter()
            .chain(&documents.value.answers)
            .map(|slot| slot.id.as_str())
            .collect();
        pair("slot", "title and hint", &ids, &value.slot, &nobody, texts, found);
    }
    if let Some(workflow) = &folder.workflow {
        let ids: Vec<&str> = workflow.value.states.iter().map(|state| state.id.as_str()).collect();
        pair("state", "label and next", &ids, &value.state, &nobody, texts, found);
        let ids: Vec<&str> = workflow.value.events.iter().map(|event| event.id.as_str()).collect();
        pair("event", "label, explain and timeline", &ids, &value.event, &nobody, texts, found);
        let ids: Vec<&str> = workflow.value.tracks.iter().map(|track| track.id.as_str()).collect();
        pair("track", "label", &ids, &value.track, &nobody, texts, found);
    }
    let ids: Vec<&str> =
        folder.clocks.iter().flat_map(|clocks| &clocks.value.terms).map(|term| term.id.as_str()).collect();
    let waits =
        folder.workflow.as_ref().is_some_and(|flow| super::check_workflow::waits_for_terms(&flow.value));
    // Where the whole file of terms is missing, that is said.
    if folder.clocks.is_some() || !waits {
        pair("term", "label and silence", &ids, &value.term, &nobody, texts, found);
    }
    let links = folder.links.iter().flat_map(|links| &links.value.links);
    let ids: Vec<&str> = links.map(|link| link.id.as_str()).collect();
    pair("link", "label and explain", &ids, &value.link, &nobody, texts, found);
    fee_words(folder, texts, found);
}

/// No words come from the question bank.
fn nobody(_: &str) -> bool {
    false
}

fn fee_words(folder: &Folder<'_>, texts: &Source<'_, LangTexts>, found: &mut Vec<Finding>) {
    let tables = folder.fees.as_ref().map(|fees| fees.value.tables.as_slice()).unwrap_or_default();
    let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    pair("fee", "title and rows", &ids, &texts.value.fee, &nobody, texts, found);
    for table in tables {
        let Some(words) = texts.value.fee.get(&table.id) else { continue };
        for row in table.rows.iter().filter(|row| !words.row.contains_key(&row.id)) {
            let message = format!("the row `{}` of the fee `{}` has no words", row.id, table.id);
            let remedy = format!("add `{} = \"…\"` under `[fee.{}.row]`", row.id, table.id);
            found.push(texts.finding(&[Key("fee"), Key(&table.id)], message, remedy));
        }
        for id in words.row.keys().filter(|id| !table.rows.iter().any(|row| row.id == **id)) {
            let way = [Key("fee"), Key(&table.id), Key("row"), Key(id)];
            let message = format!("the fee `{}` has no row `{id}`", table.id);
            found.push(texts.finding(&way, message, "remove these words, or add the row in fees.toml"));
        }
    }
}

/// A group that repeats has the name of a row and the words that add one.
fn rows(step: &Step, texts: &Source<'_, LangTexts>, lent: &[&LangTexts], found: &mut Vec<Finding>) {
    let own = texts.value.step.get(&step.id);
    let Some(words) = own.or_else(|| lent.iter().find_map(|lent| lent.step.get(&step.id))) else { return };
    for (key, given) in [("row", words.row.is_some()), ("add", words.add.is_some())] {
        let way = [Key("step"), Key(step.id.as_str())];
        if step.repeat.is_some() && !given {
            let message = format!("the step `{}` repeats but has no `{key}`", step.id);
            found.push(texts.finding(&way, message, format!("add `{key} = \"…\"`")));
        }
        if step.repeat.is_none() && given {
            let message = format!("the step `{}` has a `{key}` but does not repeat", step.id);
            found.push(texts.finding(&way, message, "remove the key"));
        }
    }
}

fn pair<T>(
    table: &str,
    keys: &str,
    ids: &[&str],
    words: &BTreeMap<String, T>,
    lent: &dyn Fn(&str) -> bool,
    texts: &Source<'_, LangTexts>,
    found: &mut Vec<Finding>,
) {
    let mut bare: Vec<&str> =
        ids.iter().copied().filter(|id| !words.contains_key(*id) && !lent(id)).collect();
    let mut spare: Vec<&str> = words.keys().map(String::as_str).filter(|id| !ids.contains(id)).collect();
    // A slip in one of two names is said once.
    spare.retain(|id| {
        let Some(meant) = nearest::near(id, bare.iter().copied()) else { return true };
        bare.retain(|other| *other != meant);
        let message = format!("there is no {table} `{id}`, and the {table} `{meant}` has no words");
        found.push(texts.finding(&[Key(table), Key(id)], message, "call both the same"));
        false
    });
    for id in bare {
        let message = format!("the {table} `{id}` has no words in this language");
        let remedy = format!("add `[{table}.{id}]` with {keys}");
        found.push(texts.finding(&[Key(table)], message, remedy));
    }
    for id in spare {
        let message = format!("there is no {table} `{id}`");
        let remedy = format!("remove these words, or give them to one of: {}", ids.join(", "));
        found.push(texts.finding(&[Key(table), Key(id)], message, remedy));
    }
}

fn choices(
    question: &Question,
    texts: &Source<'_, LangTexts>,
    lent: &[&LangTexts],
    found: &mut Vec<Finding>,
) {
    let id = &question.id;
    let own = texts.value.question.get(id);
    let Some(words) = own.or_else(|| lent.iter().find_map(|lent| lent.question.get(id))) else { return };
    let at = [Key("question"), Key(id), Key("choice")];
    for value in question.choices.iter().filter(|value| !words.choice.contains_key(*value)) {
        let message = format!("the choice `{value}` of the question `{id}` has no label");
        let remedy = format!("add `{value} = \"…\"` under `[question.{id}.choice]`");
        found.push(texts.finding(&at, message, remedy));
    }
    for value in words.choice.keys().filter(|value| !question.choices.contains(value)) {
        let way = [Key("question"), Key(id), Key("choice"), Key(value)];
        let message = format!("the question `{id}` has no choice `{value}`");
        found.push(texts.finding(&way, message, "remove the label, or add the choice in form.toml"));
    }
}

/// `sets` says that the office sets a day with the event.
fn event_words((event, sets): (&Event, bool), texts: &Source<'_, LangTexts>, found: &mut Vec<Finding>) {
    let id = &event.id;
    let Some(words) = texts.value.event.get(id) else { return };
    let says = event.effects.contains(&Effect::Message);
    for (key, wanted, given, why) in [
        ("text_label", event.text.is_some(), words.text_label.is_some(), "takes a text"),
        ("message_kind", says, words.message_kind.is_some(), "sends a message"),
    ] {
        if wanted && !given {
            let message = format!("the event `{id}` {why} but has no `{key}`");
            found.push(texts.finding(&[Key("event"), Key(id)], message, format!("add `{key} = \"…\"`")));
        }
        if given && !wanted {
            let message = format!("the event `{id}` has a `{key}` but never {why}");
            let way = [Key("event"), Key(id), Key(key)];
            found.push(texts.finding(&way, message, "remove the key"));
        }
    }
    if words.day_label.is_some() && !sets {
        let message = format!("the event `{id}` has a `day_label`, and the office sets no day with it");
        let remedy = "remove the key, or let the event start a term whose length is `given`";
        found.push(texts.finding(&[Key("event"), Key(id), Key("day_label")], message, remedy));
    }
}

/// What everybody reads has a name, and no name is left over.
fn published_words(event: &Event, texts: &Source<'_, LangTexts>, found: &mut Vec<Finding>) {
    let id = &event.id;
    let Some(words) = texts.value.event.get(id) else { return };
    let answers = event.publish.as_ref().map(|rule| rule.answers.as_slice()).unwrap_or_default();
    for name in answers.iter().filter(|name| !words.published.contains_key(*name)) {
        let message = format!("the event `{id}` publishes `{name}`, which has no name there");
        let remedy = format!("add `{name} = \"…\"` under `[event.{id}.published]`");
        found.push(texts.finding(&[Key("event"), Key(id)], message, remedy));
    }
    for name in words.published.keys().filter(|name| !answers.contains(name)) {
        let way = [Key("event"), Key(id), Key("published"), Key(name)];
        let message = format!("the event `{id}` does not publish `{name}`");
        found.push(texts.finding(
            &way,
            message,
            "remove the name, or add the question to `publish` in workflow.toml",
        ));
    }
}

/// What may be left out is there in every language or in none.
fn same_extras(texts: &Source<'_, LangTexts>, other: &LangTexts, found: &mut Vec<Finding>) {
    let mut add = |way: &[At<'_>], key: &str| {
        let message = format!("another language has a `{key}` here and this one has none");
        found.push(texts.finding(way, message, format!("add `{key} = \"…\"`, or remove it there")));
    };
    for (id, theirs) in &other.question {
        let Some(ours) = texts.value.question.get(id) else { continue };
        let at = [Key("question"), Key(id)];
        if theirs.hint.is_some() && ours.hint.is_none() {
            add(&at, "hint");
        }
        if theirs.missing.is_some() && ours.missing.is_none() {
            add(&at, "missing");
        }
    }
    let (theirs, ours) = (&other.filing, &texts.value.filing);
    for (key, theirs, ours) in
        [("term", &theirs.term, &ours.term), ("silence", &theirs.silence, &ours.silence)]
    {
        if theirs.is_some() && ours.is_none() {
            add(&[Key("filing")], key);
        }
    }
    for (id, theirs) in &other.event {
        let lacks = |ours: &EventTexts| ours.day_label.is_none();
        if theirs.day_label.is_some() && texts.value.event.get(id).is_some_and(lacks) {
            add(&[Key("event"), Key(id)], "day_label");
        }
    }
    for (id, theirs) in &other.step {
        if theirs.intro.is_some() && texts.value.step.get(id).is_some_and(|ours| ours.intro.is_none()) {
            add(&[Key("step"), Key(id)], "intro");
        }
    }
}

/// Bodies have their names in every language or in none.
fn same_bodies(texts: &Source<'_, LangTexts>, other: &LangTexts, found: &mut Vec<Finding>) {
    for (id, theirs) in &other.track {
        let Some(ours) = texts.value.track.get(id) else { continue };
        for body in theirs.body.keys().filter(|body| !ours.body.contains_key(*body)) {
            let message = format!("another language has the body `{body}` here and this one has not");
            let remedy = format!("add `{body} = \"…\"` under `[track.{id}.body]`, or remove it there");
            found.push(texts.finding(&[Key("track"), Key(id)], message, remedy));
        }
    }
}
