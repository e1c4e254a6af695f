//! What a story says to its author: why a step does not happen and what would, what it did to terms, and what differs from
//! what was expected.

use engine::{
    clock::Calendar,
    scenario::{Came, Expected, simulate},
    *,
};

use crate::{
    support::story,
    terms::{ITALY, clocks, told, workflow},
};

/// The last step of a story after the filing on 2 March.
fn last(steps: &[(&str, &str, &str)]) -> Came {
    told(&story(&[&[("invia", "2026-03-02", "")], steps].concat())).pop().unwrap()
}

type Step = (&'static str, &'static str, &'static str);

const ASKED: Step = ("chiedi_integrazioni", "2026-03-10", "due = \"2026-03-30\"");
const ANSWERED: Step = ("integra", "2026-03-20", "");

/// What happens last is refused with this word, and this is how it is said.
fn refused(cases: &[(Vec<Step>, &str, &str)]) {
    for (steps, code, because) in cases {
        let came = last(steps);
        assert_eq!(came.refused.as_deref(), Some(*code), "{steps:?}");
        let said = came.because.unwrap();
        assert!(said.starts_with(because), "{steps:?}: {said}");
    }
}

#[test]
fn a_step_that_is_not_possible_where_the_case_stands_says_where_it_is() {
    refused(&[
        (vec![("integri", "2026-03-10", "")], "unknown", "there is no event `integri`; "),
        (vec![("received=integra", "2026-03-10", "")], "unknown", "`integra` has not happened so far"),
        (vec![("rectified=integra", "2026-03-10", "")], "unknown", "`integra` has not happened so far"),
        (
            vec![("integra", "2026-03-10", "")],
            "not_possible",
            "it is not possible in the state `istruttoria`, only in `integrazioni`",
        ),
        (
            vec![
                ("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]"),
                ("chiedi_parere", "2026-03-12", "bodies = [\"asl\"]"),
            ],
            "not_possible",
            "`asl` was asked already",
        ),
        (
            vec![("chiedi_somma", "2026-03-09", ""), ASKED],
            "not_possible",
            "it is not possible in the state `da_pagare`, only in `istruttoria`",
        ),
        (
            vec![
                ("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]"),
                ("parere_favorevole", "2026-03-12", "bodies = [\"vvf\"]"),
            ],
            "not_possible",
            "no track `parere` of these `bodies` is where it is possible: `parere_chiesto`",
        ),
        (
            vec![ASKED, ANSWERED, ("rectified=chiedi_integrazioni", "2026-03-25", "")],
            "not_possible",
            "what came after it would not be possible then",
        ),
        (
            vec![("rectified=invia", "2026-03-25", "")],
            "not_possible",
            "a case that nobody filed is none; say its true day with `truly`",
        ),
        (
            vec![("nega", "2026-03-10", "by = \"clerk\"")],
            "not_allowed",
            "`clerk` may not do it; `by` can be: dirigente",
        ),
        (
            vec![("silenzio", "2026-03-10", "")],
            "not_allowed",
            "it comes by itself when a term ends; let the days pass with `until`",
        ),
        (
            vec![("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]"), ("rilascia", "2026-03-12", "")],
            "condition",
            "its condition does not hold: open_parere == 0",
        ),
    ]);
}

#[test]
fn a_step_that_is_not_possible_on_its_day_says_which_days_are() {
    refused(&[
        (
            vec![("chiedi_integrazioni", "2026-04-10", "due = \"2026-04-30\"")],
            "too_late",
            "the term `richiesta` has ended on 2026-04-01; late it is done with a written reason, `forced = true`",
        ),
        (
            vec![ASKED, ANSWERED, ("chiedi_integrazioni", "2026-03-25", "due = \"2026-04-25\"")],
            "too_often",
            "the term `decisione`: it was done 1 times already",
        ),
        (
            vec![("prescrivi", "2026-03-10", "")],
            "due_missing",
            "no last day is set; the last day is said with `due`",
        ),
        (
            vec![ASKED, ("received=chiedi_integrazioni", "2026-03-09", "")],
            "out_of_order",
            "it was done on 2026-03-10, and cannot be received before",
        ),
        (
            vec![ASKED, ("rectified=chiedi_integrazioni", "2026-03-12", "truly = \"2026-03-13\"")],
            "out_of_order",
            "nothing has happened on 2026-03-13 yet: it is 2026-03-12",
        ),
        (
            vec![
                ("preavvisa", "2026-03-10", ""),
                ("osserva", "2026-03-15", ""),
                ("chiedi_integrazioni", "2026-03-20", "due = \"2026-04-10\""),
            ],
            "out_of_order",
            "the term `decisione`: it is dated before 2026-03-25",
        ),
        (vec![ASKED, ("until", "2026-03-05", "")], "out_of_order", "days do not go back"),
        (
            vec![ASKED, ("aggiungi", "2026-03-01", "")],
            "out_of_order",
            "the story is past 2026-03-01: only what is recorded later is told then",
        ),
    ]);
    let fine = last(&[ASKED]);
    assert_eq!((fine.refused, fine.because), (None, None));
}

#[test]
fn a_document_that_is_missing_and_a_term_that_nothing_forces_are_named() {
    let (mut workflow, clocks) = (workflow(), clocks());
    let needs = workflow.events.iter_mut().find(|event| event.id == "rilascia").unwrap();
    needs.documents = vec!["perizia".to_owned()];
    let attests = workflow.events.iter_mut().find(|event| event.id == "attesta").unwrap();
    attests.before = Some("richiesta".to_owned());
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let because = |documents: &str, step: (&str, &str, &str)| {
        let text = format!("documents = [{documents}]\n{}", story(&[("invia", "2026-03-02", ""), step]));
        simulate(&chart, &toml::from_str(&text).unwrap()).pop().unwrap().because
    };
    let issued = ("rilascia", "2026-03-10", "");
    let missing = "the document `perizia` is missing; name it in `documents` of the story";
    assert_eq!(because("", issued).as_deref(), Some(missing));
    assert_eq!(because("\"perizia\"", issued), None);
    for forced in ["", "forced = true"] {
        let late = because("", ("attesta", "2026-06-10", forced));
        assert_eq!(
            late.as_deref(),
            Some("the term `richiesta` has ended on 2026-04-01"),
            "nobody may force it"
        );
    }
}

#[test]
fn a_term_that_may_be_stopped_no_more_is_named() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let own = clocks.terms.iter_mut().find(|term| term.id == "richiesta").unwrap();
    own.suspends = Some(engine::clock::Quota::default());
    own.moves.push(clock::Move {
        event: "preavvisa".to_owned(),
        does: engine::clock::Change::Suspend,
        ..own.moves[0].clone()
    });
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let story = story(&[("invia", "2026-03-02", ""), ("preavvisa", "2026-04-02", "")]);
    let came = simulate(&chart, &toml::from_str(&story).unwrap()).pop().unwrap();
    assert_eq!(came.refused.as_deref(), Some("too_late"));
    assert_eq!(came.because.as_deref(), Some("the term `richiesta`: the last day for it was 2026-04-01"));
}

