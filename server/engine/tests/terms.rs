//! What the check finds in terms and tracks, and what scenarios are told.

use std::collections::BTreeMap;

use contract::expr::Type;
use engine::{
    clock::{Calendar, Change, Clocks, FromDay, Length, Silence, Status},
    expressions::{Known, checked},
    scenario::{Came, Scenario, simulate},
    *,
};

const WORKFLOW: &str = include_str!("../../testkit/procedures/termini/workflow.toml");
const CLOCKS: &str = include_str!("../../testkit/procedures/termini/clocks.toml");
pub(crate) const ITALY: &str = include_str!("../../data/calendar/italia.toml");

pub(crate) fn workflow() -> Workflow {
    let mut workflow: Workflow = toml::from_str(WORKFLOW).unwrap();
    let names = [("vincolo", Type::Text), ("open_parere", Type::Int)];
    let known = Known { names: BTreeMap::from(names.map(|(name, of)| (name.to_owned(), of))) };
    for event in &mut workflow.events {
        for when in event.when.iter_mut().chain(event.branches.iter_mut().map(|branch| &mut branch.when)) {
            *when = checked(when, &known, &Type::Bool).unwrap();
        }
    }
    workflow
}

pub(crate) fn clocks() -> Clocks {
    let mut clocks: Clocks = toml::from_str(CLOCKS).unwrap();
    let known = Known { names: BTreeMap::from([("vincolo".to_owned(), Type::Text)]) };
    for version in clocks.terms.iter_mut().flat_map(|term| &mut term.versions) {
        version.when = version.when.as_ref().map(|when| checked(when, &known, &Type::Bool).unwrap());
    }
    clocks
}

pub(crate) fn told(story: &str) -> Vec<Came> {
    let (workflow, clocks, calendar) = (workflow(), clocks(), toml::from_str::<Calendar>(ITALY).unwrap());
    let story = toml::from_str::<Scenario>(story).unwrap();
    let calendar = story.calendar(&calendar);
    simulate(&Chart::new(&workflow, &clocks, &calendar), &story)
}

type Mistake = (&'static str, fn(&mut Workflow, &mut Clocks), Place, &'static str);

