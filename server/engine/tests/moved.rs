//! What one event does to the terms of a case: which of them, from which day, and by both readings of the law.

use engine::{
    clock::{Calendar, Change, Clocks, Count, Due, FromDay, Length, Move, Status},
    scenario::{Came, simulate},
    *,
};
use jiff::civil::Date;

use crate::{
    support::story,
    terms::{ITALY, clocks, told, workflow},
};

fn day(text: &str) -> Date {
    format!("2026-{text}").parse().unwrap()
}

fn term<'a>(clocks: &'a mut Clocks, id: &str) -> &'a mut clock::Term {
    clocks.terms.iter_mut().find(|term| term.id == id).unwrap()
}

/// A story after the filing on 2 March, told to workflow and terms of which something was changed.
fn told_to(change: impl Fn(&mut Workflow, &mut Clocks), steps: &[(&str, &str, &str)]) -> Vec<Came> {
    let (mut workflow, mut clocks) = (workflow(), clocks());
    change(&mut workflow, &mut clocks);
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let steps = [&[("invia", "2026-03-02", "")], steps].concat();
    simulate(&Chart::new(&workflow, &clocks, &calendar), &toml::from_str(&story(&steps)).unwrap())
}

#[test]
fn where_the_law_is_read_in_two_ways_the_earlier_day_is_kept_beside() {
    let warned = ("preavvisa", "2026-03-10", "");
    let answered = ("osserva", "2026-03-15", "");
    let ends = |came: &Came| {
        let stood = &came.terms["decisione"];
        (stood.words.clone(), stood.earliest.map(|day| day.0.to_string()))
    };
    let of = |words: &str, earliest: &str| (words.to_owned(), Some(earliest.to_owned()));
    let came = told_to(|_, _| {}, &[warned, answered]);
    assert_eq!(ends(&came[0]), of("2026-05-01", "2026-05-01"));
    assert_eq!(ends(&came[1]), of("suspended 52", "2026-05-11"), "suspended, or ten days longer");
    assert_eq!(
        ends(&came[2]),
        of("2026-05-16", "2026-05-11"),
        "it goes on after ten days, or never stood still"
    );
    let plainly = |_: &mut Workflow, clocks: &mut Clocks| {
        let own = term(clocks, "decisione");
        own.moves.iter_mut().filter(|moves| moves.event == "osserva").for_each(|moves| moves.cautious = None);
    };
    let came = told_to(plainly, &[warned, answered]);
    assert_eq!(
        ends(&came[2]),
        of("2026-05-16", "2026-05-11"),
        "what cannot be by one reading leaves it alone"
    );
}

#[test]
fn days_of_rest_that_become_known_move_the_day_until_which_one_may_act_by_both_readings() {
    let (workflow, clocks, calendar) = (workflow(), clocks(), toml::from_str::<Calendar>(ITALY).unwrap());
    let mut exact = clocks.clone();
    term(&mut exact, "decisione").exact = true;
    let running = |nominal: &str| {
        let due = Due { nominal: day(nominal), rolled: day(nominal) };
        Count { status: Status::Running(due), ..Count::default() }
    };
    let rolled = |clocks: &Clocks| {
        let chart = Chart::new(&workflow, clocks, &calendar);
        let place = chart.term_place("decisione").unwrap();
        let counting = Counting {
            count: running("05-01"),
            cautious: Some(running("05-03")),
            ..Counting::waiting_for(place)
        };
        let counting = chart.rolled(counting);
        [Some(counting.count), counting.cautious].map(|count| count.unwrap().status.due().unwrap().rolled)
    };
    assert_eq!(rolled(&clocks), [day("05-02"), day("05-04")]);
    assert_eq!(rolled(&exact), [day("05-01"), day("05-03")], "a validity ends on its very day");
}