#[test]
fn the_law_of_a_change_is_that_of_the_rule_by_which_the_event_makes_it() {
    let (workflow, mut clocks) = (workflow(), clocks());
    for (nth, moves) in clocks.terms.iter_mut().flat_map(|term| &mut term.moves).enumerate() {
        moves.source = format!("{} {:?} {nth}", moves.event, moves.does);
    }
    let body = clocks.terms.iter_mut().find(|term| term.id == "parere").unwrap();
    body.moves[0].day = engine::clock::FromDay::Receipt;
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let moved = |steps: &[(&str, &str, &str)]| {
        let story = story(&[&[("invia", "2026-03-02", "")], steps].concat());
        let came = simulate(&chart, &toml::from_str(&story).unwrap()).pop().unwrap();
        let said = came.moved.iter().map(|moved| {
            let law = moved.source.rsplit_once(' ').map_or("", |(law, _)| law);
            format!("{}: {law}", moved.term)
        });
        said.collect::<Vec<_>>()
    };
    let ended = moved(&[
        ("avvisa_altri", "2026-03-10", ""),
        ("received=avvisa_altri", "2026-03-11", ""),
        ("avvisa_altri", "2026-03-12", ""),
    ]);
    assert_eq!(ended, ["opposizione: avvisa_altri End"]);
    let issued = moved(&[
        ("avvisa_altri", "2026-03-10", ""),
        ("received=avvisa_altri", "2026-03-11", ""),
        ("rilascia", "2026-03-12", ""),
    ]);
    assert!(issued.contains(&"opposizione: rilascia End".to_owned()), "{issued:?}");
    let (asl, vvf) = ("bodies = [\"asl\"]", "bodies = [\"vvf\"]");
    let both = moved(&[
        ("chiedi_parere", "2026-03-10", asl),
        ("received=chiedi_parere", "2026-03-11", ""),
        ("chiedi_parere", "2026-03-12", vvf),
        ("received=chiedi_parere", "2026-03-13", ""),
    ]);
    assert_eq!(both, ["parere/vvf: L. 241/1990, articolo"], "each body receives its own");
    let mut at_once = clocks.clone();
    let own = at_once.terms.iter_mut().find(|term| term.id == "opposizione").unwrap();
    own.moves[1].day = engine::clock::FromDay::Event;
    let chart = Chart::new(&workflow, &at_once, &calendar);
    let story = story(&[("invia", "2026-03-02", ""), ("avvisa_altri", "2026-03-10", "")]);
    let came = simulate(&chart, &toml::from_str(&story).unwrap()).pop().unwrap();
    assert!(came.moved[0].source.starts_with("avvisa_altri Start"), "{:?}", came.moved);
}

