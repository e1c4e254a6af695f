//! A TOML file with the lines on which things stand, for findings that name them.

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Finding, plain};

/// One word of the way to a value: a key, or the place in a list from 0.
#[derive(Debug, Clone, Copy)]
pub(super) enum At<'a> {
    Key(&'a str),
    Item(usize),
}

/// A file that was read: its value, and where everything stands in it.
pub(super) struct Source<'a, T> {
    file: String,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
    pub(super) value: T,
}

impl<'a, T: DeserializeOwned> Source<'a, T> {
    /// Reads a file; what is wrong with it goes to `findings`.
    pub(super) fn read(file: String, text: &'a str, findings: &mut Vec<Finding>) -> Option<Self> {
        let parsed = DeTable::parse(text).and_then(|table| Ok((table, toml::from_str(text)?)));
        match parsed {
            Ok((table, value)) => Some(Self { file, text, table, value }),
            Err(error) => {
                let line = error.span().map(|span| line_at(text, span.start));
                let key = error.span().and_then(|span| key_at(text, span.start));
                // A message may go on over several lines, with what was expected instead.
                let message = error.message().trim().replace('\n', ", ");
                let written = error.span().and_then(|span| text.get(span)).unwrap_or_default();
                let start = error.span().map_or(0, |span| span.start);
                let at = text.lines().nth(line_at(text, start).saturating_sub(1)).unwrap_or_default();
                let whole = error.span().is_none_or(|span| {
                    span.start == 0 && (!at.starts_with('[') || span.is_empty() || span.end + 1 >= text.len())
                });
                let words = file.contains("/texts.");
                let spot = plain::Spot { key: key.as_deref(), written, line: at, whole, words };
                let (message, remedy) = plain::said(&message, &spot)
                    .unwrap_or_else(|| (message.clone(), remedy(&message).to_owned()));
                findings.push(Finding { file, line, key, message, remedy });
                None
            }
        }
    }
}

