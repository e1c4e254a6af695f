//! The shape of the sources: what a review would say again and again, said by a test instead.

mod borders;
mod crates;
mod sizes;
mod words;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of the tree.
struct Source {
    /// Its path from the root, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// Whether it is a test, or exists for tests only.
    fn is_test(&self) -> bool {
        ["/tests/", "/examples/", "/testkit/"].iter().any(|folder| self.path.contains(folder))
            || self.path.ends_with("/tests.rs")
    }

    /// The file without the unit tests at its end.
    fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap()
    }

    /// The lines of `code` that are no comment, numbered from 1.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.code().lines().enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Every Rust file of the workspace.
fn sources() -> Vec<Source> {
    let found = files(&["app", "entity", "migration", "server"], &["rs"]);
    assert!(found.len() > 200, "the tree is read wrongly: {} files", found.len());
    found
}

/// Rust files that are part of the product.
fn product() -> Vec<Source> {
    sources().into_iter().filter(|source| !source.is_test()).collect()
}

/// The files with these endings under these folders of the root.
fn files(folders: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&root().join(folder), endings, &mut found);
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !matches!(name, "target" | "node_modules" | "artifacts" | ".git") {
                collect(&path, endings, found);
            }
            continue;
        }
        let ending = name.rsplit('.').next().unwrap();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if endings.contains(&ending) || endings.contains(&"*") {
            let path = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
}

/// Fails with every breach at once, and the rule.
#[track_caller]
fn none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}\n  {}", breaches.join("\n  "));
}

/// Whether a word stands alone in a line.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(part) && !line[at + word.len()..].starts_with(part))
}
