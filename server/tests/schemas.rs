//! The JSON Schemas that editors complete and judge the files of procedures with.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The files of a folder and of those below it.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(below(&path)) } else { files.push(path) }
    }
    files
}

/// What an editor says of a file by the schema that its first line names.
fn said(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let first = text.lines().next().unwrap();
    let schema = first.strip_prefix("#:schema ").unwrap_or_else(|| panic!("{file:?} names no schema"));
    let schema = std::fs::read_to_string(file.with_file_name(schema)).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let file: Value = toml::from_str(&text).unwrap();
    let judge = jsonschema::validator_for(&schema).unwrap();
    judge.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_shipped_file_is_one_by_the_schema_that_it_names() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut judged = 0;
    for folder in ["calendar", "prechecks", "procedures", "services"] {
        let files = below(&data.join(folder));
        for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "toml")) {
            assert_eq!(said(file), Vec::<String>::new(), "{}", file.display());
            judged += 1;
        }
    }
    assert!(judged > 100, "{judged} files");
}

#[test]
fn a_key_that_is_none_and_a_word_that_means_nothing_are_marked_while_one_writes() {
    let folder = tempfile::tempdir().unwrap();
    let of = |schema: &str, text: &str| {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schemas").join(schema);
        let file = folder.path().join("file.toml");
        std::fs::write(&file, format!("#:schema {}\n{text}", schema.display())).unwrap();
        said(&file)
    };
    let term = "[[term]]\nid = \"x\"\nbinds = \"office\"\nlength = { days = 3 }\nsource = \"L. 1/2000, articolo 1\"\n";
    let moves = |more: &str| {
        format!("{term}[[term.on]]\nevent = \"a\"\ndoes = \"start\"\nsource = \"L. 1/2000\"\n{more}\n")
    };
    assert_eq!(of("clocks.schema.json", &moves("")), Vec::<String>::new());
    for more in ["day = { receipt_by = [\"parere\"] }", "day = { end_of = [\"x\"] }", "day = \"receipt\""] {
        assert_eq!(of("clocks.schema.json", &moves(more)), Vec::<String>::new(), "{more}");
    }
    for wrong in ["day = \"reciept\"", "day = { receipt_by = [] }", "dayy = \"receipt\"", "after_days = -1"] {
        assert_eq!(of("clocks.schema.json", &moves(wrong)).len(), 1, "{wrong}");
    }
}
