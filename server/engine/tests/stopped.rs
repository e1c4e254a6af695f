//! Terms that are stopped and go on: no day of them is lost and none is added, whatever day it is and whatever rests.

use engine::{
    clock::{Calendar, Change, Due, Entry, Length, Misplaced, Quota, Status, Term},
    scenario::simulate,
    *,
};
use jiff::{Span, civil::Date};
use proptest::prelude::*;

use crate::{
    support::story,
    terms::{ITALY, clocks, workflow},
};

fn day(text: &str) -> Date {
    format!("2026-{text}").parse().unwrap()
}

fn later(from: Date, days: u16) -> Date {
    from.checked_add(Span::new().days(i32::from(days))).unwrap()
}

fn italy() -> Calendar {
    toml::from_str(ITALY).unwrap()
}

/// A term that may be stopped as often as one likes.
fn term(length: Length) -> Term {
    let term = "id = \"corsa\"\nbinds = \"office\"\nlength = { days = 30 }\nsuspends = {}\ninterrupts = {}\n\
                source = \"Legge\"";
    Term { length, ..toml::from_str(term).unwrap() }
}

/// What happens to a term, as `start 03-02`; `extend` by ten days.
fn entries(changes: &str) -> Vec<Entry> {
    let entry = |change: &str| {
        let (what, on) = change.split_once(' ').unwrap();
        let does = match what {
            "start" => Change::Start,
            "suspend" => Change::Suspend,
            "resume" => Change::Resume,
            "interrupt" => Change::Interrupt,
            "restart" => Change::Restart,
            "extend" => Change::Extend(Length::Days(10)),
            "end" => Change::End,
            _ => panic!("{what}"),
        };
        Entry::new(day(on), does, 0)
    };
    changes.split(", ").map(entry).collect()
}

/// How a term stands after its changes, by the days of rest of Italy.
fn stands(term: &Term, changes: &str) -> Result<String, (usize, Misplaced)> {
    let reading = term.read(&entries(changes), &italy())?;
    Ok(match reading.status {
        Status::Waiting => "waiting".to_owned(),
        Status::Running(due) => due.nominal.strftime("%m-%d").to_string(),
        Status::Suspended { since, left } => format!("{left} left since {}", since.strftime("%m-%d")),
        Status::Interrupted { since } => format!("interrupted {}", since.strftime("%m-%d")),
        Status::Ended(on) => format!("ended {}", on.strftime("%m-%d")),
    })
}

#[test]
fn what_was_left_when_a_term_stopped_is_left_when_it_goes_on() {
    // Thirty days from 6 March end on Easter Sunday: one may act until the Tuesday.
    let start = "start 03-06";
    for (rule, changes, expected) in [
        ("stopped on the day on which it began", "suspend 03-06", "30 left since 03-06"),
        ("the day after", "suspend 03-07", "29 left since 03-07"),
        ("on the day before the last", "suspend 04-04", "1 left since 04-04"),
        ("on the last day", "suspend 04-05", "0 left since 04-05"),
        (
            "on the working day after a last day of rest nothing is left, and nothing is owed",
            "suspend 04-07",
            "0 left since 04-07",
        ),
        ("of the last day nothing is left when it goes on", "suspend 04-05, resume 05-11", "05-11"),
        ("nor of the day after it", "suspend 04-07, resume 05-11", "05-11"),
        ("stopped for no day", "suspend 03-10, resume 03-10", "04-05"),
        ("stopped for one", "suspend 03-10, resume 03-11", "04-06"),
        ("stopped twice on a day", "suspend 03-10, resume 03-10, suspend 03-10, resume 03-12", "04-07"),
        ("a day of rest is a day", "suspend 03-10, resume 03-15", "04-10"),
        ("over the end of a month", "suspend 03-31, resume 05-31", "06-05"),
        ("ended while it stands still", "suspend 03-10, end 03-20", "ended 03-20"),
        ("ended while it waits to begin anew", "interrupt 03-10, end 03-20", "ended 03-20"),
        ("begun anew on the day on which it was interrupted", "interrupt 03-10, restart 03-10", "04-09"),
        (
            "begun anew, and stopped since",
            "interrupt 03-10, restart 03-20, suspend 03-30",
            "20 left since 03-30",
        ),
        ("longer from the last day as counted, not as one may act", "extend 04-06", "04-15"),
        ("longer while nothing was left", "suspend 04-07, extend 04-08, resume 05-01", "05-11"),
    ] {
        let changes = format!("{start}, {changes}");
        assert_eq!(stands(&term(Length::Days(30)), &changes), Ok(expected.to_owned()), "{rule}");
    }
}

