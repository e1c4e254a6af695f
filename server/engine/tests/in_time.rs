//! What came in time and is written down when the end of its term has led the case on: which end that was, its last day,
//! and for whom it waited.

use engine::{
    clock::{Calendar, Clocks, Silence},
    *,
};

use crate::terms::ITALY;

/// Two terms end with one event; what is written down later ends one of them, or is possible only until its end.
const FLOW: &str = r#"
    initial = "bozza"
    state = [
        { id = "bozza", phase = "draft" }, { id = "esame", phase = "in_review" }, { id = "attesa", phase = "in_review" },
        { id = "tardi", phase = "in_review" }, { id = "chiusa", phase = "concluded" },
        { id = "chiesto", track = "parere", phase = "in_review" }, { id = "reso", track = "parere", phase = "concluded" },
    ]
    track = [{ id = "parere", opened_by = ["chiede"], initial = "chiesto" }]
    event = [
        { id = "invia", from = ["bozza"], to = "esame", who = ["applicant"], effects = ["register_incoming"] },
        { id = "chiede", from = ["esame"], to = "attesa", who = ["rup"] },
        { id = "risponde", from = ["attesa"], to = "esame", who = ["applicant"] },
        { id = "constata", from = ["attesa"], to = "esame", who = ["rup"], before = "prima", dated = true },
        { id = "revoca", from = ["attesa"], to = "esame", who = ["rup"] },
        { id = "proroga", from = ["attesa"], who = ["rup"], dated = true },
        { id = "annota", from = ["attesa", "tardi"], who = ["rup"], dated = true },
        { id = "riceve", from = ["esame"], to = "chiusa", who = ["rup"], before = "prima", dated = true },
        { id = "rende", track = "parere", from = ["attesa", "chiesto"], to = "reso", who = ["rup"], before = "prima", dated = true },
        { id = "chiude", from = ["tardi"], to = "chiusa", who = ["rup"] },
        { id = "scade", from = ["attesa"], to = "tardi", who = ["system"] },
    ]
"#;
const CLOCKS: &str = r#"
    [[term]]
    id = "prima"
    binds = "applicant"
    length = { days = 10 }
    fires = "scade"
    source = "Legge"
    on = [
        { event = "chiede", does = "start", source = "Legge" },
        { event = "proroga", does = { extend = { days = 5 } }, source = "Legge" },
    ]
    [[term]]
    id = "seconda"
    binds = "applicant"
    length = { days = 10 }
    fires = "scade"
    source = "Legge"
    on = [
        { event = "chiede", does = "start", source = "Legge" },
        { event = "risponde", does = "end", source = "Legge" },
        { event = "revoca", does = "end", source = "Legge" },
    ]
"#;

fn read() -> (Workflow, Clocks, Calendar) {
    let calendar = toml::from_str(ITALY).unwrap();
    (toml::from_str(FLOW).unwrap(), toml::from_str(CLOCKS).unwrap(), calendar)
}

/// What happened, as `event state day`, by places from 1 on.
fn past(story: &str) -> Vec<Past<'_>> {
    fn fact<'s>((seq, words): (i64, &'s str)) -> Past<'s> {
        let words: Vec<&'s str> = words.split(' ').collect();
        let on = format!("2026-{}", words[2]).parse().unwrap();
        Past { seq, event: words[0], to: words[1], on, bodies: &[] }
    }
    (1..).zip(story.split(", ")).map(fact).collect()
}

#[test]
fn the_end_of_a_term_that_led_the_case_where_it_is_is_the_one_that_can_be_put_back() {
    let (flow, clocks, calendar) = read();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let asked = "invia esame 03-02, chiede attesa 03-10";
    for (rule, since, place) in [
        ("nothing has ended", "", None),
        ("it led the case on", ", scade tardi 03-20", Some(3)),
        (
            "what leaves the case where it is leads nowhere",
            ", scade tardi 03-20, annota tardi 03-24",
            Some(3),
        ),
        ("what runs beside has states of its own", ", scade tardi 03-20, rende reso 03-24", Some(3)),
        ("somebody has led the case on since", ", scade tardi 03-20, chiude chiusa 03-24", None),
        (
            "the last of two",
            ", scade tardi 03-20, annota attesa 03-21, scade tardi 03-30, annota tardi 03-31",
            Some(5),
        ),
    ] {
        let story = format!("{asked}{since}");
        let ended = chart.ended_by_itself(&past(&story));
        assert_eq!(
            ended.map(|ended| (ended.seq, ended.event)),
            place.map(|at| (at, "scade".into())),
            "{rule}"
        );
    }
    assert_eq!(chart.ended_by_itself(&[]), None, "a draft");
}

#[test]
fn the_last_day_goes_on_to_a_working_day_unless_every_term_ends_on_its_very_day() {
    // 22 March 2026 is a Sunday.
    for (rule, exact, last) in [
        ("a time to act", [false, false], "2026-03-23"),
        ("one of two is a time to act", [true, false], "2026-03-23"),
        ("whichever", [false, true], "2026-03-23"),
        ("validities", [true, true], "2026-03-22"),
    ] {
        let (flow, mut clocks, calendar) = read();
        clocks.terms.iter_mut().zip(exact).for_each(|(term, exact)| term.exact = exact);
        let chart = Chart::new(&flow, &clocks, &calendar);
        let ended = chart.ended_by_itself(&past("invia esame 03-02, chiede attesa 03-12, scade tardi 03-22"));
        assert_eq!(ended.unwrap().last.to_string(), last, "{rule}");
    }
}

#[test]
fn an_end_is_a_silence_if_that_of_one_of_its_terms_has_a_meaning() {
    let (nothing, assent) = (Silence::Nothing, Silence::Assent);
    for (silences, silence) in [
        ([nothing, nothing], false),
        ([assent, nothing], true),
        ([nothing, assent], true),
        ([assent, assent], true),
    ] {
        let (flow, mut clocks, calendar) = read();
        clocks.terms.iter_mut().zip(silences).for_each(|(term, silence)| term.silence = silence);
        let chart = Chart::new(&flow, &clocks, &calendar);
        let ended = chart.ended_by_itself(&past("chiede attesa 03-12, scade tardi 03-22"));
        assert_eq!(ended.unwrap().silence, silence, "{silences:?}");
    }
}

#[test]
fn a_term_waited_for_what_ends_it_or_is_possible_only_until_its_end_and_may_be_recorded_later() {
    let (flow, clocks, calendar) = read();
    let chart = Chart::new(&flow, &clocks, &calendar);
    let attesa = chart.standing("attesa").unwrap();
    for (rule, event, who, waited) in [
        ("it ends one of the two terms, and came another way", "risponde", Who::Rup, true),
        ("it is possible only until the end of one", "constata", Who::Rup, true),
        ("the office ends the term here and now", "revoca", Who::Rup, false),
        ("what makes it longer does not end it", "proroga", Who::Rup, false),
        ("it has nothing to do with the term", "annota", Who::Rup, false),
        ("it was not possible before", "riceve", Who::Rup, false),
        ("what runs beside does not lead the case on", "rende", Who::Rup, false),
        ("no such event", "niente", Who::Rup, false),
    ] {
        assert_eq!(chart.waited_for("scade", &attesa, event, &[who]), waited, "{rule}");
    }
    assert!(!chart.waited_for("chiude", &attesa, "risponde", &[Who::Rup]), "no term fires it");
}
