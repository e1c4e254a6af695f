//! The pages of contacts, acts on their way and the register, in their ordinary and in their troubled states.

use app::{layout::Frame, pages};
use contract::{Code, Lang};

use crate::samples::{self, messages as sample};

/// The pages, by name.
pub(crate) fn pages(citizen: &Frame, office: &Frame) -> Vec<(&'static str, String)> {
    let profile = samples::profile();
    vec![
        ("profile", pages::profile(citizen, &profile, &sample::contacts(false))),
        ("profile, contacts refused", pages::profile(citizen, &profile, &sample::contacts(true))),
        ("communications", pages::communications(citizen, &sample::acts())),
        ("no communications", pages::communications(citizen, &[])),
        ("acts to prove", pages::office_communications(office, &sample::acts(), &Default::default())),
        ("proof refused", pages::office_communications(office, &sample::acts(), &sample::proof())),
        ("nothing to prove", pages::office_communications(office, &[], &sample::proof())),
        ("register", pages::register(office, &sample::register(None))),
        ("register, no day", pages::register(office, &sample::register(Some(Code::DayWrong)))),
        ("register, no number", pages::register(office, &sample::register(Some(Code::RegisterNumberWrong)))),
        ("entry", pages::register_entry(office, &sample::entry(false, None))),
        ("entry, refused", pages::register_entry(office, &sample::entry(false, Some(Code::TextMissing)))),
        ("entry, annulled", pages::register_entry(office, &sample::entry(true, None))),
    ]
}

#[test]
fn what_is_wrong_with_the_contacts_is_said_above_and_beside() {
    let citizen = samples::frame(Lang::It, Some(false));
    let html = pages::profile(&citizen, &samples::profile(), &sample::contacts(true));
    assert!(html.contains("<title>Errore: Profilo"));
    for id in ["email", "pec", "indirizzo"] {
        assert!(html.contains(&format!("href=\"#{id}\"")), "a link to {id}");
        assert!(html.contains(&format!("id=\"{id}-errore\"")), "words beside {id}");
    }
}

#[test]
fn an_annulled_entry_is_whole_and_says_why_by_whom_and_on_whose_word() {
    let office = samples::frame(Lang::It, Some(true));
    let html = pages::register_entry(&office, &sample::entry(true, None));
    for words in ["Annullata", "Motivo: ", "Provvedimento: ", "Protocollo 2026/0000124", "Uscita"] {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("/annullamento"), "it is annulled once");
}
