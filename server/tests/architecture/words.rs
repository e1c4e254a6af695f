//! What must not be written: procedures in code, clocks and environment out of place, inline scripts, paths of a machine.

use std::fs;

use contract::Code;

use super::{files, has_word, none, product, root, sources};

/// Lines with any of these words, outside the named files.
fn lines_with(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in product() {
        if allowed.iter().any(|path| source.path.starts_with(path)) {
            continue;
        }
        let hits = source.lines().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        found.extend(hits.map(|(number, line)| format!("{}:{number}: {}", source.path, line.trim())));
    }
    found
}

#[test]
fn no_procedure_is_named_in_the_code() {
    let folder = root().join("server/data/procedures");
    let slugs: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        // The question bank and the guide stand beside the procedures.
        .filter(|name| !name.starts_with('_') && !name.contains('.'))
        .collect();
    assert!(!slugs.is_empty());
    let mut found = Vec::new();
    for source in product() {
        for (number, line) in source.lines() {
            let lower = line.to_lowercase();
            if slugs.iter().any(|slug| has_word(&lower, slug) || has_word(&lower, &slug.replace('-', "_"))) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none("a procedure is data: extend the language of forms and workflows instead", &found);
}

#[test]
fn the_clock_is_read_in_one_place() {
    let clocks = ["SystemTime::now", "Utc::now", "Local::now", "Timestamp::now", "Zoned::now", "now_utc("];
    let allowed = [
        // The clock itself.
        "server/domain/src/clock.rs",
        // Outside the domain: the life of tokens, the age of files.
        "server/adapters/src/oidc/mod.rs",
        "server/adapters/src/objects/embedded/disk.rs",
        "server/adapters/src/objects/embedded/uploads.rs",
        "server/sandbox/src/oidc/token.rs",
        // The time of a payment that stands for a real one.
        "server/sandbox/src/payments/receipts.rs",
    ];
    none("time comes from ctx.clock", &lines_with(&clocks, &allowed));
    none(
        "the domain has one clock",
        &lines_with(
            &["Instant::now"],
            &[
                "server/src/",
                "server/adapters/",
                "server/sandbox/",
                "server/inspect/",
                // How long a statement took, for who watches.
                "server/domain/src/db/session.rs",
            ],
        ),
    );
}

#[test]
fn the_environment_is_read_by_the_configuration_alone() {
    let words = ["env::var", "env::vars", "env::var_os", "Env::prefixed", "env = \""];
    // Both programs read their settings: one in `config` (its `--config` names the file), the sandbox
    // in its `main`.
    let allowed = ["server/src/config/", "server/sandbox/src/main.rs"];
    let mut found = lines_with(&words, &allowed);
    found.retain(|line| !line.contains("env = \"SPORTELLO_CONFIG\""));
    none("settings go through server::config", &found);
}

#[test]
fn pages_hold_no_script_style_or_handler_of_their_own() {
    let mut found = Vec::new();
    for source in product().into_iter().filter(|source| source.path.starts_with("app/src/")) {
        for (number, line) in source.lines() {
            let inline = line.contains("<style")
                || line.contains("javascript:")
                || line.contains(" style=")
                || line.contains("onclick")
                || line.contains("onsubmit")
                || line.contains("inner_html=") && !line.contains("inner_html=escaped(");
            if inline {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
        for script in source.code().split("<script").skip(1) {
            if !script.split('>').next().unwrap().contains("src=") {
                found.push(format!("{}: a script without src", source.path));
            }
        }
    }
    none("the policy allows nothing inline", &found);
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    // Put together here, or this file would break its own rule.
    let paths =
        [["/ro", "ot/"].concat(), ["/wo", "rk/"].concat(), ["/ho", "me/"].concat(), ["/Us", "ers/"].concat()];
    let mut found = Vec::new();
    for source in files(
        &["app", "entity", "migration", "server", "style", "public", "end2end", ".ci", ".cargo"],
        &["*"],
    ) {
        for (number, line) in source.text.lines().enumerate() {
            // A folder of that name inside the tree, or in an address, is no path of a machine.
            let absolute = paths.iter().any(|path| {
                line.match_indices(path.as_str())
                    .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}".contains(c)))
            });
            if absolute {
                found.push(format!(
                    "{}:{}: {}",
                    source.path,
                    number + 1,
                    line.chars().take(120).collect::<String>()
                ));
            }
        }
    }
    none("the tree works wherever it is cloned", &found);
}

#[test]
fn every_reason_of_a_refusal_is_given_somewhere() {
    let mut used = String::new();
    for source in product().into_iter().filter(|source| !source.path.starts_with("app/contract/")) {
        used.push_str(source.code());
    }
    let unused: Vec<String> = Code::ALL
        .iter()
        .filter(|code| !has_word(&used, &format!("Code::{code:?}")))
        .map(|code| format!("{code:?}"))
        .collect();
    none("take the code and its texts away", &unused);
}

#[test]
fn conditional_compilation_stays_within_its_budget() {
    let lines: Vec<String> = sources()
        .iter()
        .flat_map(|source| {
            source
                .lines()
                .map(|(number, line)| format!("{}:{number}: {}", source.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .filter(|line| {
            line.contains("cfg(") && line.contains("feature")
                || line.contains("cfg_attr(") && line.contains("feature")
        })
        .filter(|line| !line.contains("contains("))
        .collect();
    assert!(lines.len() <= 20, "somebody is mixing sides: {lines:#?}");
}

#[test]
fn no_file_is_named_for_nothing() {
    let vague = ["utils", "util", "helpers", "helper", "common", "misc", "shared", "manager"];
    let found = sources().into_iter().map(|source| source.path);
    let found =
        found.filter(|path| vague.contains(&path.rsplit('/').next().unwrap().trim_end_matches(".rs")));
    none("name it after what it does", &found.collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["todo", "!("].concat(),
        ["unimplemented", "!("].concat(),
    ];
    let mut found = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark.as_str()))
                || line.contains("#[ignore") && !line.contains("contains(")
            {
                found.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    none("do it, or open an issue", &found);
}
