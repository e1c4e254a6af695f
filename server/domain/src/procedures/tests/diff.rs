//! What differs between two definitions, part by part.

use std::fs;

use super::{
    super::{Definition, Difference, Part, Shared, What, differences, under_way},
    BLOCKS, changed, file_of, folder, load, shipped,
};

/// The differences from the shipped folder to one in which a file is changed.
fn from_shipped(file: &str, from: &str, to: &str) -> Vec<Difference> {
    let (text, other) = changed(file, &|text| text.replacen(from, to, 1));
    assert!(text.contains(to), "{file}: {from}");
    differences(&shipped(), &other.unwrap_or_else(|findings| panic!("{findings:#?}")))
}

/// A difference in short: `part what id key before after`, what is not there as `-`.
fn short(found: &[Difference]) -> Vec<String> {
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let line = |it: &Difference| {
        format!("{:?} {:?} {} {} {} {}", it.part, it.what, it.id, or(&it.key), or(&it.before), or(&it.after))
    };
    found.iter().map(line).collect()
}

#[test]
fn one_folder_differs_in_nothing_from_itself() {
    let slugs = fs::read_dir(folder()).unwrap();
    let slugs = slugs.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut last: Option<Definition> = None;
    for slug in slugs.filter(|slug| slug != BLOCKS && !slug.contains('.')) {
        let own = load(&slug).unwrap();
        let stored = Definition::from_json(&own.to_canonical_json().unwrap()).unwrap();
        assert_eq!(differences(&own, &stored), [], "{slug}");
        assert_eq!(under_way(&own, &stored), [], "{slug}");
        if let Some(last) = last.replace(own.clone()) {
            let (one, other) = (differences(&last, &own), differences(&own, &last));
            let count = |all: &[Difference], what| all.iter().filter(|it| it.what == what).count();
            assert_eq!(count(&one, What::Added), count(&other, What::Removed), "{slug}");
            assert_eq!(count(&one, What::Changed), count(&other, What::Changed), "{slug}");
        }
    }
}

#[test]
fn a_change_of_each_file_is_named_with_what_was_and_what_is() {
    for (file, from, to, said) in [
        ("procedure.toml", "version = 1", "version = 2", "Meta Changed version - 1 2"),
        (
            "form.toml",
            "id = \"committente_email\"\nkind = \"email\"",
            "id = \"committente_email\"\nkind = \"pec\"",
            "Question Changed committente_email kind email pec",
        ),
        (
            "texts.it.toml",
            "È l'unico proprietario",
            "Proprietario",
            "Text Changed it.question.titolo.choice.proprietario - È l'unico proprietario Proprietario",
        ),
    ] {
        assert_eq!(short(&from_shipped(file, from, to)), [said], "{file}");
    }
}

/// The shipped definition changed in memory: what a differing folder would come to.
fn with(change: impl Fn(&mut Definition)) -> (Definition, Definition) {
    let old = load("permesso-di-costruire").unwrap();
    let mut new = old.clone();
    change(&mut new);
    (old, new)
}

#[test]
fn events_and_terms_tell_which_of_their_branches_and_moves_changed() {
    let (old, new) = with(|new| {
        let event = new.workflow.events.iter_mut().find(|event| event.id == "approva").unwrap();
        event.who.push(engine::Who::Rup);
        event.branches[0].when = "contributo == \"gratuito\"".into();
        let term = new.clocks.terms.iter_mut().find(|term| term.id == "parere").unwrap();
        term.length = engine::clock::Length::Days(20);
        term.moves.retain(|own| own.event != "integra_conferenza");
        term.silence = engine::clock::Silence::Nothing;
    });
    assert_eq!(
        short(&differences(&old, &new)),
        [
            "Event Changed approva branch.da_rilasciare.when contributo == \"gratuito\" && bollo == \"esente\" \
             contributo == \"gratuito\"",
            "Event Changed approva who dirigente dirigente, rup",
            "Term Changed parere length 30 days 20 days",
            "Term Changed parere on.integra_conferenza does resume, event integra_conferenza, source L. 7 agosto 1990, \
             n. 241, articolo 2, comma 7 -",
            "Term Changed parere silence assent -",
        ]
    );
}

#[test]
fn what_moved_is_said_as_an_order_or_as_another_page() {
    let (old, new) = with(|new| {
        new.workflow.events.swap(0, 1);
        let question = new.form.steps[1].questions.remove(0);
        new.form.steps[0].questions.push(question);
    });
    let found = differences(&old, &new);
    let (moved, page) = (&old.form.steps[1].questions[0].id, &old.form.steps[0].id);
    let question = found.iter().find(|it| it.part == Part::Question).unwrap();
    assert_eq!((&question.id, question.key.as_deref()), (moved, Some("page")));
    assert_eq!(question.after.as_ref(), Some(page));
    let order = found.iter().find(|it| it.part == Part::Event).unwrap();
    assert_eq!((order.id.as_str(), order.key.as_deref()), ("*", Some("order")));
    assert!(order.after.as_ref().unwrap().starts_with("prendi_in_carico, invia, "), "{order:?}");
    assert_eq!(found.len(), 2, "{found:#?}");
}

#[test]
fn what_a_filed_case_may_stand_in_and_the_second_lacks_is_listed() {
    let (old, new) = with(|new| {
        new.workflow.states.retain(|state| !matches!(state.id.as_str(), "bozza" | "riesame"));
        new.workflow.states.iter_mut().find(|state| state.id == "complessa").unwrap().track = None;
        new.clocks.terms.retain(|term| term.id != "salvaguardia");
    });
    assert_eq!(
        short(&under_way(&old, &new)),
        [
            "State Removed riesame - - -",
            "State Changed complessa track complessita -",
            "Term Removed salvaguardia - - -",
        ],
        "no filed case is a draft"
    );
    assert_eq!(under_way(&new, &old).len(), 1, "what is new is missed by nobody; only the track is another");
}

#[test]
fn fees_documents_and_rules_are_parts_of_their_own() {
    let (old, new) = with(|new| {
        let row = &mut new.fees.tables[0].rows[0];
        row.amount = Some("1.23".to_owned());
        new.slots[0].max_files += 1;
        new.form.rules.remove(0);
        new.retired_slots.push("antico".to_owned());
    });
    let parts: Vec<(Part, What)> =
        differences(&old, &new).iter().map(|found| (found.part, found.what)).collect();
    assert_eq!(
        parts,
        [
            (Part::Rule, What::Removed),
            (Part::Retired, What::Added),
            (Part::Document, What::Changed),
            (Part::FeeRow, What::Changed),
        ]
    );
}

#[test]
fn another_template_of_an_act_is_a_difference() {
    let shared = Shared { block: &|_, _| None, orders: &[] };
    let old = Definition::load("termini", &|file| file_of("termini", file), &shared).unwrap();
    let mut new = old.clone();
    new.deeds.insert("richiesta".to_owned(), "Altro.".to_owned());
    let found = differences(&old, &new);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].part, found[0].id.as_str(), found[0].what),
        (Part::Deed, "richiesta", What::Changed)
    );
    assert_eq!(found[0].after.as_deref(), Some("Altro."));
}
