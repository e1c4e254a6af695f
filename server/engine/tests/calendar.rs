//! Days of rest, year by year, and how days are counted over the edges of months and years.

use engine::clock::{Calendar, Holiday, Length, When, easter};
use jiff::{Span, civil::Date};
use proptest::prelude::*;

use crate::terms::ITALY;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn italy() -> Calendar {
    toml::from_str(ITALY).unwrap()
}

fn holiday(on: When, years: (Option<i16>, Option<i16>)) -> Calendar {
    let (first_year, last_year) = years;
    let holiday = Holiday { name: "Festa".into(), on, first_year, last_year, source: "Comune".into() };
    Calendar { holidays: vec![holiday], saturdays_rest: false }
}

#[test]
fn italy_rests_on_the_days_that_its_laws_name_since_they_do() {
    for (rule, on, works) in [
        ("New Year", "2026-01-01", false),
        ("Epiphany, abolished", "1984-01-06", true),
        ("Epiphany, restored", "1986-01-06", false),
        ("Good Friday", "2026-04-03", true),
        ("Easter Monday", "2026-04-06", false),
        ("Easter Monday, in March", "2027-03-29", false),
        ("the Tuesday after", "2026-04-07", true),
        ("Liberation", "2025-04-25", false),
        ("Labour", "2026-05-01", false),
        ("the Republic, kept on a Sunday", "2000-06-02", true),
        ("the Republic", "2026-06-02", false),
        ("Pentecost Monday", "2026-05-25", true),
        ("Assumption", "2025-08-15", false),
        ("Saint Francis, before the law", "2024-10-04", true),
        ("Saint Francis", "2027-10-04", false),
        ("All Saints", "2027-11-01", false),
        ("All Souls", "2026-11-02", true),
        ("the fourth of November", "2026-11-04", true),
        ("Immaculate Conception", "2026-12-08", false),
        ("Christmas Eve", "2026-12-24", true),
        ("Christmas", "2026-12-25", false),
        ("Saint Stephen", "2025-12-26", false),
        ("the last day of a year", "2026-12-31", true),
        ("a Saturday", "2026-05-09", true),
        ("a Sunday", "2026-05-10", false),
    ] {
        assert_eq!(italy().works(day(on)), works, "{rule}");
    }
}

#[test]
fn a_holiday_of_a_place_is_one_from_its_first_year_to_its_last() {
    let saint = |years| italy().with(holiday(When::Date(9, 21), years));
    for (rule, years, on, works) in [
        ("before", (Some(2020), Some(2022)), "2018-09-21", true),
        ("the first year", (Some(2020), Some(2022)), "2020-09-21", false),
        ("the last year", (Some(2020), Some(2022)), "2022-09-21", false),
        ("after", (Some(2020), Some(2022)), "2023-09-21", true),
        ("always", (None, None), "2018-09-21", false),
        ("the day after", (None, None), "2022-09-22", true),
        ("that date of another month", (None, None), "2026-08-21", true),
    ] {
        assert_eq!(saint(years).works(day(on)), works, "{rule}");
    }
    assert_eq!(
        saint((None, None)).rolled(day("2025-09-21")),
        day("2025-09-22"),
        "it falls on a Sunday anyway"
    );
    assert!(!saint((None, None)).works(day("2026-12-25")), "those of the country stay");
    let leap = holiday(When::Date(2, 29), (None, None));
    assert_eq!(leap.rolled(day("2028-02-29")), day("2028-03-01"));
    assert_eq!(leap.rolled(day("2027-03-01")), day("2027-03-01"), "no such day in that year");
}

#[test]
fn what_moves_with_easter_is_so_many_days_from_it() {
    for (after, on) in
        [(-2, "2026-04-03"), (0, "2026-04-05"), (1, "2026-04-06"), (39, "2026-05-14"), (50, "2026-05-25")]
    {
        let calendar = holiday(When::AfterEaster(after), (None, None));
        assert!(!calendar.works(day(on)), "{after}");
        let others: Vec<Date> =
            (1..7).map(|back| day(on).checked_sub(Span::new().days(back)).unwrap()).collect();
        let rest = others.into_iter().filter(|other| !calendar.works(*other)).count();
        assert_eq!(rest, usize::from(after != 0), "of the week before only the Sunday: {after}");
    }
}

#[test]
fn a_last_day_goes_on_over_all_that_rests_and_over_the_end_of_a_month_or_year() {
    let saturdays = Calendar { saturdays_rest: true, ..italy() };
    for (rule, calendar, on, rolled) in [
        ("a working day", italy(), "2026-12-31", "2026-12-31"),
        ("New Year is a Friday", italy(), "2027-01-01", "2027-01-02"),
        ("where Saturdays rest", saturdays.clone(), "2027-01-01", "2027-01-04"),
        ("the last day of a year is a Saturday", saturdays.clone(), "2022-12-31", "2023-01-02"),
        ("Christmas, Saint Stephen and a Sunday", italy(), "2026-12-25", "2026-12-28"),
        ("Easter and the Monday after", italy(), "2024-03-31", "2024-04-02"),
        ("the 28th of February is a Sunday", italy(), "2027-02-28", "2027-03-01"),
        ("the 29th is one", italy(), "2032-02-29", "2032-03-01"),
        ("Labour Day is a Friday", saturdays, "2026-05-01", "2026-05-04"),
    ] {
        assert_eq!(calendar.rolled(day(on)), day(rolled), "{rule}");
    }
}

