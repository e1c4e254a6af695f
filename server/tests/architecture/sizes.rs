//! Files and functions stay small enough to be read at once.

use super::{Source, none, product, sources};

const FILE: usize = 400;
const FUNCTION: usize = 60;
/// A page's markup is long without being hard.
const PAGE: usize = 120;

/// Functions over their limit: path, name, lines. This list may only shrink.
const LONGER: &[(&str, &str, usize)] = &[];

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    let long = sources().into_iter().filter_map(|source| {
        let lines = source.text.lines().count();
        (lines > FILE).then(|| format!("{}: {lines} lines", source.path))
    });
    none("split it by verb", &long.collect::<Vec<_>>());
}

#[test]
fn every_file_says_in_its_first_line_what_it_is() {
    let silent =
        sources().into_iter().filter(|source| !source.text.starts_with("//! ")).map(|source| source.path);
    none("the first line is `//!` and one sentence", &silent.collect::<Vec<_>>());
}

#[test]
fn no_function_is_longer_than_a_screen() {
    let mut long = Vec::new();
    let mut excused = Vec::new();
    for source in product() {
        let limit = if source.path.starts_with("app/src/") { PAGE } else { FUNCTION };
        for (name, lines) in functions(&source) {
            if lines <= limit {
                continue;
            }
            match LONGER.iter().find(|(path, function, _)| *path == source.path && *function == name) {
                Some((_, _, most)) if lines <= *most => excused.push(name),
                _ => long.push(format!("{}: {name} has {lines} lines, at most {limit}", source.path)),
            }
        }
    }
    none("take a part out under a name of its own", &long);
    for (path, name, _) in LONGER {
        assert!(
            excused.iter().any(|function| function == name),
            "{path}: {name} is short now: take it off the list"
        );
    }
}

/// Name and length of every function, by the indentation that rustfmt gives.
fn functions(source: &Source) -> Vec<(String, usize)> {
    let lines: Vec<&str> = source.code().lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let words = line.trim_start();
        let head = words.split('(').next().unwrap();
        let Some(name) = head.split("fn ").nth(1).filter(|_| starts_function(words)) else { continue };
        let indent = line.len() - words.len();
        let closing = format!("{}}}", " ".repeat(indent));
        let end = lines[start..].iter().position(|line| {
            *line == closing || line.ends_with(';') && line.len() - line.trim_start().len() == indent
        });
        let one_line = line.ends_with('}');
        let length = if one_line { 1 } else { end.unwrap_or(0) + 1 };
        found.push((name.split('<').next().unwrap().to_owned(), length));
    }
    found
}

fn starts_function(words: &str) -> bool {
    let before = words.split("fn ").next().unwrap();
    before.split_whitespace().all(|word| {
        matches!(word, "pub" | "async" | "const" | "pub(crate)" | "pub(super)") || word.starts_with("pub(in")
    })
}

#[test]
fn the_measure_sees_long_functions() {
    let body = "    let a = 1;\n".repeat(70);
    let text = format!("//! A file.\n\npub async fn long<T>(a: T) -> T {{\n{body}}}\n\nfn short() {{ 1 }}\n");
    let source = Source { path: "server/src/a.rs".to_owned(), text };
    assert_eq!(functions(&source), [("long".to_owned(), 72), ("short".to_owned(), 1)]);
}