#[test]
fn an_act_is_in_time_until_the_working_day_after_a_last_day_of_rest() {
    // Thirty days from 6 March end on Easter Sunday.
    let asked = |on: &str| {
        let steps = [("invia", "2026-03-06", ""), ("chiedi_integrazioni", on, "due = \"2026-05-30\"")];
        told(&story(&steps))[1].refused.clone()
    };
    assert_eq!((asked("2026-04-05"), asked("2026-04-07")), (None, None));
    assert_eq!(asked("2026-04-08").as_deref(), Some("too_late"));
}

#[test]
fn asking_one_body_leaves_the_days_of_another_and_asking_again_replaces_its_own() {
    let (asl, vvf) = ("bodies = [\"asl\"]", "bodies = [\"vvf\"]");
    let came = told_to(
        |_, _| {},
        &[
            ("chiedi_parere", "2026-03-02", asl),
            ("chiedi_parere", "2026-03-09", vvf),
            ("parere_favorevole", "2026-03-10", asl),
            ("chiedi_parere", "2026-03-12", asl),
        ],
    );
    let words = |came: &Came, body: &str| came.terms[&format!("parere/{body}")].words.clone();
    assert_eq!((words(&came[2], "asl"), words(&came[2], "vvf")), ("2026-03-22".into(), "2026-03-29".into()));
    assert_eq!((words(&came[3], "asl"), words(&came[3], "vvf")), ("ended".into(), "2026-03-29".into()));
    assert_eq!((words(&came[4], "asl"), words(&came[4], "vvf")), ("2026-04-01".into(), "2026-03-29".into()));
    let (workflow, clocks, calendar) = (workflow(), clocks(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let asked = |seq, event, on| {
        Happened::Event(Record { bodies: &["asl"], ..crate::support::record(seq, event, on) })
    };
    let history = [
        Happened::Event(crate::support::record(1, "invia", "2026-03-02")),
        asked(2, "chiedi_parere", "2026-03-02"),
        asked(3, "parere_favorevole", "2026-03-10"),
        asked(4, "chiedi_parere", "2026-03-12"),
    ];
    let tracks = chart.replayed(&chart.begin(), &history, &NoFacts).unwrap().tracks;
    assert_eq!(tracks.len(), 1, "its opinion runs once");
}

#[test]
fn a_rule_that_asks_where_an_event_leads_means_the_track_that_it_moves() {
    let given = |to: &'static str| {
        let change = move |_: &mut Workflow, clocks: &mut Clocks| {
            let own = term(clocks, "decisione");
            let more =
                [("chiedi_parere", None, Change::Suspend), ("parere_favorevole", Some(to), Change::Resume)];
            own.moves.extend(more.map(|(event, to, does)| Move {
                event: event.into(),
                to: to.map(str::to_owned),
                does,
                ..own.moves[0].clone()
            }));
        };
        let steps = [("chiedi_parere", "2026-03-12", ""), ("parere_favorevole", "2026-03-22", "")];
        told_to(change, &steps)[2].terms["decisione"].words.clone()
    };
    assert_eq!(given("parere_reso"), "2026-05-11");
    assert_eq!(given("istruttoria"), "suspended 50");
}

#[test]
fn what_ends_a_case_ends_its_terms_however_it_ends() {
    let asked = ("chiedi_somma", "2026-03-10", "");
    let withdrawn = told_to(|_, _| {}, &[asked, ("rinuncia", "2026-03-12", "")]);
    for term in ["somma", "decisione", "richiesta"] {
        assert_eq!(withdrawn[2].terms[term].ended.unwrap().0, day("03-12"), "{term}");
    }
    let issued = told_to(|_, _| {}, &[("rilascia", "2026-03-12", "")]);
    assert_eq!(issued[1].terms["decisione"].ended.unwrap().0, day("03-12"));
    assert_eq!(issued[1].terms["inizio_lavori"].words, "2027-03-12", "the works have still to begin");
}

#[test]
fn a_term_ends_with_its_case_also_where_it_was_to_go_on_only_later() {
    let decided = |on| {
        let steps = [("preavvisa", "2026-03-10", ""), ("osserva", "2026-03-15", ""), ("nega", on, "")];
        let came = told_to(|_, _| {}, &steps).pop().unwrap();
        assert_eq!(came.refused, None);
        came.terms["decisione"].ended.unwrap().0
    };
    // After the answer it goes on in ten days.
    assert_eq!(decided("2026-03-20"), day("03-20"), "what was decided that day did not end on the 25th");
    assert_eq!(decided("2026-03-30"), day("03-30"));
}

#[test]
fn what_counts_from_the_end_of_terms_counts_from_the_last_and_not_from_a_day_to_come() {
    let change = |events: &'static str| {
        move |_: &mut Workflow, clocks: &mut Clocks| {
            let ends = events.split(' ').map(str::to_owned).collect();
            let own = term(clocks, "misure");
            (own.length, own.most) = (Length::Days(10), None);
            own.moves =
                vec![Move { event: "prescrivi".into(), day: FromDay::EndOf(ends), ..own.moves[0].clone() }];
        }
    };
    let steps = [
        ("preavvisa", "2026-03-04", ""),
        ("received=preavvisa", "2026-03-05", ""),
        ("osserva", "2026-03-08", ""),
        ("chiedi_integrazioni", "2026-03-20", "due = \"2026-04-10\""),
        ("received=chiedi_integrazioni", "2026-03-21", ""),
        ("integra", "2026-03-24", ""),
        ("prescrivi", "2026-03-30", ""),
    ];
    for (rule, ends, last) in [
        ("one of them", "osservazioni", "2026-03-18"),
        ("the last of two", "osservazioni integrazione", "2026-04-03"),
        ("in whatever order they are named", "integrazione osservazioni", "2026-04-03"),
        ("one that has not begun says nothing", "osservazioni somma", "2026-03-18"),
        ("one that runs still says nothing", "decisione", "2026-04-09"),
    ] {
        let came = told_to(change(ends), &steps);
        assert_eq!((&came[7].refused, came[7].terms["misure"].words.as_str()), (&None, last), "{rule}");
    }
    let recorded_later = |flow: &mut Workflow, clocks: &mut Clocks| {
        flow.events.iter_mut().filter(|event| event.id == "prescrivi").for_each(|event| event.dated = true);
        change("integrazione")(flow, clocks);
    };
    let before = [&steps[..6], &[("prescrivi", "2026-03-22", "")]].concat();
    let came = told_to(recorded_later, &before).pop().unwrap();
    assert_eq!((came.refused, came.terms["misure"].words.as_str()), (None, "2026-04-01"), "from its own day");
}