#[test]
fn what_a_step_did_to_terms_is_told_with_its_day_and_the_law_that_says_so() {
    let moved = |steps: &[(&str, &str, &str)]| {
        let shift = |moved: &engine::scenario::Shift| {
            (moved.term.clone(), format!("{:?}", moved.change), moved.on.0.to_string(), moved.source.clone())
        };
        last(steps).moved.iter().map(shift).collect::<Vec<_>>()
    };
    let line = |term: &str, change: &str, on: &str, source: &str| {
        (term.to_owned(), change.to_owned(), on.to_owned(), source.to_owned())
    };
    let warned = ("preavvisa", "2026-03-10", "");
    let notice = "L. 241/1990, articolo 10-bis";
    assert_eq!(moved(&[warned]), [line("decisione", "Suspend", "2026-03-10", notice)]);
    assert_eq!(
        moved(&[warned, ("received=preavvisa", "2026-03-12", "")]),
        [line("osservazioni", "Start", "2026-03-12", notice)]
    );
    assert_eq!(
        moved(&[warned, ("received=preavvisa", "2026-03-12", ""), ("osserva", "2026-03-15", "")]),
        [
            line("decisione", "Resume", "2026-03-25", notice),
            line("osservazioni", "End", "2026-03-15", notice)
        ]
    );
    let body = "bodies = [\"asl\"]";
    assert_eq!(
        moved(&[("chiedi_parere", "2026-03-10", body)]),
        [line("parere/asl", "Start", "2026-03-10", "L. 241/1990, articolo 16")]
    );
    assert_eq!(moved(&[("aggiungi", "2026-03-10", "")]), []);
}

/// What is said of a step beside what was expected of it.
fn differs(cases: &[(&Came, &str, Vec<&str>)]) {
    for (came, expected, said) in cases {
        let wrong = came.differences(&toml::from_str::<Expected>(expected).unwrap());
        assert_eq!(wrong.len(), said.len(), "{expected}: {wrong:?}");
        for (wrong, said) in wrong.iter().zip(said) {
            assert!(wrong.starts_with(said), "{expected}: {wrong}");
        }
    }
}

