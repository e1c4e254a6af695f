//! What the office opened: nobody sent it, and no page says that somebody did.

use app::{
    layout::Frame,
    pages::{self, Waiting},
};
use contract::{
    Lang,
    cases::{Act, CasePage, CaseRow, Channel, TimelineEntry},
    time::Moment,
};

use crate::samples;

fn citizen() -> Frame {
    samples::frame(Lang::It, Some(false))
}

#[test]
fn who_sent_nothing_is_not_told_that_they_did() {
    let case = samples::case_page(None);
    let first = TimelineEntry { act: None, rectifies: None, ..case.timeline[0].clone() };
    // What the office does beside the procedure changes nothing of that.
    let rup = TimelineEntry { act: Some(Act::RupNamed), ..first.clone() };
    let moved = TimelineEntry { title: "Presa in carico".to_owned(), ..first.clone() };
    let later = CasePage { by_office: true, timeline: vec![moved, first.clone()], ..case.clone() };
    assert!(!pages::case(&citizen(), &later).contains("tu non hai inviato nulla"));
    let filed = CasePage { timeline: vec![rup, first], ..case };
    let opened = CasePage { by_office: true, ..filed.clone() };
    let (filed, opened) = (pages::case(&citizen(), &filed), pages::case(&citizen(), &opened));
    for words in ["Pratica aperta d’ufficio", "tu non hai inviato nulla", "Aperta d’ufficio il"] {
        assert!(opened.contains(words) && !filed.contains(words), "{words}");
    }
    for words in ["<dt>Ricevuta il</dt>", "Devi presentare una pratica simile?"] {
        assert!(!opened.contains(words) && filed.contains(words), "{words}");
    }
}

#[test]
fn a_list_says_how_a_case_came_and_on_which_day_as_italians_say_it() {
    for (channel, words) in [
        (Channel::Portal, "Inviata "),
        (Channel::Paper, "Ricevuta "),
        (Channel::Pec, "Ricevuta "),
        (Channel::Office, "Aperta d’ufficio "),
    ] {
        for (day, before) in [("2026-12-08", "l’"), ("2026-12-09", "il ")] {
            let at = Moment::of_day(day.parse().unwrap());
            let row = CaseRow { channel, at, ..samples::sent() };
            let page = pages::dashboard(&citizen(), Waiting::default(), &[], &[row], &[], &[]);
            assert!(page.contains(&format!("{words}{before}</span>")), "{words}{before}");
        }
    }
}