impl<T> Source<'_, T> {
    /// A finding about what stands at the end of the way, or at the last word of it that is there.
    pub(super) fn finding(
        &self,
        way: &[At<'_>],
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Finding {
        Finding {
            file: self.file.clone(),
            line: Some(self.line(way)),
            key: key_of(way),
            message: message.into(),
            remedy: remedy.into(),
        }
    }

    /// Whether something stands at the end of the way.
    pub(super) fn has(&self, way: &[At<'_>]) -> bool {
        self.walk(way).1 == way.len()
    }

    fn line(&self, way: &[At<'_>]) -> usize {
        self.walk(way).0.map_or(1, |start| line_at(self.text, start))
    }

    /// Where the last word of the way stands that is there, and how many are.
    fn walk(&self, way: &[At<'_>]) -> (Option<usize>, usize) {
        let mut start = None;
        let mut table = Some(self.table.get_ref());
        let mut list = None;
        for (gone, word) in way.iter().enumerate() {
            let next = match word {
                At::Key(key) => table.and_then(|table| table.get_key_value(*key)).map(|(key, value)| {
                    start = Some(key.span().start);
                    value
                }),
                At::Item(index) => list.and_then(|list: &toml::de::DeArray<'_>| list.get(*index)).inspect(
                    |item: &&Spanned<DeValue<'_>>| {
                        start = Some(item.span().start);
                    },
                ),
            };
            let Some(next) = next else { return (start, gone) };
            table = next.get_ref().as_table();
            list = next.get_ref().as_array();
        }
        (start, way.len())
    }

    /// A finding for every text in the file that holds nothing but blanks.
    pub(super) fn blank_texts(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for value in self.table.get_ref().values() {
            blanks(value, &mut |start, empty| {
                found.push(Finding {
                    file: self.file.clone(),
                    line: Some(line_at(self.text, start)),
                    key: key_at(self.text, start),
                    message: if empty { "this text is empty" } else { "this text is still to be written" }
                        .to_owned(),
                    remedy: "write the text, or remove the key if it may be left out".to_owned(),
                });
            });
        }
        found
    }
}

/// `found` is told where, and whether nothing stands there; else it is the sign for a text to come.
fn blanks(value: &Spanned<DeValue<'_>>, found: &mut impl FnMut(usize, bool)) {
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => found(value.span().start, true),
        DeValue::String(text) if matches!(text.trim(), "…" | "...") => found(value.span().start, false),
        DeValue::Array(list) => list.iter().for_each(|item| blanks(item, found)),
        DeValue::Table(table) => table.values().for_each(|item| blanks(item, found)),
        _ => {}
    }
}

/// The line, from 1, of a place in a text.
fn line_at(text: &str, start: usize) -> usize {
    let before = text.as_bytes().get(..start).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// The key that is written on the line of a place in a text, if there is one.
fn key_at(text: &str, start: usize) -> Option<String> {
    let line = text.lines().nth(line_at(text, start).checked_sub(1)?)?;
    let key = line.split_once('=')?.0.trim();
    let of_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    (!key.is_empty() && key.chars().all(of_key)).then(|| key.to_owned())
}

/// The same findings, each of which names something of its file by ids alone (`link.fine.states.rilasciato`) with the line of
/// that. `read` gives the files of the folder.
#[must_use]
pub fn with_lines(found: Vec<Finding>, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<Finding> {
    let placed = |mut finding: Finding| {
        if finding.line.is_none() {
            finding.line = line_of(&finding, read);
        }
        finding
    };
    found.into_iter().map(placed).collect()
}

fn line_of(finding: &Finding, read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<usize> {
    let (_, name) = finding.file.split_once('/')?;
    let text = String::from_utf8(read(name)?).ok()?;
    let table = DeTable::parse(&text).ok()?;
    let mut words = finding.key.as_deref()?.split('.');
    let (key, mut value) = table.get_ref().get_key_value(words.next()?)?;
    let mut start = Some(key.span().start);
    for word in words {
        let next = match value.get_ref() {
            DeValue::Table(table) => table.get_key_value(word).map(|(key, value)| {
                start = Some(key.span().start);
                value
            }),
            DeValue::Array(list) => list.iter().find(|item| is_called(item, word)).inspect(|item| {
                let id = item.get_ref().as_table().and_then(|table| table.get_key_value(ID));
                start = Some(id.map_or(item.span().start, |(key, _)| key.span().start));
            }),
            _ => None,
        };
        let Some(next) = next else { break };
        value = next;
    }
    start.map(|start| line_at(&text, start))
}

/// The key by which things of a list are known.
const ID: &str = "id";

/// Whether something of a list has this id, names this question or event, or is this text.
fn is_called(item: &Spanned<DeValue<'_>>, word: &str) -> bool {
    match item.get_ref() {
        DeValue::String(text) => text == word,
        DeValue::Table(table) => [ID, "question", "event"]
            .iter()
            .find_map(|key| table.get(*key))
            .is_some_and(|value| matches!(value.get_ref(), DeValue::String(text) if text == word)),
        _ => false,
    }
}

/// The key at the end of a way, with those of the tables around it back to the nearest list.
fn key_of(way: &[At<'_>]) -> Option<String> {
    let mut keys = Vec::new();
    for word in way {
        match word {
            At::Key(key) => keys.push(*key),
            At::Item(_) => keys.clear(),
        }
    }
    (!keys.is_empty()).then(|| keys.join("."))
}

/// What to do about a refusal of the reader.
fn remedy(message: &str) -> &'static str {
    if message.contains("unknown field") {
        "remove the key, or spell it as one of those expected; if it is one of the whole file, write it at the top"
    } else if message.contains("unknown variant") {
        "write one of the words expected"
    } else if message.contains("invalid type") || message.contains("invalid value") {
        "write a value of the kind expected"
    } else if message.contains("duplicate") {
        "keep one of the two"
    } else {
        "correct this line"
    }
}
