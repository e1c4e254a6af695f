//! What is embedded in the binary: style, scripts, wasm, fonts, the shipped procedures and decision trees.
//! In debug builds the files are read from the tree, so that a change needs no rebuild.

use std::{borrow::Cow, collections::BTreeSet, path::Path};

use domain::{lists::Calendar, procedures::BLOCKS};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Built;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/procedures"]
struct Procedures;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/lists"]
struct Lists;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/demo"]
struct DemoLists;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/calendar"]
struct Calendars;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/prechecks"]
struct Prechecks;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/services"]
struct Services;

/// A public list, or one of the municipality's own: the installation's `overrides/lists/` wins; the
/// demo has its own. `None` if there is none.
pub(crate) fn list(overrides: &Path, demo: bool, name: &str) -> Option<String> {
    let own = std::fs::read(overrides.join("lists").join(name)).ok();
    let of_demo = || DemoLists::get(name).filter(|_| demo).map(|file| file.data.into_owned());
    let shipped = || Lists::get(name).map(|file| file.data.into_owned());
    own.or_else(of_demo).or_else(shipped).and_then(|bytes| String::from_utf8(bytes).ok())
}

/// A shipped public list, whatever the installation has.
pub(crate) fn shipped_list(name: &str) -> Option<String> {
    Lists::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
}

/// The days of rest of the whole country.
///
/// # Errors
/// The shipped file cannot be read.
pub(crate) fn calendar() -> anyhow::Result<Calendar> {
    let file = Calendars::get("italia.toml").map(|file| file.data.into_owned()).unwrap_or_default();
    Ok(toml::from_str(&String::from_utf8(file)?)?)
}

/// A built asset, by the name it is served under.
pub(crate) fn asset(name: &str) -> Option<Cow<'static, [u8]>> {
    Built::get(name).map(|file| file.data)
}

/// The slugs of the shipped procedures and of those in `overrides`.
pub(crate) fn procedure_slugs(overrides: &Path) -> Vec<String> {
    let mut slugs = slugs::<Procedures>(&overrides.join("procedures"));
    slugs.retain(|slug| slug != BLOCKS);
    slugs
}

/// The slugs of the shipped procedures.
pub(crate) fn shipped_slugs() -> Vec<String> {
    let names = Procedures::iter().filter_map(|path| path.split_once('/').map(|(slug, _)| slug.to_owned()));
    let slugs: BTreeSet<String> = names.filter(|slug| slug != BLOCKS).collect();
    slugs.into_iter().collect()
}

/// A file of a shipped procedure.
pub(crate) fn shipped_procedure(slug: &str, name: &str) -> Option<Vec<u8>> {
    Procedures::get(&format!("{slug}/{name}")).map(|file| file.data.into_owned())
}

/// A file of a procedure's folder; the installation's own folder wins over the shipped one.
pub(crate) fn procedure_file(overrides: &Path, slug: &str, name: &str) -> Option<Vec<u8>> {
    file::<Procedures>(&overrides.join("procedures"), slug, name)
}

/// The installation's own amounts of a procedure: where they would stand, and the text if they do.
///
/// # Errors
/// A file that is there and cannot be read: without it the examples would count.
pub(crate) fn tariff(overrides: &Path, slug: &str) -> (String, std::io::Result<Option<String>>) {
    let path = overrides.join("fees").join(format!("{slug}.toml"));
    let text = match std::fs::read_to_string(&path) {
        Err(none) if none.kind() == std::io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    };
    (path.display().to_string(), text)
}

/// The slugs of the shipped decision trees and of those in `overrides`.
pub(crate) fn precheck_slugs(overrides: &Path) -> Vec<String> {
    slugs::<Prechecks>(&overrides.join("prechecks"))
}

/// A file of a decision tree's folder; the installation's own folder wins over the shipped one.
pub(crate) fn precheck_file(overrides: &Path, slug: &str, name: &str) -> Option<Vec<u8>> {
    file::<Prechecks>(&overrides.join("prechecks"), slug, name)
}

/// The slugs of the shipped sheets of services and of those in `overrides`.
pub(crate) fn sheet_slugs(overrides: &Path) -> Vec<String> {
    let own = std::fs::read_dir(overrides.join("services")).into_iter().flatten().flatten();
    let own = own.filter_map(|entry| entry.file_name().into_string().ok());
    let names = Services::iter().map(Cow::into_owned).chain(own);
    let slugs = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned));
    let slugs: BTreeSet<String> = slugs.filter(|slug| !slug.starts_with('_')).collect();
    slugs.into_iter().collect()
}

/// A file of the sheets' folder; the installation's own file wins over the shipped one.
pub(crate) fn sheet_file(overrides: &Path, name: &str) -> Option<Vec<u8>> {
    let own = std::fs::read(overrides.join("services").join(name)).ok();
    own.or_else(|| Services::get(name).map(|file| file.data.into_owned()))
}

fn slugs<Shipped: RustEmbed>(overrides: &Path) -> Vec<String> {
    let shipped = Shipped::iter().filter_map(|path| path.split_once('/').map(|(slug, _)| slug.to_owned()));
    let mut slugs: Vec<String> = shipped.collect();
    let own = std::fs::read_dir(overrides).into_iter().flatten().flatten();
    slugs.extend(own.filter_map(|entry| entry.file_name().into_string().ok()));
    slugs.sort();
    slugs.dedup();
    slugs
}

/// A file of a block of the question bank, found as the files of procedures are.
pub(crate) fn block_file(overrides: &Path, block: &str, name: &str) -> Option<Vec<u8>> {
    let own = overrides.join("procedures").join(BLOCKS).join(block);
    if own.is_dir() {
        return std::fs::read(own.join(name)).ok();
    }
    shipped_block(block, name)
}

/// A file of a block of the shipped question bank.
pub(crate) fn shipped_block(block: &str, name: &str) -> Option<Vec<u8>> {
    Procedures::get(&format!("{BLOCKS}/{block}/{name}")).map(|file| file.data.into_owned())
}

fn file<Shipped: RustEmbed>(overrides: &Path, slug: &str, name: &str) -> Option<Vec<u8>> {
    let own = overrides.join(slug);
    if own.is_dir() {
        return std::fs::read(own.join(name)).ok();
    }
    Shipped::get(&format!("{slug}/{name}")).map(|file| file.data.into_owned())
}
