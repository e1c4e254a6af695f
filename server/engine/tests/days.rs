//! Which days may be said of what is recorded later, and which last days may be set.

use engine::{
    clock::{Calendar, Change, Clocks, FromDay, Length},
    scenario::simulate,
    *,
};
use jiff::civil::Date;

use crate::{
    support::{plain_event, story},
    terms::{ITALY, clocks, workflow},
};

fn day(text: &str) -> Date {
    format!("2026-{text}").parse().unwrap()
}

/// Something that happened to a case.
fn one<'a>(event: &'a str, to: &'a str, on: &str, bodies: &'a [String]) -> Past<'a> {
    Past { seq: 1, event, to, on: day(on), bodies }
}

#[test]
fn what_the_applicant_sends_may_come_another_way_and_what_the_office_does_is_done_here_and_now() {
    use Who::{Applicant, Clerk, Rup, System};
    for (rule, open_to, dated, who, later) in [
        ("the applicant's, recorded by the office", vec![Applicant], false, vec![Rup], true),
        ("the applicant's own, sent another way", vec![Applicant], false, vec![Applicant], true),
        ("the office may do it itself", vec![Applicant, Rup], false, vec![Rup], false),
        ("another of the office may", vec![Applicant, Rup], false, vec![Clerk], true),
        ("the office's", vec![Rup], false, vec![Rup], false),
        ("the office's, which has a day of its own", vec![Rup], true, vec![Rup], true),
        ("both may, and it has a day of its own", vec![Applicant, Rup], true, vec![Rup], true),
        ("the end of a term", vec![System], false, vec![Rup], false),
    ] {
        let event = Event { who: open_to, dated, ..plain_event() };
        let workflow = Workflow { events: vec![event], ..workflow() };
        assert_eq!(workflow.recorded_later("x", &who), later, "{rule}");
        assert!(!workflow.recorded_later("altro", &who), "no such event");
    }
}

#[test]
fn an_answer_does_not_come_before_the_question_that_led_the_case_where_it_is_possible() {
    let mut workflow = workflow();
    let decides = Event {
        id: "decidi".into(),
        from: vec!["istruttoria".into(), "integrazioni".into()],
        to: "negata".into(),
        ..plain_event()
    };
    workflow.events.push(decides);
    let filed = one("invia", "istruttoria", "03-02", &[]);
    let asked = |on| one("chiedi_integrazioni", "integrazioni", on, &[]);
    let answered = |on| one("integra", "istruttoria", on, &[]);
    let beside = |on| one("parere_favorevole", "parere_reso", on, &[]);
    let noted = |on| one("prescrivi", "integrazioni", on, &[]);
    let warned = one("preavvisa", "preavviso", "03-12", &[]);
    for (rule, event, past, since) in [
        ("always possible", "chiedi_integrazioni", vec![filed], None),
        ("asked", "integra", vec![filed, asked("03-10")], Some("03-10")),
        (
            "asked twice",
            "integra",
            vec![filed, asked("03-10"), answered("03-12"), asked("03-15")],
            Some("03-15"),
        ),
        ("what leaves the case there", "integra", vec![filed, asked("03-10"), noted("03-14")], Some("03-10")),
        ("what runs beside", "integra", vec![filed, asked("03-10"), beside("03-14")], Some("03-10")),
        (
            "what leaves it there when something was done beside",
            "integra",
            vec![filed, asked("03-10"), beside("03-12"), noted("03-14")],
            Some("03-10"),
        ),
        ("possible before and after", "decidi", vec![filed, asked("03-10")], None),
        (
            "possible again since the case came back from where it was not",
            "decidi",
            vec![filed, warned, one("osserva", "istruttoria", "03-14", &[]), asked("03-16")],
            Some("03-14"),
        ),
        ("no such event", "niente", vec![filed, asked("03-10")], None),
    ] {
        let made = workflow.made_possible(&past, event, &[]).map(|past| past.on);
        assert_eq!(made, since.map(day), "{rule}");
    }
}