#[test]
fn mistakes_in_terms_and_tracks_are_found_where_they_are() {
    let mistakes: [Mistake; 32] = [
        ("twice", |_, c| c.terms.push(c.terms[0].clone()), Place::Term(11), "is there twice"),
        ("no source", |_, c| c.terms[1].source.clear(), Place::Term(1), "has no source"),
        ("no length", |_, c| c.terms[0].length = Length::Days(0), Place::Term(0), "has no length"),
        ("nothing given", |_, c| c.terms[0].length = Length::Given(0), Place::Term(0), "has no length"),
        ("a most of nothing given", |_, c| c.terms[0].most = Some(30), Place::Term(0), "so many days"),
        ("a meeting on no set day", |_, c| c.terms[0].appointment = true, Place::Term(0), "set the day"),
        (
            "the end of no term",
            |_, c| c.terms[0].moves[0].day = FromDay::EndOf(vec!["altro".into()]),
            Place::Move(0, 0),
            "the end of `altro`",
        ),
        (
            "centuries",
            |_, c| c.terms[0].length = Length::Years(30_000),
            Place::Term(0),
            "more than 100 years",
        ),
        (
            "an extension by centuries",
            |_, c| c.terms[0].moves[0].does = Change::Extend(Length::Years(30_000)),
            Place::Move(0, 0),
            "more than 100 years",
        ),
        (
            "working days that are suspended",
            |_, c| c.terms[1].length = Length::WorkingDays(5),
            Place::Term(1),
            "cannot be counted in working days",
        ),
        (
            "two lengths on the same days",
            |_, c| {
                let again = c.terms[1].versions[0].clone();
                c.terms[1].versions.push(again);
            },
            Place::Version(1, 1),
            "in force on the same days",
        ),
        (
            "the same condition in other blanks",
            |_, c| {
                let mut again = c.terms[1].versions[0].clone();
                if let Some(when) = &mut again.when {
                    when.text = when.text.replace(' ', "");
                }
                c.terms[1].versions.push(again);
            },
            Place::Version(1, 1),
            "in force on the same days",
        ),
        (
            "ends before it begins",
            |_, c| {
                c.terms[1].versions[0].valid_from = Some("2026-02-01".parse().unwrap());
                c.terms[1].versions[0].valid_to = Some("2026-01-01".parse().unwrap());
            },
            Place::Version(1, 0),
            "ends before it begins",
        ),
        (
            "no such event",
            |_, c| c.terms[0].moves[0].event = "x".into(),
            Place::Move(0, 0),
            "which is no event",
        ),
        (
            "a move without source",
            |_, c| c.terms[0].moves[0].source.clear(),
            Place::Move(0, 0),
            "has no source",
        ),
        (
            "leads nowhere",
            |_, c| c.terms[0].moves[0].to = Some("negata".into()),
            Place::Move(0, 0),
            "never leads to `negata`",
        ),
        (
            "interrupted without a quota",
            |_, c| c.terms[1].interrupts = None,
            Place::Move(1, 1),
            "how often the term `decisione` may be stopped",
        ),
        ("never begins", |_, c| c.terms[0].moves.clear(), Place::Term(0), "never begins"),
        (
            "stands still for ever",
            |_, c| c.terms[1].moves.retain(|moves| moves.does != Change::Resume),
            Place::Term(1),
            "stands still for ever",
        ),
        (
            "a clock that never stops",
            |_, c| c.terms[5].fires = None,
            Place::Term(5),
            "the clock of the term `inizio_lavori` never stops",
        ),
        ("silence without a state", |_, c| c.terms[2].silence = Silence::Refusal, Place::Term(2), ""),
        ("fires nothing", |_, c| c.terms[1].fires = Some("x".into()), Place::Term(1), "which is no event"),
        ("fires people", |_, c| c.terms[1].fires = Some("nega".into()), Place::Term(1), "which people fire"),
        ("of no track", |_, c| c.terms[4].track = Some("x".into()), Place::Term(4), "which is not there"),
        (
            "fired by nothing",
            |w, _| w.events[3].who = vec![Who::System, Who::Rup],
            Place::Event(3),
            "by a term and by people",
        ),
        (
            "brought about with a request",
            |w, _| w.events[1].who.push(Who::Linked),
            Place::Event(1),
            "asks more than it brings",
        ),
        (
            "no such term",
            |w, _| w.events[1].before = Some("x".into()),
            Place::Event(1),
            "waits for the term `x`",
        ),
        ("a rule without source", |w, _| w.events[11].source = None, Place::Event(11), "has no source"),
        (
            "a branch without source",
            |w, _| w.events[13].branches[0].source = None,
            Place::Branch(13, 0),
            "has no source",
        ),
        ("late for nothing", |w, _| w.events[1].before = None, Place::Event(1), "is late for no term"),
        ("opened by nothing", |w, _| w.tracks[0].opened_by.clear(), Place::Track(0), "no event opens"),
        (
            "a state of another track",
            |w, _| w.events[5].to = "negata".into(),
            Place::Event(5),
            "not of the same track",
        ),
    ];
    assert_eq!((workflow().findings(), clocks().findings(&workflow())), (Vec::new(), Vec::new()));
    for (rule, change, place, words) in mistakes {
        let (mut workflow, mut clocks) = (workflow(), clocks());
        change(&mut workflow, &mut clocks);
        let found = [workflow.findings(), clocks.findings(&workflow)].concat();
        if words.is_empty() {
            assert_eq!(found, [], "{rule}: it leads to a state, and is no mistake");
            continue;
        }
        let own = found.iter().find(|finding| finding.place == place && finding.message.contains(words));
        assert!(own.is_some_and(|finding| !finding.remedy.is_empty()), "{rule}: {found:?}");
    }
}