#[test]
fn where_a_case_stands_otherwise_than_expected_is_said_in_one_sentence_each() {
    let asked = last(&[("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]")]);
    differs(&[
        (&asked, "state = \"istruttoria\"\nphase = \"in_review\"", vec![]),
        (&asked, "state = \"negata\"", vec!["the state is `istruttoria`"]),
        (&asked, "phase = \"concluded\"", vec!["the phase is `in_review`"]),
        (&asked, "terms = { decisione = \"2026-05-01\", osservazioni = \"waiting\" }", vec![]),
        (
            &asked,
            "terms = { decisione = \"ended\" }",
            vec!["the term `decisione` stands so: 2026-05-01, not ended"],
        ),
        (&asked, "terms = { osservazioni = \"ended\" }", vec!["the term `osservazioni` has not begun"]),
        (
            &asked,
            "earliest = { decisione = \"2026-05-01\" }\nlatest = { decisione = \"2026-05-02\" }",
            vec![],
        ),
        (
            &asked,
            "earliest = { decisione = \"2026-05-02\" }\nlatest = { decisione = \"2026-05-01\" }",
            vec![
                "the earliest end of the term `decisione` is 2026-05-01",
                "the latest end of the term `decisione` is 2026-05-02",
            ],
        ),
        (&asked, "latest = { somma = \"2026-05-01\" }", vec!["the latest end of the term `somma` is none"]),
        (&asked, "tracks = { \"parere/asl\" = \"parere_chiesto\" }\nfired = []", vec![]),
        (
            &asked,
            "tracks = { \"parere/asl\" = \"parere_reso\", \"parere/vvf\" = \"parere_reso\" }",
            vec!["the track `parere/asl` is parere_chiesto", "the track `parere/vvf` is not open"],
        ),
    ]);
}

#[test]
fn what_comes_of_a_step_otherwise_than_expected_is_said_in_one_sentence_each() {
    let asked = last(&[("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]")]);
    let silent = last(&[("until", "2026-05-20", "")]);
    let waits = last(&[ASKED]);
    let refused = last(&[("integra", "2026-03-10", "")]);
    differs(&[
        (&asked, "fired = [\"silenzio\"]", vec!["what fired by itself is: nothing, not silenzio"]),
        (&silent, "fired = []", vec!["what fired by itself is: silenzio, not nothing"]),
        (&silent, "notified = [\"applicant\", \"office\"]\nfired = [\"silenzio\"]", vec![]),
        (&silent, "notified = []", vec!["who is told is: [Applicant, Office]"]),
        (&asked, "effects = [\"message\"]", vec!["the effects are: []"]),
        (&waits, "works = \"wait\"\neffects = [\"register_outgoing\", \"message\"]", vec![]),
        (&waits, "works = \"stop\"", vec!["of the works it says `wait`"]),
        (&asked, "works = \"stop\"", vec!["it says nothing of the works"]),
        (&asked, "refused = \"too_late\"", vec!["it is not refused as `too_late`"]),
        (&refused, "refused = \"not_possible\"", vec![]),
        (
            &refused,
            "refused = \"too_late\"",
            vec!["it is refused as `not_possible`, not as `too_late`: it is not possible in"],
        ),
        (&refused, "", vec!["it is refused as `not_possible`: it is not possible in"]),
    ]);
}

#[test]
fn a_term_stands_in_words_that_a_story_can_say() {
    for (words, can) in [
        ("waiting", true),
        ("interrupted", true),
        ("ended", true),
        ("2026-05-01", true),
        ("suspended 18", true),
        ("suspended 0", true),
        ("suspended", false),
        ("suspended -1", false),
        ("running", false),
        ("2026-02-30", false),
        ("", false),
    ] {
        assert_eq!(scenario::can_stand(words), can, "{words}");
    }
    let stood = last(&[("preavvisa", "2026-03-10", "")]).terms.remove("decisione").unwrap();
    assert_eq!((stood.words.as_str(), stood.left), ("suspended 52", Some(52)));
}
