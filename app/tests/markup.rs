//! A small reader of our own HTML, strict where pages go wrong: ids, labels, references, scripts.

use std::collections::{HashMap, HashSet};

/// A start tag with its attributes.
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: HashMap<String, String>,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// The start tags of a page, in order.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap();
        let name = rest[..end].to_ascii_lowercase();
        rest = &rest[end..];
        let mut attributes = HashMap::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if let Some(after) = rest.strip_prefix('>') {
                rest = after;
                break;
            }
            let end = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace()).unwrap();
            let attribute = rest[..end].to_owned();
            rest = &rest[end..];
            let mut value = String::new();
            if let Some(after) = rest.strip_prefix("=\"") {
                let close = after.find('"').unwrap();
                value = after[..close].to_owned();
                rest = &after[close + 1..];
            }
            assert!(attributes.insert(attribute.clone(), value).is_none(), "<{name}> has {attribute} twice");
        }
        found.push(Tag { name, attributes });
    }
    found
}

/// Fails unless the page keeps every rule that all pages keep. Returns its tags.
pub(crate) fn sound(what: &str, html: &str) -> Vec<Tag> {
    let tags = tags(html);
    assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{what}: no document");
    let mut ids = HashSet::new();
    for tag in &tags {
        if let Some(id) = tag.get("id") {
            assert!(!id.is_empty() && ids.insert(id.to_owned()), "{what}: id {id} twice");
        }
        for name in tag.attributes.keys() {
            assert!(!name.starts_with("on"), "{what}: script in an attribute, {name}");
            assert_ne!(name, "style", "{what}: style in an attribute");
        }
        if tag.name == "script" {
            assert!(
                tag.get("src").is_some_and(|src| src.starts_with("/assets/")),
                "{what}: script in the page"
            );
        }
        assert_ne!(tag.name, "style", "{what}: style in the page");
    }
    references(what, &tags, &ids);
    controls(what, &tags);
    assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{what}: one h1");
    assert_eq!(tags.iter().filter(|tag| tag.name == "main").count(), 1, "{what}: one main");
    headings(what, &tags);
    for key in ["unknown", "portal-name"] {
        assert!(!html.contains(&format!(">{key}<")), "{what}: a key instead of a text, {key}");
    }
    tags
}

/// Whatever names an id names one that is in the page.
fn references(what: &str, tags: &[Tag], ids: &HashSet<String>) {
    for tag in tags {
        let described = tag.get("aria-describedby").unwrap_or_default().split_whitespace();
        let label_for = tag.get("for").into_iter();
        let place = tag.get("href").and_then(|href| href.strip_prefix('#')).into_iter();
        for id in described.chain(label_for).chain(place) {
            assert!(ids.contains(id), "{what}: <{}> names the id {id}, which is not there", tag.name);
        }
    }
}

/// Every control has a label and every label a control; every submit button says what it does.
fn controls(what: &str, tags: &[Tag]) {
    let labelled: HashSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.get("for")).collect();
    for tag in tags {
        let shown = tag.get("type") != Some("hidden");
        if matches!(tag.name.as_str(), "input" | "textarea" | "select") && shown {
            let id = tag.get("id").unwrap_or_default();
            assert!(labelled.contains(id), "{what}: the control {id} has no label");
            assert!(tag.get("name").is_some(), "{what}: the control {id} has no name");
        }
        if tag.name == "label" {
            assert_eq!(tag.get("class"), Some("active"), "{what}: a label that floats over its input");
        }
        if tag.name == "button" && tag.get("type") == Some("submit") && tag.get("name").is_none() {
            // Only searches, which are GET and have nothing to tell apart.
            assert!(
                tags.iter().any(|form| form.get("method") == Some("get")),
                "{what}: a submit button without name"
            );
        }
        if tag.name == "form" {
            assert!(
                tag.get("action").is_some_and(|to| to.starts_with('/')),
                "{what}: a form that goes nowhere"
            );
        }
    }
}

/// After the h1 no level is skipped.
fn headings(what: &str, tags: &[Tag]) {
    let levels = tags.iter().filter_map(|tag| match tag.name.as_str() {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    });
    let levels: Vec<i32> = levels.collect();
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "{what}: heading levels {levels:?}");
    }
}
