//! The catalogue of texts: the same keys in every language, none missing, none unused.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use app::{layout::Notice, texts};
use contract::{
    Code, Lang,
    cases::Phase,
    forms::{Note, ProblemKind},
    identity::StaffRole,
    office::ArrivalField,
    payments::{CartState, NoticeProblem, ReceiptFault},
    taxes::PositionState,
};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Key → text of a language.
fn catalogue(lang: Lang) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut last = String::new();
    for file in fs::read_dir(here("locales").join(lang.as_str())).unwrap() {
        for line in fs::read_to_string(file.unwrap().path()).unwrap().lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (key, text) = line.split_once('=').unwrap();
                last = key.trim().to_owned();
                let twice = texts.insert(last.clone(), text.trim().to_owned());
                assert!(twice.is_none(), "{last} is there twice");
            } else if line.starts_with(' ')
                && let Some(text) = texts.get_mut(&last)
            {
                text.push_str(line);
            }
        }
    }
    texts
}

/// The names of the arguments in a text.
fn arguments(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Keys that the sources put together from a closed list.
fn composed() -> Vec<String> {
    let codes = Code::ALL
        .iter()
        .flat_map(|code| [format!("code-{}", code.key()), format!("code-{}-hint", code.key())]);
    let problems = ProblemKind::ALL.iter().map(|kind| format!("problem-{}", kind.key()));
    let phases = Phase::ALL.iter().map(|phase| format!("phase-{}", phase.as_str()));
    let roles = StaffRole::ALL.iter().map(|role| format!("role-{}", role.as_str()));
    let notices = Notice::ALL.iter().map(|notice| format!("notice-{}", notice.as_str()));
    let notes = Note::ALL.iter().map(|note| format!("note-{}", note.key()));
    let fields = ArrivalField::ALL.iter().map(|field| format!("arrival-{}", field.as_str()));
    let columns = ArrivalField::ALL.iter().filter(|field| **field != ArrivalField::File);
    let columns = columns.map(|field| format!("import-column-{}", field.column()));
    let typed = NoticeProblem::ALL.iter().map(|problem| format!("notice-problem-{}", problem.key()));
    let carts = CartState::ALL
        .iter()
        .flat_map(|state| [format!("cart-{}", state.as_str()), format!("cart-{}-text", state.as_str())]);
    let receipts = ReceiptFault::ALL.iter().map(|fault| format!("receipt-{}", fault.as_str()));
    let positions = PositionState::ALL.iter().map(|state| format!("position-{}", state.as_str()));
    codes
        .chain(fields)
        .chain(columns)
        .chain(typed)
        .chain(carts)
        .chain(positions)
        .chain(receipts)
        .chain(notes)
        .chain(problems)
        .chain(phases)
        .chain(roles)
        .chain(notices)
        .collect()
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_language_says_the_same_things_with_the_same_arguments() {
    let italian = catalogue(Lang::It);
    for lang in Lang::ALL {
        let other = catalogue(lang);
        let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&italian), keys(&other), "{lang:?}");
        for (key, text) in &other {
            assert!(!text.is_empty(), "{lang:?}: {key} is empty");
            assert_eq!(arguments(&italian[key]), arguments(text), "{lang:?}: the arguments of {key}");
        }
    }
}

#[test]
fn every_code_problem_phase_role_and_notice_has_its_text() {
    for lang in Lang::ALL {
        let texts = catalogue(lang);
        for key in composed() {
            assert!(texts.contains_key(&key), "{lang:?}: {key} is missing");
        }
    }
}

#[test]
fn no_text_is_left_that_no_page_says() {
    let mut written = String::new();
    sources(&here("src"), &mut written);
    let composed = composed();
    for key in catalogue(Lang::It).keys() {
        assert!(written.contains(&format!("\"{key}\"")) || composed.contains(key), "nothing says {key}");
    }
}

#[test]
fn errors_say_what_to_do_and_never_that_something_is_invalid() {
    let forbidden = [
        (Lang::It, vec!["non valid", "obbligatori", "per favore", "si prega"]),
        (Lang::En, vec!["invalid", "not valid", "please", "required field", "sorry"]),
    ];
    for (lang, words) in forbidden {
        for (key, text) in catalogue(lang) {
            let text = text.to_lowercase();
            assert!(!words.iter().any(|word| text.contains(word)), "{lang:?}: {key}: {text}");
        }
    }
}

#[test]
fn counts_and_sizes_follow_the_language() {
    assert_eq!(texts::t_count(Lang::It, "file-pages", 1), "1 pagina");
    assert_eq!(texts::t_count(Lang::It, "file-pages", 12), "12 pagine");
    assert_eq!(texts::size(Lang::It, 1023), "1023 byte");
    assert_eq!(texts::size(Lang::It, 340_512), "333 kB");
    assert_eq!(texts::size(Lang::It, 1_250_000), "1,2 MB");
    assert_eq!(texts::size(Lang::En, 1_250_000), "1.2 MB");
    assert_eq!(texts::size(Lang::En, 20_971_520), "20 MB");
}

#[test]
fn every_icon_used_is_cut_from_the_sprite_and_none_for_nothing() {
    let mut written = String::new();
    sources(&here("src"), &mut written);
    let list = fs::read_to_string(here("../style/icons.txt")).unwrap();
    let cut: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    for symbol in &cut {
        assert!(written.contains(&format!("\"{symbol}\"")), "no page shows {symbol}");
    }
    for call in written.split("icon(&frame.assets, \"").chain(written.split("icon(assets, \"")).skip(1) {
        let symbol = call.split('"').next().unwrap();
        assert!(!symbol.starts_with("it-") || cut.contains(&symbol), "{symbol} is not in style/icons.txt");
    }
}
