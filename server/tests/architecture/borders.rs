//! Who may use whom: inside the domain by level, and the rooms by the same name everywhere.

use std::{collections::BTreeSet, fs};

use super::{has_word, none, product, root};

/// The rooms of the plan; one exists where it has a folder in the domain.
const ROOMS: [&str; 13] = [
    "catalogue",
    "procedures",
    "cases",
    "documents",
    "payments",
    "taxes",
    "identity",
    "messages",
    "reports",
    "alerts",
    "appointments",
    "video",
    "office",
];

/// The modules of the domain, each with those it may use. Calls go down; news goes up as work.
const MATRIX: &[(&str, &[&str])] = &[
    // 0: what everything stands on.
    ("ports", &[]),
    ("clock", &[]),
    ("search", &["error"]),
    ("lists", &[]),
    ("error", &["ports"]),
    ("db", &["error"]),
    ("upkeep", &["db", "error"]),
    ("ctx", &["clock", "db", "lists", "ports", "procedures", "error"]),
    ("journal", &["error", "ctx"]),
    ("audit", &["ctx", "db", "error"]),
    // 1: who is who, what there is.
    ("identity", &["audit", "ctx", "db", "error", "ports"]),
    ("procedures", &["ctx", "db", "error", "lists"]),
    ("catalogue", &["ctx", "error", "procedures", "search"]),
    // The way in, and the way work leaves.
    ("jobs", &["audit", "ctx", "db", "error", "identity"]),
    ("access", &["audit", "ctx", "error", "identity", "procedures"]),
    // 2: supporting rooms, which do not know who uses them.
    ("documents", &["access", "audit", "ctx", "db", "error", "jobs", "ports", "procedures"]),
    ("payments", &["access", "audit", "ctx", "db", "error", "identity", "jobs"]),
    ("messages", &["ctx", "db", "error", "identity", "jobs", "ports"]),
    // 4: what people come for.
    (
        "cases",
        &[
            "access",
            "audit",
            "ctx",
            "db",
            "documents",
            "error",
            "identity",
            "jobs",
            "journal",
            "messages",
            "payments",
            "ports",
            "procedures",
            "search",
        ],
    ),
    ("taxes", &["access", "audit", "ctx", "db", "error", "identity", "payments"]),
    ("reports", &["audit", "catalogue", "ctx", "db", "error", "identity", "procedures"]),
    // 5: read models over all.
    (
        "office",
        &["access", "audit", "cases", "catalogue", "ctx", "db", "error", "identity", "procedures", "search"],
    ),
];

fn folders(path: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(root().join(path)).unwrap().map(Result::unwrap);
    entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// The modules of its own crate that a file uses, by `crate::name` and `use crate::{name…}`.
fn used(code: &str) -> BTreeSet<String> {
    let word =
        |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        let Some(group) = part.strip_prefix('{') else {
            found.insert(word(part));
            continue;
        };
        let mut depth = 0_i32;
        let mut name = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.insert(word(&name));
                    name.clear();
                    continue;
                }
                _ => {}
            }
            if depth == 0 {
                name.push(c);
            }
        }
        found.insert(word(&name));
    }
    found.remove("");
    found
}

#[test]
fn inside_the_domain_calls_go_down() {
    let mut breaches = Vec::new();
    let mut seen = BTreeSet::new();
    for source in product() {
        let Some(inside) = source.path.strip_prefix("server/domain/src/") else { continue };
        let module = inside.split('/').next().unwrap().trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let Some((_, may)) = MATRIX.iter().find(|(of, _)| *of == module) else {
            breaches.push(format!("{}: `{module}` has no line in the matrix", source.path));
            continue;
        };
        seen.insert(module.to_owned());
        let code: String = source.lines().map(|(_, line)| format!("{line}\n")).collect();
        for other in used(&code) {
            if other != module && MATRIX.iter().any(|(of, _)| *of == other) && !may.contains(&other.as_str())
            {
                breaches.push(format!("{}: {module} may not use {other}", source.path));
            }
        }
    }
    none("calls go down, news goes up as work (see MATRIX)", &breaches);
    for (module, _) in MATRIX {
        assert!(seen.contains(*module), "{module} is gone: take its line away");
    }
}

