//! What a story may tell, and in which order: what the portal refuses, it refuses too.

use engine::{
    Chart,
    clock::Calendar,
    scenario::{Came, Scenario, simulate},
};

use crate::terms::{ITALY, clocks, told, workflow};

/// A story after its filing on the 2nd of March: one step a line, `what on`, and more keys.
fn steps(story: &[&str]) -> Vec<Came> {
    let filing = "[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n".to_owned();
    let rest = story.iter().fold(filing, |text, step| text + "[[step]]\n" + &step.replace("; ", "\n") + "\n");
    told(&("answers = { vincolo = \"no\" }\n".to_owned() + &rest))
}

fn refused(story: &[&str]) -> Option<String> {
    steps(story).pop().unwrap().refused
}

#[test]
fn a_day_that_the_story_is_past_is_only_told_of_what_is_recorded_later() {
    const ASKED: &str = r#"event = "chiedi_integrazioni"; on = "2026-03-16""#;
    const OPINION: &str = r#"event = "chiedi_parere"; on = "2026-03-10"; bodies = ["provincia"]"#;
    for (rule, story, expected) in [
        ("the office acts here and now", vec![r#"until = "2026-03-20""#, ASKED], Some("out_of_order")),
        ("days do not go back", vec![ASKED, r#"until = "2026-03-10""#], Some("out_of_order")),
        (
            "nothing comes before the case",
            vec![r#"event = "integra"; on = "2026-03-01""#],
            Some("out_of_order"),
        ),
        (
            "an answer does not come before its question",
            vec![ASKED, r#"event = "integra"; on = "2026-03-15""#],
            Some("out_of_order"),
        ),
        (
            "what the applicant sent another way may be recorded later",
            vec![ASKED, r#"until = "2026-03-30""#, r#"event = "integra"; on = "2026-03-20""#],
            None,
        ),
        (
            "so may what is recorded with its day",
            vec![
                OPINION,
                r#"until = "2026-03-20""#,
                r#"event = "parere_favorevole"; on = "2026-03-18"; bodies = ["provincia"]"#,
            ],
            None,
        ),
        (
            "no act is received before it was done",
            vec![ASKED, r#"received = "chiedi_integrazioni"; on = "2026-03-15""#],
            Some("out_of_order"),
        ),
        (
            "a receipt may become known later",
            vec![ASKED, r#"until = "2026-03-30""#, r#"received = "chiedi_integrazioni"; on = "2026-03-17""#],
            None,
        ),
    ] {
        assert_eq!(refused(&story).as_deref(), expected, "{rule}");
    }
}

#[test]
fn a_last_day_that_cannot_be_set_is_refused_as_in_the_portal() {
    let asks = |due: &str| refused(&[&format!(r#"event = "prescrivi"; on = "2026-03-10"{due}"#)]);
    assert_eq!(asks("").as_deref(), Some("due_missing"), "nothing but the office says until when");
    assert_eq!(asks("; due = \"2026-03-09\"").as_deref(), Some("due_past"));
    assert_eq!(asks("; due = \"2026-06-09\"").as_deref(), Some("due_too_late"), "90 days at the most");
    assert_eq!(asks("; due = \"2026-06-08\""), None);
    let short = r#"event = "chiedi_integrazioni"; on = "2026-03-10"; due = "2026-03-19""#;
    assert_eq!(refused(&[short]).as_deref(), Some("due_too_early"), "ten days at the least");
}

#[test]
fn a_refused_step_leaves_the_day_where_it_was() {
    let came = steps(&[
        r#"until = "2026-03-20""#,
        r#"until = "2026-03-10""#,
        r#"event = "rilascia"; on = "2026-03-19""#,
    ]);
    let refused: Vec<_> = came.iter().map(|came| came.refused.as_deref()).collect();
    assert_eq!(refused, [None, None, Some("out_of_order"), Some("out_of_order")]);
}

#[test]
fn a_moment_is_the_day_that_it_is_in_rome() {
    let filed = |on: &str| told(&format!("[[step]]\nevent = \"invia\"\non = \"{on}\""))[0].on.0.to_string();
    for (rule, on, day) in [
        ("a minute to midnight", "2026-12-31T23:59:00+01:00", "2026-12-31"),
        ("the same in UTC", "2026-12-31T22:59:00Z", "2026-12-31"),
        ("already the next year in Rome", "2026-12-31T23:30:00Z", "2027-01-01"),
        ("in summer", "2026-07-01T22:30:00Z", "2026-07-02"),
    ] {
        assert_eq!(filed(on), day, "{rule}");
    }
    for (rule, on) in [("no offset", "2026-12-31T23:59:00"), ("no day", "2026-02-30"), ("nothing", "")] {
        let story = format!("[[step]]\nevent = \"invia\"\non = \"{on}\"");
        assert!(toml::from_str::<Scenario>(&story).is_err(), "{rule}");
    }
}

#[test]
fn the_patron_saint_of_the_storys_place_is_a_day_of_rest_in_its_year() {
    let latest = |holidays: &str| {
        let story = "answers = { vincolo = \"no\" }\n[[step]]\nevent = \"invia\"\non = \"2026-07-23\"";
        told(&format!("holidays = [{holidays}]\n{story}"))[0].terms["decisione"].latest.unwrap().0.to_string()
    };
    assert_eq!(latest(""), "2026-09-21");
    assert_eq!(latest("\"2026-09-21\""), "2026-09-22");
    assert_eq!(latest("\"2026-09-21\", \"2026-09-22\""), "2026-09-23");
    assert_eq!(latest("\"2025-09-21\""), "2026-09-21", "the day of another year is none of this one");
}

#[test]
fn bodies_and_people_who_get_an_act_are_told() {
    let told = |step: &str| serde_json::to_string(&steps(&[step]).pop().unwrap().notified).unwrap();
    let convened = r#"event = "convoca"; on = "2026-03-10"; bodies = ["provincia"]"#;
    assert_eq!(told(convened), r#"["applicant","bodies"]"#);
    let others = r#"event = "avvisa_altri"; on = "2026-03-10""#;
    assert_eq!(told(others), r#"["applicant","others"]"#);
    let asked = r#"event = "chiedi_parere"; on = "2026-03-10"; bodies = ["provincia"]"#;
    assert_eq!(told(asked), r#"["applicant"]"#, "nothing is sent to a body that is only asked here");
}

#[test]
fn the_end_of_a_term_is_not_told_before_its_day() {
    let silence = vec![r#"event = "silenzio"; on = "2026-03-03""#];
    assert_eq!(refused(&silence).as_deref(), Some("not_allowed"), "it comes by itself");
    let days = steps(&[r#"until = "2026-05-05""#]).pop().unwrap();
    assert_eq!(days.fired.last().map(|(event, _)| event.as_str()), Some("silenzio"));
}

#[test]
fn a_story_puts_right_only_what_the_portal_would() {
    for (rule, story, expected) in [
        (
            "a case that nobody filed is none",
            vec![r#"rectified = "invia"; on = "2026-03-05""#],
            Some("not_possible"),
        ),
        (
            "nothing has happened on a day to come",
            vec![r#"rectified = "invia"; truly = "2026-03-20"; on = "2026-03-05""#],
            Some("out_of_order"),
        ),
        ("an earlier day", vec![r#"rectified = "invia"; truly = "2026-02-27"; on = "2026-03-05""#], None),
    ] {
        assert_eq!(refused(&story).as_deref(), expected, "{rule}");
    }
}

#[test]
fn what_began_after_the_end_of_a_term_is_not_ended_by_it_whatever_day_it_truly_was() {
    let asked = r#"event = "chiedi_somma"; on = "2026-03-10""#;
    let paid = r#"event = "somma_arrivata"; on = "2026-03-12""#;
    let again = r#"event = "chiedi_somma"; on = "2026-03-20""#;
    let rectified =
        |truly: &str| format!(r#"rectified = "chiedi_somma"; truly = "{truly}"; on = "2026-03-21""#);
    for (rule, truly, last) in [
        ("after the payment of the first", "2026-03-13", "2026-03-23"),
        ("on the day of that payment", "2026-03-12", "2026-03-22"),
        ("on a day before it", "2026-03-11", "2026-03-21"),
    ] {
        let right = rectified(truly);
        let came = steps(&[asked, paid, again, &right, r#"until = "2026-03-31""#]);
        assert_eq!((came[4].refused.as_deref(), came[4].state.as_str()), (None, "da_pagare"), "{rule}");
        assert_eq!(came[4].terms["somma"].words, last, "{rule}");
        assert_eq!(came[5].fired.first().map(|(event, _)| event.as_str()), Some("somma_mancata"), "{rule}");
    }
}

#[test]
fn an_answer_that_counts_until_a_bodys_own_days_end_is_held_to_those_alone() {
    let (mut workflow, clocks) = (workflow(), clocks());
    let answer = workflow.events.iter_mut().find(|event| event.id == "parere_favorevole").unwrap();
    answer.before = Some("parere".to_owned());
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let story = |second: &str| {
        let step = |event: &str, on: &str, body: &str| {
            format!("[[step]]\nevent = \"{event}\"\non = \"{on}\"\nbodies = [\"{body}\"]\n")
        };
        let text = format!(
            "answers = {{ vincolo = \"no\" }}\n[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n{}{}{}",
            step("chiedi_parere", "2026-03-02", "asl"),
            step("chiedi_parere", "2026-03-09", "vvf"),
            step("parere_favorevole", "2026-03-10", "asl") + &step("parere_favorevole", second, "vvf"),
        );
        simulate(&chart, &toml::from_str(&text).unwrap()).last().unwrap().refused.clone()
    };
    assert_eq!(story("2026-03-20"), None, "the one's answer has not ended the days of the other");
}

#[test]
fn who_acts_on_the_very_last_day_acts_before_it_is_over() {
    // The sixty days end on Labour Day, and one may act until the 2nd.
    let issued = |on: &str| steps(&[&format!("event = \"rilascia\"; on = \"{on}\"")]).pop().unwrap();
    for on in ["2026-05-01", "2026-05-02"] {
        let came = issued(on);
        assert_eq!((came.state.as_str(), came.fired.len()), ("rilasciata", 0), "{on}");
    }
    let late = issued("2026-05-03");
    assert_eq!((late.state.as_str(), late.fired.len()), ("da_attestare", 1));
    assert_eq!(late.refused.as_deref(), Some("not_possible"));
    let asked = r#"event = "chiedi_integrazioni"; on = "2026-03-10"; due = "2026-03-30""#;
    let received = r#"received = "chiedi_integrazioni"; on = "2026-03-10""#;
    assert_eq!(refused(&[asked, received]), None, "received on the day on which it was done");
    let today = r#"rectified = "chiedi_integrazioni"; truly = "2026-03-12"; on = "2026-03-12""#;
    assert_eq!(refused(&[asked, today]), None, "it truly happened today");
}

#[test]
fn what_is_refused_leaves_the_case_as_it_was_also_where_it_looked_back() {
    let asked = r#"event = "chiedi_integrazioni"; on = "2026-03-10"; due = "2026-03-30""#;
    let received = r#"received = "chiedi_integrazioni"; on = "2026-03-10""#;
    let passed = r#"until = "2026-04-05""#;
    let by_clerk = r#"event = "integra"; on = "2026-03-25"; by = "clerk""#;
    let came = steps(&[asked, received, passed, by_clerk]).pop().unwrap();
    assert_eq!(came.refused.as_deref(), Some("not_allowed"));
    assert_eq!((came.state.as_str(), came.terms["integrazione"].words.as_str()), ("istruttoria", "ended"));
    let came = steps(&[asked, received, passed, by_clerk, r#"event = "integra"; on = "2026-03-25""#]);
    let put_back = came.last().unwrap();
    assert_eq!(
        (put_back.refused.as_deref(), put_back.terms["decisione"].words.as_str()),
        (None, "2026-05-24")
    );
    let answered = r#"event = "integra"; on = "2026-03-20""#;
    let undone = r#"rectified = "chiedi_integrazioni"; on = "2026-03-22""#;
    let moved = r#"rectified = "integra"; truly = "2026-03-19"; on = "2026-03-22""#;
    let came = steps(&[asked, answered, undone, moved]);
    let refused: Vec<_> = came.iter().skip(3).map(|came| came.refused.as_deref()).collect();
    assert_eq!(refused, [Some("not_possible"), None], "what could not be put right is forgotten");
    assert_eq!(came[4].terms["decisione"].words, "2026-05-18");
}

#[test]
fn what_came_on_a_last_day_that_is_over_came_in_time() {
    let asked = r#"event = "chiedi_integrazioni"; on = "2026-03-10"; due = "2026-03-30""#;
    let received = r#"received = "chiedi_integrazioni"; on = "2026-03-10""#;
    let told = |passed: &str| {
        let came = steps(&[asked, received, passed, r#"event = "integra"; on = "2026-03-30""#]);
        let last = came.last().unwrap();
        (last.refused.clone(), last.terms["decisione"].words.clone())
    };
    let in_time = (None, "2026-05-29".to_owned());
    assert_eq!(told(r#"until = "2026-03-29""#), in_time, "its last day is not over");
    assert_eq!(told(r#"until = "2026-03-30""#), in_time, "told when that day was over");
    assert_eq!(told(r#"until = "2026-03-31""#), in_time, "told a day later");
}

#[test]
fn of_the_works_the_last_that_says_something_in_a_step_holds() {
    let (mut workflow, clocks) = (workflow(), clocks());
    let ends = workflow.events.iter_mut().find(|event| event.id == "nessuna_integrazione").unwrap();
    ends.works = Some(contract::cases::Works::Stop);
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let chart = Chart::new(&workflow, &clocks, &calendar);
    let works = |last: &str| {
        let story = format!(
            "answers = {{ vincolo = \"no\" }}\n[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n\
             [[step]]\nevent = \"chiedi_integrazioni\"\non = \"2026-03-10\"\ndue = \"2026-03-30\"\n\
             [[step]]\nreceived = \"chiedi_integrazioni\"\non = \"2026-03-10\"\n[[step]]\n{last}"
        );
        let came = simulate(&chart, &toml::from_str(&story).unwrap()).pop().unwrap();
        assert_eq!((came.fired.len(), came.refused), (1, None), "{last}");
        came.works.map(|works| works.as_str())
    };
    assert_eq!(works("until = \"2026-04-20\""), Some("stop"));
    let says_nothing = "event = \"preavvisa\"\non = \"2026-04-20\"";
    assert_eq!(works(says_nothing), Some("stop"));
}

#[test]
fn nobody_says_until_when_a_term_runs_that_the_end_of_another_begins() {
    let (workflow, mut clocks) = (workflow(), clocks());
    let measures = clocks.terms.iter_mut().find(|term| term.id == "misure").unwrap();
    measures.moves[0].event = "nessuna_integrazione".to_owned();
    let calendar: Calendar = toml::from_str(ITALY).unwrap();
    let story = "answers = { vincolo = \"no\" }\n[[step]]\nevent = \"invia\"\non = \"2026-03-02\"\n\
                 [[step]]\nevent = \"chiedi_integrazioni\"\non = \"2026-03-10\"\ndue = \"2026-03-30\"\n\
                 [[step]]\nreceived = \"chiedi_integrazioni\"\non = \"2026-03-10\"\n[[step]]\nuntil = \"2026-04-05\"";
    let came = simulate(&Chart::new(&workflow, &clocks, &calendar), &toml::from_str(story).unwrap());
    assert_eq!((came[3].fired.len(), came[3].state.as_str()), (1, "istruttoria"));
    assert_eq!(came[3].terms["misure"].words, "2026-03-31", "the least that there is");
}
