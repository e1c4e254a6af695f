//! The vectors of the law as it is read today, and what must hold of any term.

use jiff::civil::Date;
use proptest::prelude::*;

use super::{
    Binds, Calendar, Change, Entry, Holiday, Length, Misplaced, Quota, Reading, Silence, Status, Term, When,
    easter,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn term(length: Length) -> Term {
    let quota = Some(Quota::default());
    Term {
        id: "termine".into(),
        binds: Binds::Office,
        length,
        versions: Vec::new(),
        silence: Silence::Nothing,
        fires: None,
        track: None,
        outlives: false,
        idle_in: Vec::new(),
        most: None,
        exact: false,
        appointment: false,
        interrupts: quota,
        suspends: quota,
        source: "legge".into(),
        moves: Vec::new(),
    }
}

/// The sixty days of a permesso di costruire: one request for documents, within thirty days.
fn istruttoria() -> Term {
    let once = Quota { times: Some(1), within: Some(Length::Days(30)) };
    Term { interrupts: Some(once), ..term(Length::Days(60)) }
}

fn italy() -> Calendar {
    let fixed = [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)];
    let mut on: Vec<When> = fixed.into_iter().map(|(month, day)| When::Date(month, day)).collect();
    on.push(When::AfterEaster(1));
    let holiday =
        |on| Holiday { name: String::new(), on, first_year: None, last_year: None, source: "legge".into() };
    let mut holidays: Vec<Holiday> = on.into_iter().map(holiday).collect();
    // A patron saint's day that is kept since 2020.
    holidays.push(Holiday { first_year: Some(2020), ..holiday(When::Date(9, 21)) });
    Calendar { holidays, saturdays_rest: false }
}

fn entries(changes: &[(&str, Change)]) -> Vec<Entry> {
    let entry = |(on, change): &(&str, Change)| Entry::new(day(on), *change, 0);
    changes.iter().map(entry).collect()
}