#[test]
fn what_ends_by_itself_ends_in_the_order_of_the_days_on_which_one_may_still_act() {
    let (workflow, mut clocks, calendar) = (workflow(), clocks(), toml::from_str::<Calendar>(ITALY).unwrap());
    for id in ["somma", "osservazioni"] {
        term(&mut clocks, id).exact = true;
    }
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let due = |id: &str, nominal: &str, rolled: &str| {
        let due = Due { nominal: day(nominal), rolled: day(rolled) };
        let count = Count { status: Status::Running(due), ..Count::default() };
        Counting { count, ..Counting::waiting_for(chart.term_place(id).unwrap()) }
    };
    let order = |terms: Vec<Counting>| {
        let at = Standing { terms, ..chart.begin() };
        chart.timers(&at).iter().map(|timer| timer.term).collect::<Vec<_>>()
    };
    // 5 April is Easter Sunday.
    let easter = vec![due("decisione", "04-05", "04-07"), due("somma", "04-06", "04-06")];
    assert_eq!(order(easter), ["somma", "decisione"], "one may still decide on the Tuesday");
    let same = vec![due("somma", "04-06", "04-06"), due("osservazioni", "04-06", "04-06")];
    assert_eq!(order(same), ["osservazioni", "somma"], "on one day as the file has them");
    let monday = vec![due("somma", "04-07", "04-07"), due("decisione", "04-05", "04-07")];
    assert_eq!(order(monday), ["decisione", "somma"], "the one that is counted to an earlier day first");
}
