//! What each package may depend on, asked of cargo itself.

use std::{collections::BTreeSet, process::Command};

use super::{none, root, sources};

/// The names of all packages that these arguments of `cargo tree` list.
fn packages(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(arguments)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| Some(line.split_whitespace().next()?.to_owned())).collect()
}

/// Package, what it must be seen to use (or the question is asked wrongly), what it must not.
const RULES: &[(&[&str], &str, &[&str])] = &[
    (
        &["--package", "domain"],
        "sea-orm",
        &[
            "axum",
            "leptos",
            "reqwest",
            "hyper",
            "tower",
            "aws-sdk-s3",
            "openidconnect",
            "app",
            "adapters",
            "server",
        ],
    ),
    (
        &["--package", "contract"],
        "serde",
        &["tokio", "sea-orm", "leptos", "axum", "hyper", "reqwest", "domain", "entity", "cel"],
    ),
    (
        &["--package", "follow", "--target", "wasm32-unknown-unknown"],
        "wasm-bindgen",
        &["leptos", "app", "tokio", "sea-orm", "axum", "fluent-templates", "cel", "regex"],
    ),
    (&["--package", "engine"], "serde", &["tokio", "sea-orm", "leptos", "axum", "domain", "entity"]),
    (
        &["--package", "inspect"],
        "lopdf",
        &["tokio", "sea-orm", "leptos", "axum", "domain", "entity", "reqwest"],
    ),
    (
        &["--package", "pagopa"],
        "roxmltree",
        &["tokio", "sea-orm", "leptos", "axum", "domain", "entity", "reqwest"],
    ),
    (&["--package", "entity"], "sea-orm", &["leptos", "axum", "domain"]),
    (&["--package", "migration"], "sea-orm-migration", &["entity", "domain", "leptos", "axum"]),
    (&["--package", "adapters"], "domain", &["axum", "leptos", "app", "server", "sandbox"]),
    (&["--package", "server"], "axum", &["sandbox", "testkit"]),
    (&["--package", "sandbox"], "axum", &["domain", "server", "app", "entity"]),
    (
        &["--package", "app", "--no-default-features", "--features", "ssr"],
        "leptos",
        &["axum", "domain", "entity", "sea-orm", "tokio"],
    ),
    (
        &[
            "--package",
            "app",
            "--no-default-features",
            "--features",
            "hydrate",
            "--target",
            "wasm32-unknown-unknown",
        ],
        "leptos",
        &["axum", "domain", "entity", "sea-orm", "tokio", "fluent-templates", "cel"],
    ),
];

#[test]
fn every_package_keeps_to_its_side() {
    for (arguments, control, forbidden) in RULES {
        let used = packages(arguments);
        assert!(used.contains(*control), "{arguments:?} does not even use {control}");
        let wrong: Vec<&&str> = forbidden.iter().filter(|name| used.contains(**name)).collect();
        assert!(wrong.is_empty(), "{arguments:?} must not depend on {wrong:?}");
    }
}

#[test]
fn every_package_keeps_the_common_lints_and_versions() {
    for manifest in super::files(&["app", "entity", "migration", "server"], &["toml"]) {
        if !manifest.path.ends_with("Cargo.toml") {
            continue;
        }
        assert!(
            manifest.text.contains("[lints]\nworkspace = true"),
            "{}: [lints] workspace = true",
            manifest.path
        );
        let table: toml::Table = manifest.text.parse().unwrap();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let Some(list) = table.get(section).and_then(toml::Value::as_table) else { continue };
            for (name, what) in list {
                let shared = what.get("workspace").and_then(toml::Value::as_bool) == Some(true);
                assert!(shared, "{}: {name} has a version of its own", manifest.path);
            }
        }
    }
}

/// Cargo finds no file of tests by itself here: one that its `main.rs` does not name would never run.
#[test]
fn every_file_of_tests_runs() {
    let all = sources();
    let mut never = Vec::new();
    for source in &all {
        let Some((folder, file)) = source.path.rsplit_once('/') else { continue };
        let name = file.trim_end_matches(".rs");
        let Some(main) = all.iter().find(|of| of.path == format!("{folder}/main.rs")) else { continue };
        let listed = main.text.lines().any(|line| line.trim_start_matches("pub ") == format!("mod {name};"));
        if folder.ends_with("/tests") && name != "main" && !listed {
            never.push(source.path.clone());
        }
    }
    none("write `mod …;` in its main.rs", &never);
}