/// The last day, as counted, after these changes.
fn due(term: &Term, changes: &[(&str, Change)]) -> String {
    let entries = entries(changes);
    match term.read(&entries, &Calendar::default()).unwrap().status {
        Status::Running(due) => due.nominal.to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn terms_end_on_the_days_that_the_law_says() {
    use Change::{Interrupt, Restart, Resume, Start, Suspend};
    let filed = ("2026-03-02", Start);
    for (rule, length, last) in [
        ("communication of the RUP", Length::Days(10), "2026-03-12"),
        ("request for documents, SCIA's control, CDU, access", Length::Days(30), "2026-04-01"),
        ("preparation of a permesso", Length::Days(60), "2026-05-01"),
        ("preparation and decision", Length::Days(90), "2026-05-31"),
        ("36-bis", Length::Days(45), "2026-04-16"),
        ("permesso asked for by choice", Length::Days(75), "2026-05-16"),
    ] {
        assert_eq!(due(&term(length), &[filed]), last, "{rule}");
    }
    let decision = term(Length::Days(30));
    assert_eq!(due(&term(Length::Months(6)), &[("2026-04-01", Start)]), "2026-10-01", "21-nonies");
    let documents = [filed, ("2026-03-20", Interrupt), ("2026-04-20", Restart)];
    assert_eq!(due(&istruttoria(), &documents), "2026-06-19", "interrupted: whole again");
    assert_eq!(due(&decision, &[("2026-06-19", Start)]), "2026-07-19");
    assert_eq!(due(&term(Length::Days(40)), &[("2026-06-19", Start)]), "2026-07-29", "with the 40 days");
    let notice = [("2026-06-19", Start), ("2026-07-01", Suspend)];
    let resumed = |on| [notice[0], notice[1], (on, Resume)];
    assert_eq!(due(&decision, &notice), "Suspended { since: 2026-07-01, left: 18 }");
    assert_eq!(due(&decision, &resumed("2026-07-11")), "2026-07-29", "10-bis without observations");
    assert_eq!(due(&decision, &resumed("2026-07-18")), "2026-08-05", "10-bis with observations on the 8th");
}

#[test]
fn a_request_for_documents_is_made_once_and_in_time() {
    use Change::{Interrupt, Restart, Start};
    let read = |term: &Term, changes: &[(&str, Change)]| {
        let entries = entries(changes);
        term.read(&entries, &Calendar::default()).map(|reading| reading.status)
    };
    let filed = ("2026-03-02", Start);
    let late = read(&istruttoria(), &[filed, ("2026-04-02", Interrupt)]);
    assert_eq!(late, Err((1, Misplaced::TooLate(day("2026-04-01")))), "day 31");
    assert!(read(&istruttoria(), &[filed, ("2026-04-01", Interrupt)]).is_ok(), "day 30");
    let again = [filed, ("2026-03-05", Interrupt), ("2026-03-10", Restart), ("2026-03-20", Interrupt)];
    assert_eq!(read(&istruttoria(), &again), Err((3, Misplaced::Spent(1))));
    assert!(read(&term(Length::Days(45)), &again).is_ok(), "the law lets 36-bis ask again");
    let never = Term { interrupts: None, ..istruttoria() };
    assert_eq!(read(&never, &again[..2]), Err((1, Misplaced::Never)));
    let after_its_end = [filed, ("2026-05-02", Interrupt)];
    assert_eq!(
        read(&term(Length::Days(60)), &after_its_end),
        Err((1, Misplaced::TooLate(day("2026-05-01")))),
        "what has ended cannot be interrupted any more"
    );
}

#[test]
fn changes_come_in_order_and_only_where_they_can() {
    use Change::{End, Extend, Interrupt, Restart, Resume, Start, Suspend};
    let filed = ("2026-03-02", Start);
    for (rule, changes, place, why) in [
        ("before it begins", vec![("2026-03-02", Suspend)], 0, Misplaced::NotNow),
        ("twice", vec![filed, ("2026-03-03", Start)], 1, Misplaced::NotNow),
        ("running on without a stop", vec![filed, ("2026-03-03", Resume)], 1, Misplaced::NotNow),
        ("again without an interruption", vec![filed, ("2026-03-03", Restart)], 1, Misplaced::NotNow),
        (
            "resumed after an interruption",
            vec![filed, ("2026-03-03", Interrupt), ("2026-03-04", Resume)],
            2,
            Misplaced::NotNow,
        ),
        ("after its end", vec![filed, ("2026-03-03", End), ("2026-03-04", Suspend)], 2, Misplaced::NotNow),
        (
            "over already, whatever is told of a day before",
            vec![filed, ("2026-03-10", End), ("2026-03-05", End)],
            2,
            Misplaced::NotNow,
        ),
        (
            "back in time",
            vec![filed, ("2026-03-05", Suspend), ("2026-03-04", Resume)],
            2,
            Misplaced::OutOfOrder(day("2026-03-05")),
        ),
    ] {
        let entries = entries(&changes);
        let refused = term(Length::Days(60)).read(&entries, &Calendar::default()).unwrap_err();
        assert_eq!(refused, (place, why), "{rule}");
    }
    let long =
        [filed, ("2026-03-12", Suspend), ("2026-03-15", Extend(Length::Days(60))), ("2026-04-01", Resume)];
    assert_eq!(due(&term(Length::Days(60)), &long), "2026-07-20", "fifty days were left, and sixty more");
    let ended = [filed, ("2026-03-12", Suspend), ("2026-03-20", End)];
    assert_eq!(due(&term(Length::Days(60)), &ended), "Ended(2026-03-20)");
}

#[test]
fn a_last_day_of_rest_rolls_to_the_next_working_day_and_both_are_known() {
    for (filed, length, nominal, rolled) in [
        ("2026-03-02", Length::Days(60), "2026-05-01", "2026-05-02"),
        ("2026-03-02", Length::Days(90), "2026-05-31", "2026-06-01"),
        ("2025-12-31", Length::Days(1), "2026-01-01", "2026-01-02"),
        ("2026-03-06", Length::Days(30), "2026-04-05", "2026-04-07"),
        ("2026-08-22", Length::Days(30), "2026-09-21", "2026-09-22"),
        ("2024-01-31", Length::Months(1), "2024-02-29", "2024-02-29"),
        ("2024-02-29", Length::Years(1), "2025-02-28", "2025-02-28"),
    ] {
        let entries = entries(&[(filed, Change::Start)]);
        let reading = term(length).read(&entries, &italy()).unwrap();
        let Status::Running(due) = reading.status else { panic!("{filed}") };
        assert_eq!((due.nominal, due.rolled), (day(nominal), day(rolled)), "{filed} {length:?}");
    }
    assert!(italy().works(day("2019-09-21")), "no holiday yet in that year");
    assert_eq!(italy().working_days_before(day("2026-05-04"), 3), day("2026-04-28"), "1 May and Saturdays");
}

#[test]
fn easter_is_when_it_is() {
    // The earliest and the latest there can be, and years in which the shorter rules go wrong.
    for sunday in [
        "1818-03-22",
        "1943-04-25",
        "1954-04-18",
        "1981-04-19",
        "2000-04-23",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2038-04-25",
        "2049-04-18",
        "2076-04-19",
        "2100-03-28",
    ] {
        assert_eq!(easter(day(sunday).year()), day(sunday));
    }
}

/// Changes that may be made, in any order and at any distance.
fn history() -> impl Strategy<Value = Vec<(u16, Change)>> {
    let change = prop_oneof![
        Just(Change::Suspend),
        Just(Change::Resume),
        Just(Change::Interrupt),
        Just(Change::Restart),
        (1_u16..40).prop_map(|days| Change::Extend(Length::Days(days))),
    ];
    prop::collection::vec((0_u16..40, change), 0..30)
}

/// The history as far as it can be: what cannot happen is left out.
fn possible(term: &Term, history: &[(u16, Change)]) -> Vec<Entry> {
    let mut entries = entries(&[("2026-03-02", Change::Start)]);
    let mut on = day("2026-03-02");
    for (after, change) in history {
        on = later(on, *after);
        entries.push(Entry::new(on, *change, 0));
        if term.read(&entries, &Calendar::default()).is_err() {
            entries.pop();
        }
    }
    entries
}

fn later(day: Date, days: u16) -> Date {
    Length::Days(days).after(day, None, &Calendar::default())
}

fn last_start(reading: &Reading) -> Date {
    let starts =
        reading.lines.iter().filter(|line| matches!(line.entry.change, Change::Start | Change::Restart));
    starts.map(|line| line.entry.on).next_back().unwrap()
}

proptest! {
    #[test]
    fn no_order_of_changes_makes_a_term_shorter_than_the_law_says(history in history(), length in 1_u16..200) {
        let term = term(Length::Days(length));
        let entries = possible(&term, &history);
        let reading = term.read(&entries, &Calendar::default()).unwrap();
        let least = later(last_start(&reading), length);
        if let Status::Running(due) = reading.status {
            prop_assert!(due.nominal >= least, "{due:?} before {least}");
        }
    }

    #[test]
    fn a_suspension_neither_loses_nor_adds_a_day(before in 0_u16..60, pause in 0_u16..400) {
        let term = term(Length::Days(60));
        let start = day("2026-03-02");
        let stop = later(start, before);
        let on = later(stop, pause);
        let entry = |on, change| Entry::new(on, change, 0);
        let entries = [entry(start, Change::Start), entry(stop, Change::Suspend), entry(on, Change::Resume)];
        let reading = term.read(&entries, &Calendar::default()).unwrap();
        let Status::Running(due) = reading.status else { panic!("it runs") };
        prop_assert_eq!(due.nominal, later(start, 60 + pause));
    }

    #[test]
    fn what_was_read_once_is_read_again_and_the_past_stays(history in history()) {
        let term = term(Length::Days(60));
        let entries = possible(&term, &history);
        let whole = term.read(&entries, &Calendar::default()).unwrap();
        for so_far in 0..=entries.len() {
            let part = term.read(&entries[..so_far], &Calendar::default()).unwrap();
            prop_assert_eq!(&part.lines[..], &whole.lines[..so_far]);
        }
    }
}

#[test]
fn where_saturdays_are_days_of_rest_a_term_ends_on_the_monday() {
    let rest = Calendar { saturdays_rest: true, ..italy() };
    assert_eq!(rest.rolled(day("2026-05-02")), day("2026-05-04"));
    assert_eq!(italy().rolled(day("2026-05-02")), day("2026-05-02"));
    let none = Calendar::default();
    let alone = Calendar { saturdays_rest: true, ..Calendar::default() };
    assert!(
        alone.with(none.clone()).saturdays_rest && none.with(rest).saturdays_rest,
        "whichever side says it"
    );
}

#[test]
fn what_makes_a_term_longer_adds_up_and_outlasts_interruptions() {
    use Change::{Extend, Interrupt, Restart, Resume, Start, Suspend};
    let filed = ("2026-03-02", Start);
    let two = |one, other| {
        let longer = [("2026-03-05", Extend(one)), ("2026-03-06", Extend(other))];
        [filed, longer[0], longer[1], ("2026-03-20", Interrupt), ("2026-04-01", Restart)]
    };
    let (days, months, years) = (Length::Days, Length::Months, Length::Years);
    for (of, one, other, last) in [
        (days(60), days(10), days(20), "2026-06-30"),
        (months(6), months(1), months(2), "2027-01-01"),
        (years(1), years(1), years(1), "2029-04-01"),
        (days(60), months(1), days(10), "2026-07-10"),
    ] {
        assert_eq!(due(&term(of), &two(one, other)), last, "{one:?} and {other:?}");
    }
    let suspended = [
        filed,
        ("2026-03-12", Suspend),
        ("2026-03-15", Extend(days(60))),
        ("2026-04-01", Resume),
        ("2026-04-10", Interrupt),
        ("2026-05-01", Restart),
    ];
    assert_eq!(due(&term(days(60)), &suspended), "2026-08-29", "made longer while it was suspended");
    let twice = [
        filed,
        ("2026-03-05", Extend(days(60))),
        ("2026-03-20", Interrupt),
        ("2026-04-01", Restart),
        ("2026-04-10", Interrupt),
        ("2026-05-01", Restart),
    ];
    assert_eq!(due(&term(days(60)), &twice), "2026-08-29", "begun anew twice");
}

#[test]
fn a_term_that_begins_after_its_end_has_nothing_of_what_it_was() {
    use Change::{End, Extend, Interrupt, Restart, Start};
    let filed = ("2026-03-02", Start);
    let again = [("2026-03-20", End), ("2026-06-01", Start), ("2026-06-15", Interrupt)];
    let asked = [[filed, ("2026-03-05", Interrupt), ("2026-03-10", Restart)], again].concat();
    assert!(istruttoria().read(&entries(&asked), &Calendar::default()).is_ok(), "one request, of this term");
    let longer = [&[filed, ("2026-03-05", Extend(Length::Days(60)))], &again[..], &[("2026-07-01", Restart)]];
    assert_eq!(due(&term(Length::Days(60)), &longer.concat()), "2026-08-30");
}

#[test]
fn a_request_is_in_time_until_the_last_day_for_it_and_while_the_term_runs() {
    use Change::{Interrupt, Restart, Start};
    let within = |times| Some(Quota { times, within: Some(Length::Days(30)) });
    let read = |term: &Term, changes: &[(&str, Change)], calendar: &Calendar| {
        term.read(&entries(changes), calendar).map(|reading| reading.status)
    };
    let none = Calendar::default();
    let late = |place, last| Err((place, Misplaced::TooLate(day(last))));
    let short = Term { interrupts: within(Some(1)), ..term(Length::Days(10)) };
    let over = [("2026-03-02", Start), ("2026-03-20", Interrupt)];
    assert_eq!(read(&short, &over, &none), late(1, "2026-03-12"), "the term was over before the thirty days");
    let often = Term { interrupts: within(None), ..term(Length::Days(60)) };
    let again = [
        ("2026-03-02", Start),
        ("2026-03-10", Interrupt),
        ("2026-03-25", Restart),
        ("2026-04-10", Interrupt),
    ];
    assert_eq!(read(&often, &again, &none), late(3, "2026-04-01"), "thirty days from the first begin");
    // The thirtieth day is Easter Sunday: the Tuesday after is the last.
    let asked = |on| [("2026-03-06", Start), (on, Interrupt)];
    assert!(read(&istruttoria(), &asked("2026-04-07"), &italy()).is_ok());
    assert_eq!(read(&istruttoria(), &asked("2026-04-08"), &italy()), late(1, "2026-04-07"));
}