#[test]
fn what_a_body_answers_does_not_come_before_it_was_asked() {
    let mut workflow = workflow();
    let back = Event {
        id: "riapre".into(),
        track: Some("parere".into()),
        from: vec!["parere_reso".into()],
        to: "parere_chiesto".into(),
        who: vec![Who::Rup],
        ..plain_event()
    };
    workflow.events.push(back);
    let (asl, vvf, both) =
        (vec!["asl".to_owned()], vec!["vvf".to_owned()], vec!["asl".to_owned(), "vvf".to_owned()]);
    let asked = |on, bodies| one("chiedi_parere", "istruttoria", on, bodies);
    let given = |on, bodies| one("parere_favorevole", "parere_reso", on, bodies);
    let over = |on, bodies| one("parere_scaduto", "parere_reso", on, bodies);
    let paid = one("multa_arrivata", "multa_chiusa", "03-20", &asl);
    for (rule, past, bodies, since) in [
        ("nobody was asked", vec![one("invia", "istruttoria", "03-02", &[])], &asl, None),
        ("asked", vec![asked("03-10", &asl)], &asl, Some("03-10")),
        ("another was asked since", vec![asked("03-10", &asl), asked("03-12", &vvf)], &asl, Some("03-10")),
        ("asked with another", vec![asked("03-10", &both), asked("03-12", &vvf)], &asl, Some("03-10")),
        ("asked again", vec![asked("03-10", &asl), asked("03-12", &asl)], &asl, Some("03-12")),
        ("asked of none by name", vec![asked("03-10", &[])], &asl, Some("03-10")),
        (
            "of none by name, whoever was asked last",
            vec![asked("03-10", &asl), asked("03-12", &vvf)],
            &vec![],
            Some("03-12"),
        ),
        ("answered since", vec![asked("03-10", &asl), given("03-14", &asl)], &asl, Some("03-14")),
        (
            "its days ended, by nobody's hand",
            vec![asked("03-10", &asl), over("03-30", &asl)],
            &asl,
            Some("03-10"),
        ),
        (
            "asked again what its opening asked",
            vec![asked("03-10", &asl), one("riapre", "parere_chiesto", "03-14", &asl)],
            &asl,
            Some("03-10"),
        ),
        ("something else beside", vec![asked("03-10", &asl), paid], &asl, Some("03-10")),
    ] {
        let made = workflow.made_possible(&past, "parere_favorevole", bodies).map(|past| past.on);
        assert_eq!(made, since.map(day), "{rule}");
    }
}