#[test]
fn a_story_fires_what_ends_on_the_way_and_says_who_is_told() {
    let came = told(
        r#"
        answers = { vincolo = "no" }
        [[step]]
        event = "invia"
        on = "2026-03-02"
        [[step]]
        until = "2026-05-01"
        [[step]]
        until = "2026-05-02"
        "#,
    );
    let fired: Vec<usize> = came.iter().map(|came| came.fired.len()).collect();
    assert_eq!(fired, [0, 0, 1], "the 1st is a holiday: who acts on the 2nd is in time");
    assert_eq!(came[2].fired[0].1.0.to_string(), "2026-05-01", "and it counts from the day as counted");
    assert_eq!(came[2].state, "da_attestare");
    assert_eq!(serde_json::to_string(&came[2].notified).unwrap(), r#"["applicant","office"]"#);
}

#[test]
fn edges_of_the_calendar_are_days_like_others() {
    let due = |filed: &str| {
        let came =
            told(&format!("answers = {{ vincolo = \"no\" }}\n[[step]]\nevent = \"invia\"\non = \"{filed}\""));
        let stood = &came[0].terms["decisione"];
        (stood.nominal.unwrap().0.to_string(), stood.latest.unwrap().0.to_string())
    };
    for (rule, filed, nominal, latest) in [
        ("the last day of a year", "2026-12-31", "2027-03-01", "2027-03-01"),
        ("the 29th of February", "2028-02-29", "2028-04-29", "2028-04-29"),
        ("clocks go forward", "2026-03-29", "2026-05-28", "2026-05-28"),
        ("clocks go back", "2026-10-25", "2026-12-24", "2026-12-24"),
        ("ends at Christmas", "2026-10-26", "2026-12-25", "2026-12-28"),
    ] {
        assert_eq!(due(filed), (nominal.to_owned(), latest.to_owned()), "{rule}");
    }
}

#[test]
fn holidays_edited_afterwards_change_the_day_on_which_one_may_still_act_and_nothing_else() {
    let (workflow, clocks) = (workflow(), clocks());
    let story: Scenario =
        toml::from_str("answers = { vincolo = \"no\" }\n[[step]]\nevent = \"invia\"\non = \"2026-07-23\"")
            .unwrap();
    let saint = "[[holiday]]\nname = \"Patrono\"\non = { date = [9, 21] }\nsource = \"Comune\"";
    let plain: Calendar = toml::from_str(ITALY).unwrap();
    let with_saint = plain.clone().with(toml::from_str(saint).unwrap());
    let days = |calendar: &Calendar| {
        let came = simulate(&Chart::new(&workflow, &clocks, calendar), &story);
        let stood = &came[0].terms["decisione"];
        (stood.nominal.unwrap().0.to_string(), stood.latest.unwrap().0.to_string())
    };
    assert_eq!(days(&plain), ("2026-09-21".into(), "2026-09-21".into()));
    assert_eq!(days(&with_saint), ("2026-09-21".into(), "2026-09-22".into()));
}

#[test]
fn a_term_may_count_from_the_day_that_an_answer_says() {
    let (workflow, mut clocks) = (workflow(), clocks());
    clocks.terms[0].moves[0].day = FromDay::Answer("fine_lavori".to_owned());
    let calendar = Calendar::default();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let story = |answers: &str| {
        let text = format!("answers = {answers}\n[[step]]\nevent = \"invia\"\non = \"2026-03-02\"");
        simulate(&chart, &toml::from_str(&text).unwrap())[0].terms["richiesta"].words.clone()
    };
    assert_eq!(story("{ fine_lavori = \"2026-02-20\" }"), "2026-03-22");
    assert_eq!(story("{}"), "2026-04-01", "not answered: from the event");
}

#[test]
fn a_term_may_count_from_the_day_on_which_silence_had_its_effect() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let start = clocks.terms.iter_mut().find(|term| term.id == "inizio_lavori").unwrap();
    let attested = clock::Move {
        event: "attesta".to_owned(),
        day: FromDay::EndOf(vec!["decisione".to_owned()]),
        ..start.moves[0].clone()
    };
    start.moves.push(attested);
    let calendar = Calendar::default();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let story = "answers = { vincolo = \"no\" }\n[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n\
                 [[step]]\nevent = \"attesta\"\non = \"2026-09-30\"";
    let came = simulate(&chart, &toml::from_str(story).unwrap());
    assert_eq!(came[1].fired[0].0, "silenzio");
    assert_eq!(
        came[1].terms["inizio_lavori"].words, "2027-05-01",
        "sixty days after the filing, not when attested"
    );
}

#[test]
fn what_was_done_on_the_working_day_after_a_last_day_of_rest_was_in_time_also_when_it_is_told_later() {
    let (mut workflow, clocks) = (workflow(), clocks());
    let told = workflow.events.iter_mut().find(|event| event.id == "attesta").unwrap();
    (told.before, told.dated) = (Some("decisione".to_owned()), true);
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    // Sixty days after 4 March 2026 is Sunday 3 May: the last day is Monday.
    let story = |on: &str| {
        let text = format!(
            "answers = {{ vincolo = \"no\" }}\n[[step]]\nevent = \"invia\"\non = \"2026-03-04\"\n\
             [[step]]\nuntil = \"2026-05-20\"\n[[step]]\nevent = \"attesta\"\non = \"{on}\""
        );
        simulate(&chart, &toml::from_str(&text).unwrap())[2].refused.clone()
    };
    assert_eq!(story("2026-05-04"), None);
    assert_eq!(story("2026-05-05").as_deref(), Some("too_late"));
}