#[test]
fn a_term_may_be_stopped_until_the_last_day_on_which_one_may_act() {
    let late = |on| Err((1, Misplaced::TooLate(day(on))));
    let within = |days| Some(Quota { times: None, within: Some(Length::Days(days)) });
    let usual = term(Length::Days(30));
    let longer = Term { suspends: within(40), interrupts: within(40), ..usual.clone() };
    let exact = Term { exact: true, ..usual.clone() };
    for stop in ["suspend", "interrupt"] {
        let on = |term: &Term, on: &str| stands(term, &format!("start 03-06, {stop} {on}"));
        assert!(on(&usual, "04-07").is_ok(), "Easter Sunday and Monday rest");
        assert_eq!(on(&usual, "04-08"), late("04-07"));
        assert!(on(&longer, "04-07").is_ok(), "there would be time for it, and the term still runs");
        assert_eq!(on(&longer, "04-08"), late("04-07"));
        assert!(on(&exact, "04-05").is_ok());
        assert_eq!(on(&exact, "04-06"), late("04-05"), "a validity is over on its very day");
    }
    let reading = exact.read(&entries("start 03-06"), &italy()).unwrap();
    assert_eq!(reading.status.due(), Some(Due { nominal: day("04-05"), rolled: day("04-05") }));
}

#[test]
fn how_often_a_term_is_suspended_and_how_often_interrupted_is_counted_apart() {
    let once = Some(Quota { times: Some(1), within: None });
    let suspended = Term { suspends: once, ..term(Length::Days(60)) };
    let interrupted = Term { interrupts: once, ..term(Length::Days(60)) };
    let (stop, begin) = ("suspend 03-10, resume 03-12", "interrupt 03-14, restart 03-16");
    for (rule, term, changes, refused) in [
        ("interrupted, and then suspended once", &suspended, format!("{begin}, suspend 03-20"), None),
        ("suspended twice", &suspended, format!("{stop}, {begin}, suspend 03-20"), Some(5)),
        ("interrupted once", &interrupted, format!("{stop}, {begin}, suspend 03-20"), None),
        ("interrupted twice", &interrupted, format!("{stop}, {begin}, interrupt 03-20"), Some(5)),
    ] {
        let read = stands(term, &format!("start 03-02, {changes}"));
        assert_eq!(read.err(), refused.map(|place| (place, Misplaced::Spent(1))), "{rule}");
    }
    let anew = "start 03-02, suspend 03-10, resume 03-12, end 03-14, start 03-20, suspend 03-22";
    assert!(stands(&suspended, anew).is_ok(), "what begins after its end was never stopped");
}

#[test]
fn what_is_still_to_come_does_not_keep_from_ending_or_becoming_longer_and_keeps_its_day() {
    let usual = term(Length::Days(30));
    // What is left runs on from the 25th, as an answer of the 15th lets it.
    let to_come = "start 03-02, suspend 03-10, resume 03-25";
    for (rule, changes, expected) in [
        ("longer before it goes on", "extend 03-15", Ok("04-26")),
        ("ended before it goes on", "end 03-15", Ok("ended 03-15")),
        ("stopped before it goes on", "suspend 03-20", Err((3, Misplaced::OutOfOrder(day("03-25"))))),
        (
            "nor after it was made longer",
            "extend 03-15, suspend 03-20",
            Err((4, Misplaced::OutOfOrder(day("03-25")))),
        ),
        ("stopped on the day on which it goes on", "suspend 03-25", Ok("22 left since 03-25")),
        (
            "begun anew for a day before its end, and stopped then",
            "end 04-10, start 03-27, suspend 03-29",
            Ok("28 left since 03-29"),
        ),
    ] {
        let read = stands(&usual, &format!("{to_come}, {changes}"));
        assert_eq!(read, expected.map(str::to_owned), "{rule}");
    }
}

