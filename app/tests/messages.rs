//! The pages of contacts, acts on their way and the register, in their ordinary and in their troubled states.

use app::{layout::Frame, pages};
use contract::{
    Code, Lang,
    cases::CasePage,
    messages::{CommunicationView, Delivery},
};

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

#[test]
fn only_the_office_saves_the_providers_receipts_and_a_refusal_is_never_called_a_delivery() {
    let page = |frame, of: fn(&CommunicationView) -> bool| {
        let communications = sample::acts().into_iter().filter(of).collect();
        let case = CasePage { communications, ..samples::case_page(None) };
        pages::office_case(frame, &case)
    };
    let office = samples::frame(Lang::It, Some(true));
    let delivered =
        page(&office, |act| matches!(&act.delivery, Delivery::Received { proof, .. } if proof == "pec"));
    assert!(delivered.contains("Ricevuta di accettazione") && delivered.contains("Ricevuta di consegna"));
    // Not delivered, and served by hand since: what the provider said stays what it was.
    for of in [
        (|act| matches!(&act.delivery, Delivery::Failed(_))) as fn(&CommunicationView) -> bool,
        |act| matches!(&act.delivery, Delivery::Received { proof, .. } if proof == "evidence"),
    ] {
        let html = page(&office, of);
        assert!(
            html.contains("Avviso del gestore: non consegnata") && !html.contains("Ricevuta di consegna")
        );
    }
    let owner = pages::case(&samples::frame(Lang::It, Some(false)), &samples::case_page(None));
    assert!(!owner.contains("/pec/"));
}