#[test]
fn what_fired_has_ended_its_term_also_where_other_days_of_rest_would_let_it_end_later() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let parere = clocks.terms.iter_mut().find(|term| term.id == "parere").unwrap();
    parere.length = Length::WorkingDays(10);
    let plain: Calendar = toml::from_str(ITALY).unwrap();
    let saint = "[[holiday]]\nname = \"Patrono\"\non = { date = [3, 10] }\nsource = \"Comune\"";
    let with_saint = plain.clone().with(toml::from_str(saint).unwrap());
    let day = |text: &str| text.parse().unwrap();
    let record = |seq, event, on, bodies| {
        let to = None;
        let (until, late, versions, days) = (None, None, &[][..], &[][..]);
        Happened::Event(Record { seq, event, to, on: day(on), bodies, until, late, versions, days })
    };
    let history = [
        record(1, "invia", "2026-03-02", &[]),
        record(2, "chiedi_parere", "2026-03-02", &["asl"]),
        record(3, "parere_scaduto", "2026-03-16", &["asl"]),
    ];
    let stood = |calendar: &Calendar, events: usize| {
        let chart = Chart::new(&workflow, &clocks, calendar);
        let replayed = chart.replay(&chart.begin(), &history[..events], &NoFacts).unwrap();
        let place = chart.term_place("parere").unwrap();
        replayed.standing.terms.iter().find(|counting| counting.term == place).unwrap().status()
    };
    for (calendar, last) in [(&plain, "2026-03-16"), (&with_saint, "2026-03-17")] {
        let due = stood(calendar, 2).due().unwrap();
        assert_eq!(due.nominal, day(last));
        assert_eq!(stood(calendar, 3), Status::Ended(day("2026-03-16")), "{last}");
    }
}

#[test]
fn a_day_that_an_answer_said_is_put_right_by_the_last_word_and_only_where_it_was_said() {
    let (workflow, mut clocks) = (workflow(), clocks());
    clocks.terms[0].moves[0].day = FromDay::Answer("fine_lavori".to_owned());
    let calendar = Calendar::default();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let said = [("fine_lavori", day("2026-02-20"))];
    let filed = Happened::Event(Record {
        seq: 1,
        event: "invia",
        to: None,
        on: day("2026-03-02"),
        bodies: &[],
        until: None,
        late: None,
        versions: &[],
        days: &said,
    });
    let ends = |words: &[Happened<'_>]| {
        let history: Vec<Happened<'_>> = std::iter::once(filed).chain(words.iter().copied()).collect();
        let replayed = chart.replay(&chart.begin(), &history, &NoFacts).unwrap();
        // Without its ledgers it stands the same.
        let standing = chart.replayed(&chart.begin(), &history, &NoFacts).unwrap();
        assert_eq!(replayed.standing, standing);
        let place = chart.term_place("richiesta").unwrap();
        let found = standing.terms.iter().find(|counting| counting.term == place);
        found.and_then(|counting| counting.status().due()).map(|due| due.nominal.to_string())
    };
    let (first, last) = ([("fine_lavori", day("2026-02-22"))], [("fine_lavori", day("2026-02-10"))]);
    let other = [("altro", day("2026-01-01"))];
    let days = |of, days| Happened::DaysRectified { of, days };
    let moved = Happened::Rectified { of: 1, on: Some(day("2026-03-01")) };
    for (rule, words, nominal) in [
        ("as it was said", vec![], Some("2026-03-22")),
        ("put right", vec![days(1, &first)], Some("2026-03-24")),
        ("put right again", vec![days(1, &first), days(1, &last)], Some("2026-03-12")),
        ("of another event", vec![days(2, &first)], Some("2026-03-22")),
        ("that was not said", vec![days(1, &other)], Some("2026-03-22")),
        ("beside the day of the event", vec![days(1, &first), moved], Some("2026-03-24")),
        ("the day of the event before", vec![moved, days(1, &last)], Some("2026-03-12")),
    ] {
        assert_eq!(ends(&words).as_deref(), nominal, "{rule}");
    }
}