#[test]
fn a_term_that_begins_anew_is_as_long_as_it_was_chosen_set_or_made() {
    let until =
        |on: &str, does, until: Option<&str>| Entry { until: until.map(day), ..Entry::new(day(on), does, 0) };
    let due = |term: &Term, entries: &[Entry]| {
        let status = term.read(entries, &italy()).unwrap().status;
        status.due().unwrap().nominal.strftime("%m-%d").to_string()
    };
    let longer = [
        until("03-02", Change::Start, None),
        until("03-05", Change::Extend(Length::Given(0)), Some("04-16")),
        until("03-10", Change::Interrupt, None),
        until("04-01", Change::Restart, None),
    ];
    assert_eq!(due(&term(Length::Days(30)), &longer), "05-16", "by the fifteen days that the office gave");
    let set = [
        until("03-02", Change::Start, Some("03-30")),
        until("03-10", Change::Interrupt, None),
        until("04-01", Change::Restart, Some("04-20")),
    ];
    assert_eq!(due(&term(Length::Given(10)), &set), "04-20", "until the day that it sets then");
    let steps = [
        ("invia", "2026-03-02", ""),
        ("chiedi_integrazioni", "2026-03-10", "due = \"2026-04-10\""),
        ("integra", "2026-03-20", ""),
    ];
    let told = story(&steps).replace("vincolo = \"no\"", "vincolo = \"si\"");
    let (workflow, clocks, calendar) = (workflow(), clocks(), italy());
    let came = simulate(&Chart::new(&workflow, &clocks, &calendar), &toml::from_str(&told).unwrap());
    assert_eq!(came[2].terms["decisione"].words, "2026-07-18", "in the length chosen when it was filed");
}

proptest! {
    /// However often it is stopped, a term ends as many days later as it stood still, also where its length is in months.
    #[test]
    fn a_term_ends_as_many_days_later_as_it_stood_still(
        start in 0_u16..1_500,
        runs in proptest::collection::vec((0_u16..12, 0_u16..90), 1..6),
        months in proptest::bool::ANY,
    ) {
        let length = if months { Length::Months(2) } else { Length::Days(60) };
        let (term, calendar) = (term(length), italy());
        let mut on = later(day("01-01"), start);
        let last = length.after(on, None, &calendar);
        let mut entries = vec![Entry::new(on, Change::Start, 0)];
        for (run, pause) in &runs {
            on = later(on, *run);
            entries.push(Entry::new(on, Change::Suspend, 0));
            on = later(on, *pause);
            entries.push(Entry::new(on, Change::Resume, 0));
        }
        let still: u16 = runs.iter().map(|(_, pause)| pause).sum();
        let status = term.read(&entries, &calendar).unwrap().status;
        prop_assert_eq!(status.due().map(|due| due.nominal), Some(later(last, still)));
    }

    /// While it stands still it has as many days left as from its stop to its last day, and more time adds just that.
    #[test]
    fn more_time_is_the_same_whether_it_is_given_before_a_stop_or_during_it(
        run in 0_u16..=60, pause in 0_u16..90, more in 1_u16..90,
    ) {
        let (term, calendar) = (term(Length::Days(60)), italy());
        let (start, stop) = (day("03-02"), later(day("03-02"), run));
        let on = later(stop, pause);
        let entry = |on, change| Entry::new(on, change, 0);
        let longer = Change::Extend(Length::Days(more));
        let stopped = [entry(stop, Change::Suspend), entry(on, Change::Resume)];
        let before = [entry(start, Change::Start), entry(stop, longer), stopped[0], stopped[1]];
        let during = [entry(start, Change::Start), stopped[0], entry(on, longer), stopped[1]];
        let after = [entry(start, Change::Start), stopped[0], stopped[1], entry(on, longer)];
        let due = |entries: &[Entry]| term.read(entries, &calendar).unwrap().status.due().map(|due| due.nominal);
        let expected = Some(later(start, 60 + pause + more));
        prop_assert_eq!((due(&before), due(&during), due(&after)), (expected, expected, expected));
    }
}
