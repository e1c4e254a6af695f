//! What the check finds by following every way that a case may take: ends that begin each other.

use std::collections::BTreeMap;

use contract::expr::Type;
use engine::{
    clock::{Calendar, Clocks},
    expressions::{Known, checked},
    scenario::simulate,
    *,
};

/// A case that goes to and fro: `avanti` and `indietro` are fired by the ends of terms.
const FLOW: &str = r#"
    initial = "bozza"
    state = [
        { id = "bozza", phase = "draft" }, { id = "attesa", phase = "in_review" },
        { id = "pronta", phase = "in_review" }, { id = "chiusa", phase = "concluded" },
    ]
    event = [
        { id = "invia", from = ["bozza"], to = "attesa", who = ["applicant"], effects = ["register_incoming"] },
        { id = "avanti", from = ["attesa"], to = "pronta", who = ["system"] },
        { id = "indietro", from = ["pronta"], to = "attesa", who = ["system"] },
        { id = "chiudi", from = ["attesa", "pronta"], to = "chiusa", who = ["rup"] },
    ]
"#;
const CLOCKS: &str = r#"
    [[term]]
    id = "uno"
    binds = "nobody"
    length = { days = 1 }
    fires = "avanti"
    source = "Legge"
    on = [
        { event = "invia", does = "start", source = "Legge" },
        { event = "indietro", does = "start", source = "Legge" },
    ]
    [[term]]
    id = "due"
    binds = "nobody"
    length = { days = 1 }
    fires = "indietro"
    source = "Legge"
    on = [{ event = "avanti", does = "start", source = "Legge" }]
"#;

/// A workflow and its terms with their conditions, and what is found in them.
pub(crate) fn found(flow: &str, clocks: &str) -> Vec<Finding> {
    let (flow, clocks) = read(flow, clocks);
    assert_eq!(flow.findings(), []);
    clocks.findings(&flow)
}

fn read(flow: &str, clocks: &str) -> (Workflow, Clocks) {
    let mut flow: Workflow = toml::from_str(flow).unwrap();
    let names = [("tipo", Type::Text), ("all_parere", Type::Int), ("open_parere", Type::Int)];
    let known = Known { names: BTreeMap::from(names.map(|(name, of)| (name.to_owned(), of))) };
    for event in &mut flow.events {
        for when in event.when.iter_mut().chain(event.branches.iter_mut().map(|branch| &mut branch.when)) {
            *when = checked(when, &known, &Type::Bool).unwrap();
        }
    }
    let mut clocks: Clocks = toml::from_str(clocks).unwrap();
    for version in clocks.terms.iter_mut().flat_map(|term| &mut term.versions) {
        version.when = version.when.as_ref().map(|when| checked(when, &known, &Type::Bool).unwrap());
    }
    (flow, clocks)
}

/// The text with a piece replaced that is in it.
pub(crate) fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

#[test]
fn terms_that_begin_each_other_for_ever_are_found_unless_it_is_meant() {
    let avanti = r#"to = "pronta", who = ["system"]"#;
    let indietro = r#"to = "attesa", who = ["system"]"#;
    for (rule, flow, clocks, expected) in [
        (
            "two that fire each other",
            FLOW.to_owned(),
            CLOCKS.to_owned(),
            Some((1, "the events `avanti`, `indietro` fire each other for ever")),
        ),
        (
            "one that fires itself",
            with(
                &with(FLOW, avanti, r#"who = ["system"]"#),
                r#"["pronta"], to = "attesa""#,
                r#"["attesa"], to = "pronta""#,
            ),
            with(CLOCKS, r#""indietro", does"#, r#""avanti", does"#),
            Some((1, "the event `avanti` begins the term that fires it, for ever")),
        ),
        (
            "one says that it is meant",
            with(FLOW, avanti, &format!("{avanti}, repeats = true")),
            CLOCKS.to_owned(),
            None,
        ),
        (
            "somebody begins one of them",
            FLOW.to_owned(),
            with(CLOCKS, r#"{ event = "avanti", does = "start""#, r#"{ event = "invia", does = "start""#),
            None,
        ),
        (
            "somebody has to receive something first",
            FLOW.to_owned(),
            with(CLOCKS, r#""avanti", does = "start""#, r#""avanti", does = "start", day = "receipt""#),
            None,
        ),
        (
            "what ends the case begins nothing",
            with(FLOW, r#"id = "pronta", phase = "in_review""#, r#"id = "pronta", phase = "concluded""#),
            CLOCKS.to_owned(),
            None,
        ),
        (
            "no case has both",
            with(
                &with(FLOW, avanti, &format!(r#"{avanti}, when = 'tipo == "a"', source = "Legge""#)),
                indietro,
                &format!(r#"{indietro}, when = 'tipo == "b"', source = "Legge""#),
            ),
            CLOCKS.to_owned(),
            None,
        ),
    ] {
        let found = found(&flow, &clocks);
        let own: Vec<_> = found.iter().filter(|finding| finding.message.contains("for ever")).collect();
        match expected {
            None => assert_eq!(own, Vec::<&Finding>::new(), "{rule}"),
            Some((event, message)) => {
                assert_eq!(own.len(), 1, "{rule}: {found:?}");
                assert_eq!((own[0].place, own[0].message.as_str()), (Place::Event(event), message), "{rule}");
                assert!(own[0].remedy.contains("repeats = true"), "{rule}");
            }
        }
    }
}

#[test]
fn terms_that_outlive_a_case_begin_each_other_also_when_it_is_concluded() {
    let flow = with(FLOW, r#"id = "pronta", phase = "in_review""#, r#"id = "pronta", phase = "concluded""#);
    let clocks = with(CLOCKS, "binds = \"nobody\"", "binds = \"nobody\"\n    outlives = true");
    let found = found(&flow, &clocks);
    assert!(found.iter().any(|finding| finding.message.contains("fire each other for ever")), "{found:?}");
}

#[test]
fn what_repeats_is_fired_by_a_term() {
    let flow = with(FLOW, r#"who = ["rup"]"#, r#"who = ["rup"], repeats = true"#);
    let found = found(&flow, CLOCKS);
    assert!(
        found.iter().any(|finding| finding.message.contains("`chiudi` repeats, and no term fires it")),
        "{found:?}"
    );
}

#[test]
fn a_story_in_which_terms_end_without_end_says_so() {
    let (flow, clocks) = read(FLOW, CLOCKS);
    let calendar = Calendar::default();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let story = "[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n[[step]]\nevent = \"chiudi\"\non = ";
    let refused = |day: &str| {
        let story = toml::from_str(&format!("{story}\"{day}\"")).unwrap();
        simulate(&chart, &story).pop().unwrap().refused
    };
    assert_eq!(refused("2027-03-02"), None, "a year of days is told");
    assert_eq!(refused("2096-03-02").as_deref(), Some("endless"));
}
