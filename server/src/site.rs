//! What is embedded in the binary: style, scripts, wasm, fonts, and the shipped procedures.
//! In debug builds the files are read from the tree, so that a change needs no rebuild.

use std::{borrow::Cow, path::Path};

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site"]
#[allow_missing = true]
struct Built;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/data/procedures"]
struct Procedures;

/// A built asset, by the name it is served under.
pub(crate) fn asset(name: &str) -> Option<Cow<'static, [u8]>> {
    Built::get(name).map(|file| file.data)
}

/// The slugs of the shipped procedures and of those in `overrides`.
pub(crate) fn procedure_slugs(overrides: &Path) -> Vec<String> {
    let mut slugs: Vec<String> =
        Procedures::iter().filter_map(|path| path.split_once('/').map(|(slug, _)| slug.to_owned())).collect();
    let own = std::fs::read_dir(overrides.join("procedures")).into_iter().flatten().flatten();
    slugs.extend(own.filter_map(|entry| entry.file_name().into_string().ok()));
    slugs.sort();
    slugs.dedup();
    slugs
}

/// A file of a procedure's folder; the installation's own folder wins over the shipped one.
pub(crate) fn procedure_file(overrides: &Path, slug: &str, name: &str) -> Option<Vec<u8>> {
    let own = overrides.join("procedures").join(slug);
    if own.is_dir() {
        return std::fs::read(own.join(name)).ok();
    }
    Procedures::get(&format!("{slug}/{name}")).map(|file| file.data.into_owned())
}
