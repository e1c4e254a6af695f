//! How long a term is, from which day, and until when an act is in time.

use std::collections::BTreeMap;

use contract::expr::{Names, Value};
use engine::{
    clock::{self, Calendar, Change, Count, Due, FromDay, Length, Status},
    scenario::{Came, simulate},
    *,
};
use jiff::civil::Date;

use crate::{
    support::{record, story},
    terms::{ITALY, clocks, told, workflow},
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The story, told to a procedure of which something was changed.
fn told_to(workflow: &Workflow, clocks: &clock::Clocks, calendar: &Calendar, story: &str) -> Vec<Came> {
    simulate(&Chart::new(workflow, clocks, calendar), &toml::from_str(story).unwrap())
}

#[test]
fn the_length_in_force_on_the_day_of_filing_stays() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let start = clocks.terms.iter_mut().find(|term| term.id == "inizio_lavori").unwrap();
    start.versions.push(clock::Version {
        length: Length::Years(2),
        when: None,
        valid_from: Some(day("2026-04-01")),
        valid_to: None,
        source: "Legge".into(),
    });
    for (filed, last) in [("2026-03-31", "2027-04-10"), ("2026-04-01", "2028-04-10")] {
        let told = story(&[("invia", filed, ""), ("rilascia", "2026-04-10", "")]);
        let came = told_to(&workflow, &clocks, &Calendar::default(), &told);
        assert_eq!(came[1].terms["inizio_lavori"].words, last, "filed on {filed}");
    }
}

#[test]
fn a_length_holds_from_its_first_day_to_its_last() {
    let version = clock::Version {
        length: Length::Days(1),
        when: None,
        valid_from: Some(day("2026-01-01")),
        valid_to: Some(day("2026-02-19")),
        source: "Legge".into(),
    };
    for (on, holds) in
        [("2025-12-31", false), ("2026-01-01", true), ("2026-02-19", true), ("2026-02-20", false)]
    {
        assert_eq!(version.covers(day(on)), holds, "{on}");
    }
}

#[test]
fn a_replay_takes_the_length_that_is_on_record() {
    let (workflow, clocks, calendar) = (workflow(), clocks(), Calendar::default());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let versions = [("richiesta", 0), ("decisione", 1)];
    let filed = Happened::Event(Record { versions: &versions, ..record(1, "invia", "2026-03-02") });
    let standing = chart.replayed(&chart.begin(), &[filed], &NoFacts).unwrap();
    let place = chart.term_place("decisione").unwrap();
    let found = standing.terms.iter().find(|counting| counting.term == place).unwrap();
    assert_eq!(found.latest(), Some(day("2026-06-30")), "no answer is known any more");
}

#[test]
fn a_replay_takes_the_day_on_record_before_what_the_answers_say_today() {
    struct Said(BTreeMap<String, Value>);
    impl Facts for Said {
        fn answers(&self) -> &dyn Names {
            &self.0
        }
        fn has_document(&self, _: &str) -> bool {
            false
        }
    }
    let (workflow, mut clocks, calendar) = (workflow(), clocks(), Calendar::default());
    clocks.terms[0].moves[0].day = FromDay::Answer("fine_lavori".to_owned());
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let days = [("fine_lavori", day("2026-02-20"))];
    let filed = Happened::Event(Record { days: &days, ..record(1, "invia", "2026-03-02") });
    let facts = Said(BTreeMap::from([("fine_lavori".to_owned(), Value::Date(day("2026-01-01")))]));
    let standing = chart.replayed(&chart.begin(), &[filed], &facts).unwrap();
    assert_eq!(standing.terms[0].latest(), Some(day("2026-03-23")));
}

#[test]
fn an_act_forced_after_its_term_makes_no_term_longer() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let decides = clocks.terms.iter_mut().find(|term| term.id == "decisione").unwrap();
    let asks = decides.moves.iter_mut().find(|moves| moves.event == "chiedi_integrazioni").unwrap();
    asks.does = Change::Extend(Length::Days(30));
    for (on, more, last) in [("2026-03-20", "", "2026-05-31"), ("2026-04-10", "forced = true", "2026-05-01")]
    {
        let more = format!("due = \"2026-05-30\"\n{more}");
        let told = story(&[("invia", "2026-03-02", ""), ("chiedi_integrazioni", on, &more)]);
        let came = told_to(&workflow, &clocks, &Calendar::default(), &told);
        assert_eq!((&came[1].refused, came[1].terms["decisione"].words.as_str()), (&None, last));
    }
}

#[test]
fn a_term_that_ends_on_its_very_day_is_over_on_the_monday_after() {
    let (mut workflow, mut clocks) = (workflow(), clocks());
    let attests = workflow.events.iter_mut().find(|event| event.id == "attesta").unwrap();
    (attests.before, attests.dated) = (Some("decisione".to_owned()), true);
    clocks.terms.iter_mut().find(|term| term.id == "decisione").unwrap().exact = true;
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    // The last day is Sunday 3 May.
    for (on, refused) in [("2026-05-03", None), ("2026-05-04", Some("too_late"))] {
        let told = story(&[("invia", "2026-03-04", ""), ("until", "2026-05-20", ""), ("attesta", on, "")]);
        let came = told_to(&workflow, &clocks, &calendar, &told);
        assert_eq!(came[2].refused.as_deref(), refused, "{on}");
    }
}

