//! Every way through the shipped trees, and what is in no way.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use contract::{
    Lang,
    catalogue::{OutcomeKind, PrecheckStep},
    places::Orders,
    time::Moment,
};

mod broken;

use super::{
    Precheck,
    tree::{Node, Tree},
    views,
    walk::{End, walk},
};
use crate::procedures::{BLOCKS, Definition, Finding, Shared};

fn data(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data").join(folder)
}

fn slugs(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(data(folder)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn procedures() -> Vec<Definition> {
    let folder = data("procedures");
    let orders = fs::read_to_string(data("lists").join("ordini.csv")).unwrap();
    let orders = Orders::parse(&orders).unwrap();
    let shared = Shared {
        block: &|block, file| fs::read(folder.join(BLOCKS).join(block).join(file)).ok(),
        orders: orders.all(),
    };
    let load = |slug: String| {
        Definition::load(&slug, &|file| fs::read(folder.join(&slug).join(file)).ok(), &shared).unwrap()
    };
    let own = |slug: &String| slug != BLOCKS && folder.join(slug).is_dir();
    slugs("procedures").into_iter().filter(own).map(load).collect()
}

/// As [`Precheck::load`], for whoever owns the procedures; what their forms do not take is wrong too.
fn load(
    slug: &str,
    read: &dyn Fn(&str) -> Option<Vec<u8>>,
    procedures: &[Definition],
) -> Result<Precheck, Vec<Finding>> {
    let (tree, misfits) = Precheck::load(slug, read, &procedures.iter().collect::<Vec<_>>())?;
    if misfits.is_empty() { Ok(tree) } else { Err(misfits) }
}

fn shipped() -> Vec<Precheck> {
    let procedures = procedures();
    let loaded = |slug: String| {
        let read = |file: &str| fs::read(data("prechecks").join(&slug).join(file)).ok();
        load(&slug, &read, &procedures).unwrap_or_else(|findings| panic!("{}", lines(&findings)))
    };
    slugs("prechecks").into_iter().map(loaded).collect()
}

fn lines(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Every way through a tree, as the codes of its choices, with the outcome it ends at.
fn ways(tree: &Tree) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![(Vec::new(), tree.start.clone())];
    while let Some((codes, at)) = waiting.pop() {
        match tree.node(&at).unwrap() {
            Node::Outcome(outcome) => found.push((codes, outcome.id.clone())),
            Node::Question(question) => {
                for choice in &question.choices {
                    let mut longer = codes.clone();
                    longer.push(choice.id.clone());
                    waiting.push((longer, choice.to.clone()));
                }
            }
        }
    }
    found
}

#[test]
fn every_way_through_a_shipped_tree_ends_and_every_outcome_is_at_the_end_of_one() {
    for Precheck { slug, tree, .. } in &shipped() {
        let ways = ways(tree);
        let ends: BTreeSet<&str> = ways.iter().map(|(_, end)| end.as_str()).collect();
        let outcomes: BTreeSet<&str> = tree.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        assert_eq!(ends, outcomes, "{slug}");
        for (codes, end) in &ways {
            let walked = walk(tree, &codes.join(",")).unwrap();
            assert!(matches!(walked.end, End::Outcome(outcome) if &outcome.id == end), "{slug}: {codes:?}");
            assert_eq!(walked.codes(None), codes.join(","));
            // The order of the codes and what else stands among them do not matter.
            let mut shuffled: Vec<&str> = codes.iter().rev().map(String::as_str).collect();
            shuffled.extend(["", "nulla", "' OR 1=1"]);
            assert_eq!(walk(tree, &shuffled.join(",")).unwrap().codes(None), codes.join(","));
        }
    }
}

#[test]
fn a_question_is_answered_anew_without_giving_the_later_answers_again() {
    for Precheck { slug, tree, .. } in &shipped() {
        for (codes, _) in ways(tree) {
            let whole = walk(tree, &codes.join(",")).unwrap();
            for (place, code) in codes.iter().enumerate() {
                let others = whole.codes(Some(code));
                let asked = walk(tree, &others).unwrap();
                let End::Question(question) = asked.end else { panic!("{slug}: {code} is asked again") };
                assert!(question.choices.iter().any(|choice| &choice.id == code), "{slug}: {code}");
                assert_eq!(asked.answered.len(), place);
                let again = walk(tree, &format!("{others},{code}")).unwrap();
                assert_eq!(again.codes(None), codes.join(","));
            }
        }
    }
}

/// The page of the shipped tree for works, after these answers.
fn page(lang: Lang, given: &str) -> contract::catalogue::PrecheckPage {
    let trees = shipped();
    let tree = trees.iter().find(|tree| tree.slug == "lavori-edilizi").unwrap();
    views::page(tree, lang, given, Moment(0)).unwrap()
}

const INSIDE: &str = "lavori_altri,volume_no,forma_no,uso_no,strutture_no";

#[test]
fn works_on_a_building_lead_to_what_the_law_says() {
    for (given, kind, title) in [
        ("lavori_finiture", OutcomeKind::None, "Non serve nessuna pratica"),
        ("lavori_temporanei", OutcomeKind::Office, "Serve una comunicazione di avvio lavori"),
        ("lavori_altri,volume_si", OutcomeKind::Office, "Serve un permesso di costruire"),
        (
            "lavori_altri,volume_no,forma_si,esterna_tutelata",
            OutcomeKind::Office,
            "Serve un permesso di costruire",
        ),
        ("lavori_altri,volume_no,forma_si,esterna_libera", OutcomeKind::Office, "Serve una SCIA"),
        ("lavori_altri,volume_no,forma_no,uso_si", OutcomeKind::Office, "Serve almeno una SCIA"),
        ("lavori_altri,volume_no,forma_no,uso_no,strutture_si", OutcomeKind::Office, "Serve una SCIA"),
        ("lavori_altri,volume_non_so", OutcomeKind::Office, "Chiedi all'ufficio"),
        (&format!("{INSIDE},interno_barriere"), OutcomeKind::None, "Non serve nessuna pratica"),
        (
            &format!("{INSIDE},interno_unita,interna_libera,esecutore_impresa,presenta_io"),
            OutcomeKind::Procedure,
            "Serve una CILA",
        ),
    ] {
        let PrecheckStep::Outcome(outcome) = page(Lang::It, given).step else { panic!("{given} is no end") };
        assert_eq!(outcome.kind, kind, "{given}");
        assert!(outcome.title.starts_with(title), "{given}: {}", outcome.title);
        assert_eq!(outcome.procedure.is_some(), kind == OutcomeKind::Procedure, "{given}");
    }
}

#[test]
fn the_list_and_the_form_know_what_was_answered() {
    let given = format!("{INSIDE},interno_unita,interna_tutelata,esecutore_impresa,presenta_tecnico");
    for lang in Lang::ALL {
        let PrecheckStep::Outcome(outcome) = page(lang, &given).step else { panic!("no end") };
        let prefill: BTreeMap<&str, &str> =
            outcome.prefill.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect();
        let expected = BTreeMap::from([
            ("chi_presenta", "tecnico"),
            ("esecutore", "impresa"),
            ("tipo_lavori", "frazionamento_accorpamento"),
        ]);
        assert_eq!(prefill, expected);
        assert_eq!(outcome.needed.len(), 8 + 1 + 1 + 2 + 2, "{:?}", outcome.needed);
    }
    let PrecheckStep::Outcome(alone) =
        page(Lang::It, &given.replace("esecutore_impresa", "esecutore_in_proprio")).step
    else {
        panic!("no end")
    };
    assert!(!alone.needed.iter().any(|item| item.contains("impres")), "{:?}", alone.needed);
}

#[test]
fn what_is_no_code_leads_to_the_first_question_without_an_answer() {
    let long = "volume_no,".repeat(10_000);
    for (given, codes, question) in [
        ("", "", "lavori"),
        ("inventato", "", "lavori"),
        (",,,", "", "lavori"),
        (long.as_str(), "volume_no", "lavori"),
        ("volume_no,volume_si", "volume_no", "lavori"),
        ("lavori_altri,nulla", "lavori_altri", "volume"),
        ("strutture_no,lavori_altri", "lavori_altri,strutture_no", "volume"),
        ("LAVORI_ALTRI", "", "lavori"),
    ] {
        let page = page(Lang::It, given);
        let PrecheckStep::Question(asked) = page.step else { panic!("{given} is an end") };
        assert_eq!((page.codes.as_str(), asked.id.as_str()), (codes, question), "{given:.40}");
    }
    // At the end nothing is carried along that is not on the way.
    assert_eq!(page(Lang::It, "lavori_finiture,volume_no,uso_si").codes, "lavori_finiture");
}