/// Since when the answer may have come to what ended by itself, where a rule of its term was changed.
fn since(change: impl Fn(&mut Event, &mut clock::Term), past: &[Past<'_>]) -> Option<String> {
    let (mut workflow, mut clocks) = (workflow(), clocks());
    let attests = workflow.events.iter_mut().find(|event| event.id == "attesta").unwrap();
    (attests.before, attests.dated) = (Some("decisione".to_owned()), true);
    let decides = clocks.terms.iter_mut().find(|term| term.id == "decisione").unwrap();
    decides.binds = contract::cases::Binds::Body;
    change(attests, decides);
    let calendar = Calendar::default();
    let since = Chart::new(&workflow, &clocks, &calendar).possible_since(past, "attesta", &[]);
    since.map(|on| on.strftime("%m-%d").to_string())
}

#[test]
fn what_the_end_of_a_term_made_possible_may_have_happened_since_that_term_began() {
    use contract::cases::Binds;
    let filed = one("invia", "istruttoria", "03-02", &[]);
    let fired = |on| one("silenzio", "da_attestare", on, &[]);
    let past = [filed, fired("05-01")];
    assert_eq!(since(|_, _| {}, &past).as_deref(), Some("03-02"));
    for (rule, change, expected) in [
        (
            "what the office may do before its own term begins",
            (|_, term| term.binds = Binds::Office) as fn(&mut Event, &mut clock::Term),
            None,
        ),
        ("a term that counts from a receipt", |_, term| term.moves[0].day = FromDay::Receipt, Some("03-02")),
        ("from what an answer said", |_, term| term.moves[0].day = FromDay::Answer("x".into()), None),
        ("from the end of another", |_, term| term.moves[0].day = FromDay::EndOf(vec!["x".into()]), None),
        ("it has no term of its own", |event, _| event.before = None, None),
        ("it names what it comes after", |event, _| event.after = Some("silenzio".into()), Some("05-01")),
        ("it names what never happened", |event, _| event.after = Some("nega".into()), Some("03-02")),
    ] {
        assert_eq!(since(change, &past).as_deref(), expected, "{rule}");
    }
    let asked = one("chiedi_integrazioni", "integrazioni", "03-20", &[]);
    let again = one("integra", "istruttoria", "03-25", &[]);
    let later =
        [filed, asked, again, one("chiedi_integrazioni", "integrazioni", "03-28", &[]), fired("05-01")];
    let after = |event: &mut Event, _: &mut clock::Term| event.after = Some("chiedi_integrazioni".into());
    assert_eq!(since(after, &later).as_deref(), Some("03-28"), "the last of them");
    let by_hand = [filed, one("nega", "da_attestare", "04-01", &[])];
    assert_eq!(since(|_, _| {}, &by_hand).as_deref(), Some("04-01"), "somebody led the case there");
}

#[test]
fn a_term_began_when_it_last_began_to_run() {
    let filed = one("invia", "istruttoria", "03-02", &[]);
    let fired = one("silenzio", "da_attestare", "06-01", &[]);
    let again = |on| one("prescrivi", "istruttoria", on, &[]);
    let ends = one("aggiungi", "istruttoria", "03-10", &[]);
    let more = |_: &mut Event, term: &mut clock::Term| {
        for (event, does) in [("prescrivi", Change::Start), ("aggiungi", Change::End)] {
            term.moves.push(clock::Move { event: event.into(), does, ..term.moves[0].clone() });
        }
    };
    for (rule, past, began) in [
        ("a start of what runs changes nothing", vec![filed, again("03-20"), fired], "03-02"),
        ("what was ended begins anew", vec![filed, ends, again("03-20"), fired], "03-20"),
        (
            "so does what ended by itself",
            vec![filed, one("silenzio", "istruttoria", "03-15", &[]), again("03-20"), fired],
            "03-20",
        ),
    ] {
        assert_eq!(since(more, &past).as_deref(), Some(began), "{rule}");
    }
}

/// Why the last step of a story after a permit of 14 March is refused, with events and terms that were changed.
fn refused(change: impl Fn(&mut Vec<Event>, &mut Clocks), steps: &[(&str, &str, &str)]) -> Option<String> {
    let (mut workflow, mut clocks) = (workflow(), clocks());
    change(&mut workflow.events, &mut clocks);
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let steps = [&[("invia", "2026-03-02", "")], steps].concat();
    let came = simulate(&Chart::new(&workflow, &clocks, &calendar), &toml::from_str(&story(&steps)).unwrap());
    came.last().unwrap().refused.clone()
}

fn moved(clocks: &mut Clocks, term: &str, event: &str, does: Change) {
    let own = clocks.terms.iter_mut().find(|own| own.id == term).unwrap();
    own.moves.push(clock::Move { event: event.into(), does, day: FromDay::Event, ..own.moves[0].clone() });
}

#[test]
fn a_last_day_leaves_what_the_law_leaves_and_gives_more_than_there_was() {
    let asks = |due: &str| {
        let due = format!("due = \"{due}\"");
        refused(|_, _| {}, &[("chiedi_integrazioni", "2026-03-10", &due)])
    };
    assert_eq!(asks("2026-03-20"), None, "ten days at the least, not more");
    assert_eq!(asks("2026-03-19").as_deref(), Some("due_too_early"));
    // A year after 14 March 2026 is a Sunday: the Monday after is no gift, and is a later day as counted.
    let longer = |due: &str| {
        let due = format!("due = \"{due}\"");
        refused(|_, _| {}, &[("rilascia", "2026-03-14", ""), ("proroga_al", "2026-03-20", &due)])
    };
    assert_eq!(longer("2027-03-14").as_deref(), Some("due_too_early"));
    assert_eq!(longer("2027-03-15"), None);
}

#[test]
fn of_two_terms_that_a_day_makes_longer_one_may_end_later_already() {
    let both = |_: &mut Vec<Event>, clocks: &mut Clocks| {
        moved(clocks, "saldo", "proroga_al", Change::Extend(Length::Given(0)));
    };
    let set = |due: &str| {
        let due = format!("due = \"{due}\"");
        refused(both, &[("rilascia", "2026-03-10", ""), ("proroga_al", "2026-03-20", &due)])
    };
    assert_eq!(set("2026-05-09").as_deref(), Some("due_too_early"), "neither becomes longer");
    assert_eq!(set("2026-05-10"), None, "the sixty days do, the year does not");
    assert_eq!(set("2027-03-11"), None, "both do");
}

#[test]
fn a_last_day_is_asked_where_something_runs_that_it_makes_longer() {
    let only = |clocks: &mut Clocks, to: Option<&str>| {
        moved(clocks, "saldo", "proroga_al", Change::Extend(Length::Given(0)));
        let start = clocks.terms.iter_mut().find(|term| term.id == "inizio_lavori").unwrap();
        start.moves.retain(|moves| moves.event != "proroga_al");
        let saldo = clocks.terms.iter_mut().find(|term| term.id == "saldo").unwrap();
        saldo.moves.last_mut().unwrap().to = to.map(str::to_owned);
    };
    let permit = ("rilascia", "2026-03-10", "");
    let set = ("proroga_al", "2026-03-20", "");
    let ended = ("proroga", "2026-03-15", "");
    for (rule, to, steps, expected) in [
        ("it runs", None, vec![permit, set], Some("due_missing")),
        ("it has ended", None, vec![permit, ended, set], None),
        ("only where the event leads elsewhere", Some("decaduta"), vec![permit, set], None),
        ("where it leads", Some("rilasciata"), vec![permit, set], Some("due_missing")),
    ] {
        assert_eq!(refused(|_, clocks| only(clocks, to), &steps).as_deref(), expected, "{rule}");
    }
    let grants = |events: &mut Vec<Event>, clocks: &mut Clocks| {
        let grants = Event {
            id: "concede".into(),
            from: vec!["preavviso".into()],
            to: String::new(),
            ..plain_event()
        };
        events.push(Event { who: vec![Who::Rup], ..grants });
        moved(clocks, "decisione", "concede", Change::Extend(Length::Given(0)));
    };
    let warned = ("preavvisa", "2026-03-10", "");
    let granted = ("concede", "2026-03-12", "due = \"2026-06-30\"");
    assert_eq!(refused(grants, &[warned, granted]), None, "what stands still becomes longer too");
}

#[test]
fn a_term_that_begins_again_is_as_long_as_the_office_says_then() {
    let again = |_: &mut Vec<Event>, clocks: &mut Clocks| moved(clocks, "misure", "convoca", Change::Restart);
    let calls = |more| refused(again, &[("convoca", "2026-03-10", more)]);
    assert_eq!(calls("").as_deref(), Some("due_missing"));
    assert_eq!(calls("due = \"2026-06-09\"").as_deref(), Some("due_too_late"));
    assert_eq!(calls("due = \"2026-03-20\""), None);
    let (workflow, mut clocks) = (workflow(), clocks());
    moved(&mut clocks, "misure", "convoca", Change::Restart);
    let set = clocks.day_set(workflow.event("convoca").unwrap()).unwrap();
    assert_eq!((set.least, set.most), (1, Some(90)), "and its form says so");
}