#[test]
fn the_earliest_day_of_a_term_is_of_what_still_runs() {
    let running = Due { nominal: day("2026-05-01"), rolled: day("2026-05-02") };
    let running = Count { status: Status::Running(running), ..Count::default() };
    let ended = Count { status: Status::Ended(day("2026-04-01")), ..Count::default() };
    let suspended = Status::Suspended { since: day("2026-03-10"), left: 9 };
    let suspended = Count { status: suspended, ..ended };
    let earliest = |count, cautious| Counting { count, cautious, ..Counting::waiting_for(0) }.earliest();
    assert_eq!(earliest(ended, Some(running)), None, "it is over by the reading that counts");
    assert_eq!(earliest(running, None), Some(day("2026-05-01")), "as counted, not as rolled");
    assert_eq!(earliest(running, Some(ended)), Some(day("2026-05-01")));
    assert_eq!(earliest(suspended, Some(running)), Some(day("2026-05-01")));
}

#[test]
fn the_day_that_the_office_sets_is_neither_today_nor_beyond_what_the_term_allows() {
    let asks = |due: &str| {
        let due = format!("due = \"{due}\"");
        told(&story(&[("invia", "2026-03-02", ""), ("prescrivi", "2026-03-10", &due)]))[1].refused.clone()
    };
    assert_eq!(asks("2026-03-10").as_deref(), Some("due_past"));
    let longer = |due: &str| {
        let due = format!("due = \"{due}\"");
        let steps =
            [("invia", "2026-03-02", ""), ("rilascia", "2026-03-10", ""), ("proroga_al", "2026-03-12", &due)];
        told(&story(&steps))[2].refused.clone()
    };
    assert_eq!(longer("2031-03-16"), None, "1830 days");
    assert_eq!(longer("2031-03-17").as_deref(), Some("due_too_late"));
    assert_eq!(longer("2027-03-10").as_deref(), Some("due_too_early"));
}

#[test]
fn a_meeting_is_on_a_working_day() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let begins = |term: &&mut clock::Term| term.moves.iter().any(|moves| moves.event == "prescrivi");
    clocks.terms.iter_mut().find(begins).unwrap().appointment = true;
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    for (rule, on, refused) in [
        ("a Friday", "2026-03-27", None),
        ("a Saturday", "2026-03-28", Some("due_rest")),
        ("a Sunday", "2026-03-29", Some("due_rest")),
        ("Labour Day", "2026-05-01", Some("due_rest")),
    ] {
        let told =
            story(&[("invia", "2026-03-02", ""), ("prescrivi", "2026-03-10", &format!("due = \"{on}\""))]);
        assert_eq!(told_to(&workflow, &clocks, &calendar, &told)[1].refused.as_deref(), refused, "{rule}");
    }
}

#[test]
fn a_form_says_how_far_the_day_may_be_that_an_act_sets() {
    let (workflow, clocks) = (workflow(), clocks());
    let of = |id: &str| clocks.day_set(workflow.event(id).unwrap()).map(|set| (set.least, set.most));
    assert_eq!(of("prescrivi"), Some((1, Some(90))));
    assert_eq!(of("proroga_al"), Some((0, None)));
    assert_eq!((of("proroga"), of("rilascia")), (None, None), "they set none");
}

#[test]
fn what_came_on_the_very_last_day_puts_back_what_its_end_led_to() {
    let put = |on: &str| {
        let came = told(&story(&[
            ("invia", "2026-03-02", ""),
            ("chiedi_integrazioni", "2026-03-10", "due = \"2026-03-30\""),
            ("received=chiedi_integrazioni", "2026-03-12", ""),
            ("until", "2026-04-05", ""),
            ("integra", on, ""),
        ]));
        assert_eq!(came[3].fired.len(), 1);
        (came[4].refused.is_some(), came[4].terms["decisione"].words.clone())
    };
    assert_eq!(put("2026-03-30"), (false, "2026-05-29".into()));
    assert!(put("2026-03-31").0);
}

#[test]
fn what_is_recorded_later_did_not_happen_before_the_event_that_it_comes_after() {
    let (mut workflow, clocks) = (workflow(), clocks());
    let attests = workflow.events.iter_mut().find(|event| event.id == "attesta").unwrap();
    (attests.dated, attests.after) = (true, Some("chiedi_integrazioni".to_owned()));
    for (on, refused) in [("2026-03-19", Some("out_of_order")), ("2026-03-20", None)] {
        let told = story(&[
            ("invia", "2026-03-02", ""),
            ("chiedi_integrazioni", "2026-03-20", "due = \"2026-04-20\""),
            ("integra", "2026-03-25", ""),
            ("until", "2026-07-20", ""),
            ("attesta", on, ""),
        ]);
        let came = told_to(&workflow, &clocks, &Calendar::default(), &told);
        assert_eq!(came[4].refused.as_deref(), refused, "{on}: the end of the term led the case on since");
    }
}