#[test]
fn the_matrix_has_no_circle_between_rooms() {
    let below = |room: &str| MATRIX.iter().find(|(of, _)| *of == room).map_or(&[][..], |(_, may)| *may);
    for room in ROOMS {
        let mut todo: Vec<&str> = below(room).to_vec();
        let mut reached = BTreeSet::new();
        while let Some(next) = todo.pop() {
            // `Ctx` holds the shelf of published procedures; no verb is called through it.
            if next != "ctx" && reached.insert(next) {
                todo.extend(below(next));
            }
        }
        assert!(!reached.contains(room), "{room} uses itself by way of others");
    }
}

#[test]
fn uses_are_read_rightly() {
    let code = "use crate::{\n    access::{self, Opened},\n    ctx::{Actor, Ctx},\n    documents,\n};\ncrate::audit::note();";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["access", "audit", "ctx", "documents"]);
}

#[test]
fn a_room_has_the_same_name_everywhere() {
    // What all rooms stand on is none of them.
    let room = |name: &String| !matches!(name.as_str(), "access" | "ports" | "db" | "jobs");
    let rooms: BTreeSet<String> = folders("server/domain/src").into_iter().filter(room).collect();
    let known = |name: &String| ROOMS.contains(&name.as_str());
    assert!(rooms.iter().all(known), "{rooms:?}: a room of the domain that the plan does not know");
    for (path, also) in [
        ("app/src", &["layout", "pages", "routes", "ui"][..]),
        // A supporting table may come before its room: messages are written by cases so far.
        ("entity/src", &[]),
        ("app/contract/src", &["expr", "fees", "forms", "people", "places"]),
        ("server/src", &["backup", "commands", "config", "doctor", "http", "jobs", "wiring"]),
    ] {
        for name in folders(path) {
            assert!(known(&name) || also.contains(&name.as_str()), "{path}/{name} is no room");
        }
    }
    for lang in ["it", "en"] {
        let names = fs::read_dir(root().join("app/locales").join(lang)).unwrap();
        for name in names.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
            let name = name.trim_end_matches(".ftl").to_owned();
            let shared = ["codes", "forms", "layout", "pages"].contains(&name.as_str());
            assert!(known(&name) || shared, "app/locales/{lang}/{name}.ftl is of no room");
        }
    }
    let doors: BTreeSet<String> = fs::read_dir(root().join("server/src/http"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap().trim_end_matches(".rs").to_owned())
        .collect();
    for room in folders("app/src").iter().filter(|name| known(name)) {
        assert!(doors.contains(room), "the pages of {room} have no door server/src/http/{room}.rs");
        assert!(rooms.contains(room), "the pages of {room} have no room in the domain");
    }
}

#[test]
fn only_the_domain_writes_and_the_pages_know_no_database() {
    let mut found = Vec::new();
    for source in product() {
        let outside = source.path.starts_with("app/")
            || source.path.starts_with("server/src/")
            || source.path.starts_with("server/adapters/");
        // Migrating, and asking whether the database answers, are the exceptions.
        let excepted = [
            "server/src/http/health.rs",
            "server/src/jobs/runner.rs",
            "server/src/commands/",
            "server/src/wiring.rs",
        ];
        if !outside || excepted.iter().any(|path| source.path.starts_with(path)) {
            continue;
        }
        for (number, line) in source.lines() {
            if has_word(line, "sea_orm") || has_word(line, "entity") && line.contains("entity::") {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    none("call a verb of the domain", &found);
}

#[test]
fn migrations_are_named_by_their_day_and_listed_in_order() {
    let list = fs::read_to_string(root().join("migration/src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        list.split("Box::new(").skip(1).map(|rest| rest.split("::").next().unwrap()).collect();
    assert!(
        !listed.is_empty() && listed.is_sorted_by(|one, next| one < next),
        "appended, never inserted: {listed:?}"
    );
    let mut there: Vec<String> = fs::read_dir(root().join("migration/src"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap().trim_end_matches(".rs").to_owned())
        .filter(|name| !matches!(name.as_str(), "lib" | "main" | "sql"))
        .collect();
    there.sort();
    assert_eq!(there, listed, "every migration is in the list");
    for name in listed {
        let (day, number) = (&name[1..9], &name[10..16]);
        assert!(
            name.starts_with('m') && (day.to_owned() + number).bytes().all(|b| b.is_ascii_digit()),
            "{name}"
        );
    }
}