#[test]
fn working_days_leave_out_saturdays_sundays_and_holidays_both_ways() {
    for (rule, from, count, to) in [
        ("none", "2026-05-02", 0, "2026-05-02"),
        ("over a weekend", "2026-05-07", 2, "2026-05-11"),
        ("from a Sunday", "2026-05-10", 1, "2026-05-11"),
        ("over New Year and Epiphany", "2025-12-30", 4, "2026-01-07"),
        ("over Easter", "2026-04-02", 2, "2026-04-07"),
        ("over the 29th of February", "2028-02-28", 2, "2028-03-01"),
        ("over the 28th", "2027-02-26", 1, "2027-03-01"),
    ] {
        assert_eq!(italy().working_days_after(day(from), count), day(to), "{rule}");
    }
    for (rule, before, count, from) in [
        ("none", "2026-05-03", 0, "2026-05-03"),
        ("over a weekend", "2026-05-11", 1, "2026-05-08"),
        ("over Epiphany and New Year", "2026-01-07", 3, "2025-12-31"),
        ("over Easter", "2026-04-07", 1, "2026-04-03"),
    ] {
        assert_eq!(italy().working_days_before(day(before), count), day(from), "{rule}");
    }
}

#[test]
fn days_months_and_years_are_counted_from_the_day_after() {
    use Length::{Days, Given, Months, WorkingDays, Years};
    let at = |length: Length, from: &str| length.after(day(from), None, &italy());
    for (rule, length, from, last) in [
        ("over the end of a year", Days(30), "2026-12-31", "2027-01-30"),
        ("through a leap February", Days(60), "2028-01-31", "2028-03-31"),
        ("from the 29th of February", Days(365), "2028-02-29", "2029-02-28"),
        ("a month from a 31st", Months(1), "2026-03-31", "2026-04-30"),
        ("from the 31st of December", Months(2), "2026-12-31", "2027-02-28"),
        ("in a leap year", Months(2), "2027-12-31", "2028-02-29"),
        ("from the last of a short month", Months(1), "2026-02-28", "2026-03-28"),
        ("a year from the 29th of February", Years(1), "2028-02-29", "2029-02-28"),
        ("four years from it", Years(4), "2028-02-29", "2032-02-29"),
        ("working days at the end of a year", WorkingDays(1), "2026-12-31", "2027-01-04"),
        ("the office says nothing", Given(10), "2026-12-31", "2027-01-10"),
    ] {
        assert_eq!(at(length, from), day(last), "{rule}");
    }
    let given = |until: &str| Given(10).after(day("2026-03-02"), Some(day(until)), &italy());
    assert_eq!(given("2026-03-31"), day("2026-03-31"));
    assert_eq!(given("2026-03-05"), day("2026-03-12"), "never less than the law leaves");
}

proptest! {
    #[test]
    fn every_year_has_its_easter_on_a_sunday_of_spring_and_its_monday_at_rest(year in 1583_i16..4000) {
        let (calendar, sunday) = (italy(), easter(year));
        prop_assert_eq!(sunday.weekday(), jiff::civil::Weekday::Sunday);
        prop_assert!(sunday >= Date::constant(year, 3, 22) && sunday <= Date::constant(year, 4, 25));
        prop_assert!(!calendar.works(sunday.tomorrow().unwrap()));
    }

    /// Nothing between a last day and the day to which it goes on is worked, and that day is.
    #[test]
    fn a_last_day_goes_on_to_the_first_day_that_is_worked(after in 0_i32..40_000) {
        let from = day("1990-01-01").checked_add(Span::new().days(after)).unwrap();
        let calendar = italy();
        let rolled = calendar.rolled(from);
        prop_assert!(calendar.works(rolled) && rolled >= from);
        let between = from.series(Span::new().days(1)).take_while(|on| *on < rolled);
        prop_assert!(between.into_iter().all(|on| !calendar.works(on)));
    }

    #[test]
    fn working_days_there_and_back_are_as_many(after in 0_i32..20_000, count in 1_u16..60) {
        let from = day("2000-01-03").checked_add(Span::new().days(after)).unwrap();
        let calendar = italy();
        let worked = |on: &Date| calendar.works(*on) && on.weekday() != jiff::civil::Weekday::Saturday;
        let last = calendar.working_days_after(from, count);
        let days = from.tomorrow().unwrap().series(Span::new().days(1)).take_while(|on| *on <= last);
        prop_assert_eq!(days.filter(worked).count(), usize::from(count));
        prop_assert!(worked(&last));
        let first = calendar.working_days_before(last, u32::from(count));
        let days = first.series(Span::new().days(1)).take_while(|on| *on < last);
        prop_assert_eq!(days.filter(worked).count(), usize::from(count));
    }
}
