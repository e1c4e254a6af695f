//! What a replay tells of each term, and which terms an act, a receipt or an end is about.

use engine::{
    clock::{self, Calendar, Clocks, Length},
    scenario::simulate,
    *,
};

use proptest::prelude::*;

use crate::{
    support::{record, story},
    terms::{ITALY, clocks, told, workflow},
};

#[test]
fn what_happened_is_told_again_and_not_judged_again() {
    let (workflow, clocks, calendar) = (workflow(), clocks(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let history = [
        record(1, "invia", "2026-03-02"),
        record(2, "chiedi_integrazioni", "2026-03-10"),
        record(3, "integra", "2026-03-20"),
        record(4, "chiedi_integrazioni", "2026-03-25"),
    ];
    let replayed = chart.replay(&chart.begin(), &history.map(Happened::Event), &NoFacts).unwrap();
    let ledger = replayed.ledgers.iter().find(|ledger| ledger.term == "decisione").unwrap();
    assert_eq!(ledger.lines.len(), 4);
    // A second request would be refused today: it was made, and stops nothing.
    let void = matches!(ledger.lines[3], LedgerLine::Void(_, clock::Misplaced::Spent(1)));
    assert!(void, "{:?}", ledger.lines);
}

#[test]
fn each_body_has_a_ledger_of_its_own() {
    let (workflow, clocks, calendar) = (workflow(), clocks(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let asked = |seq, on, bodies| Record { bodies, ..record(seq, "chiedi_parere", on) };
    let history = [
        record(1, "invia", "2026-03-02"),
        asked(2, "2026-03-03", &["asl"]),
        asked(3, "2026-03-09", &["vvf"]),
    ];
    let replayed = chart.replay(&chart.begin(), &history.map(Happened::Event), &NoFacts).unwrap();
    let own = replayed.ledgers.iter().filter(|ledger| ledger.term == "parere");
    let own: Vec<_> = own
        .map(|of| (of.counting.body.as_str(), of.lines.len(), of.counting.latest().unwrap().to_string()))
        .collect();
    assert_eq!(own, [("asl", 1, "2026-03-23".to_owned()), ("vvf", 1, "2026-03-30".to_owned())]);
}

#[test]
fn the_receipt_of_an_act_begins_nothing_in_a_case_that_is_concluded() {
    let came = told(&story(&[
        ("invia", "2026-03-02", ""),
        ("avvisa_altri", "2026-03-10", ""),
        ("nega", "2026-03-12", ""),
        ("received=avvisa_altri", "2026-03-15", ""),
    ]));
    assert_eq!((came[2].state.as_str(), &came[3].refused), ("negata", &None));
    let stood = came[3].terms.get("opposizione");
    assert!(stood.is_none_or(|stood| stood.words == "waiting"), "{stood:?}");
}

#[test]
fn of_two_terms_that_fire_one_event_the_other_runs_on() {
    let (mut workflow, mut clocks, calendar) = (workflow(), clocks(), Calendar::default());
    let mut other = clocks.terms.iter().find(|term| term.id == "somma").unwrap().clone();
    (other.id, other.length) = ("altra".to_owned(), Length::Days(30));
    clocks.terms.push(other);
    let fired = workflow.events.iter_mut().find(|event| event.id == "somma_mancata").unwrap();
    fired.to = "istruttoria".to_owned();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let told = story(&[
        ("invia", "2026-03-02", ""),
        ("chiedi_somma", "2026-03-10", ""),
        ("until", "2026-03-25", ""),
    ]);
    let came = simulate(&chart, &toml::from_str(&told).unwrap());
    assert_eq!(came[2].fired.len(), 1);
    let words = |term: &str| came[2].terms[term].words.as_str();
    assert_eq!((words("somma"), words("altra")), ("ended", "2026-04-09"));
}

#[test]
fn what_ends_first_fires_first() {
    let came = told(&story(&[
        ("invia", "2026-03-02", ""),
        ("chiedi_parere", "2026-03-10", "bodies = [\"asl\"]"),
        ("until", "2026-05-20", ""),
    ]));
    let fired: Vec<_> = came[2].fired.iter().map(|(event, _)| event.as_str()).collect();
    assert_eq!(fired, ["parere_scaduto", "silenzio"]);
}

#[test]
fn the_same_body_is_asked_once_and_another_beside_it() {
    let second = |first: &str, second: &str| {
        let steps = [
            ("invia", "2026-03-02", ""),
            ("chiedi_parere", "2026-03-10", first),
            ("chiedi_parere", "2026-03-10", second),
        ];
        told(&story(&steps))[2].refused.is_some()
    };
    let (asl, vvf) = ("bodies = [\"asl\"]", "bodies = [\"vvf\"]");
    assert!(!second(asl, "") && !second("", asl) && !second(asl, vvf));
    assert!(second("", "") && second(asl, asl));
}

#[test]
fn each_body_has_what_it_received_and_answered_itself() {
    let flow = r#"
        initial = "aperta"
        state = [
            { id = "aperta", phase = "in_review" }, { id = "chiesto", track = "parere", phase = "in_review" },
            { id = "reso", track = "parere", phase = "in_review" },
        ]
        track = [{ id = "parere", opened_by = ["chiede"], initial = "chiesto" }]
        event = [
            { id = "chiede", from = ["aperta"], who = ["rup"] },
            { id = "rende", track = "parere", from = ["chiesto"], to = "reso", who = ["rup"] },
        ]
    "#;
    let clocks = r#"
        [[term]]
        id = "parere"
        binds = "body"
        track = "parere"
        length = { days = 20 }
        source = "Legge"
        on = [
            { event = "chiede", does = "start", day = "receipt", source = "Legge" },
            { event = "rende", does = "end", source = "Legge" },
        ]
    "#;
    let (flow, clocks): (Workflow, Clocks) = (toml::from_str(flow).unwrap(), toml::from_str(clocks).unwrap());
    let calendar = Calendar::default();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let act = |seq, event, bodies, on| Happened::Event(Record { bodies, ..record(seq, event, on) });
    let received = |of, on: &str, seq| Happened::Received { of, on: on.parse().unwrap(), seq };
    let history = [
        act(1, "chiede", &["asl"], "2026-03-02"),
        act(2, "chiede", &["vvf"], "2026-03-03"),
        act(3, "chiede", &["arpa"], "2026-03-03"),
        act(4, "rende", &["vvf"], "2026-03-05"),
        act(5, "rende", &["asl"], "2026-03-06"),
        received(1, "2026-03-08", 6),
        received(3, "2026-03-08", 7),
        received(2, "2026-03-04", 8),
    ];
    let stands = chart.replayed(&chart.begin(), &history[..], &NoFacts).unwrap().terms;
    let running: Vec<_> =
        stands.iter().filter(|of| of.status().is_open()).map(|of| of.body.as_str()).collect();
    assert_eq!(running, ["arpa"], "the two that answered were done before their receipts were known");
}

/// What may stand in a journal: an event for a day that need not follow the last one, or a receipt.
fn journal() -> impl Strategy<Value = Vec<(usize, u16)>> {
    proptest::collection::vec((0..8_usize, 0..120_u16), 0..14)
}

proptest! {
    /// The quick way, which reads no ledger, and the thorough one come to the same case, whatever the order of the days.
    #[test]
    fn a_case_read_quickly_stands_as_one_read_with_its_ledgers(steps in journal()) {
        let (workflow, clocks) = (workflow(), clocks());
        let calendar: Calendar = toml::from_str(ITALY).unwrap();
        let chart = Chart::new(&workflow, &clocks, &calendar);
        let filed: jiff::civil::Date = "2026-03-02".parse().unwrap();
        let events = [
            "chiedi_integrazioni", "integra", "avvisa_altri", "chiedi_parere", "prescrivi", "chiedi_somma", "proroga",
        ];
        let mut history = vec![Happened::Event(record(1, "invia", "2026-03-02"))];
        // Nobody is asked twice: a step would refuse it.
        let asked = |at: usize| steps[..at].iter().any(|(what, _)| *what == 3);
        let may = steps.iter().enumerate().filter(|(at, (what, _))| *what != 3 || !asked(*at));
        let steps: Vec<(usize, u16)> = may.map(|(_, step)| *step).collect();
        for (seq, (what, days)) in (2..).zip(&steps) {
            let on = filed.checked_add(jiff::Span::new().days(i64::from(*days))).unwrap();
            history.push(match events.get(*what) {
                Some(event) => {
                    let bodies: &[&str] = if *event == "chiedi_parere" { &["asl"] } else { &[] };
                    Happened::Event(Record { on, bodies, ..record(seq, event, "2026-03-02") })
                }
                None => Happened::Received { of: seq - 1, on, seq },
            });
        }
        let thorough = chart.replay(&chart.begin(), &history, &NoFacts).map(|replayed| replayed.standing);
        let quick = chart.replayed(&chart.begin(), &history, &NoFacts);
        prop_assert_eq!(quick.ok(), thorough.ok());
    }
}
