//! Who holds a case: what each reader is told, and the one thing that each can do.

use app::{
    layout::Frame,
    pages::{self, HoldingTyped, Waiting},
};
use contract::{
    Code, Lang,
    cases::{DeclinedHanding, Holding},
};

use crate::samples;

fn typed(problem: Code) -> HoldingTyped {
    HoldingTyped {
        fiscal_code: samples::HOSTILE.to_owned(),
        words: samples::HOSTILE.to_owned(),
        problem: Some(problem),
    }
}

/// The pages of who holds a case, for the rules that all pages keep.
pub(crate) fn pages(citizen: &Frame) -> Vec<(&'static str, String)> {
    let none = HoldingTyped::default();
    let show = |held, typed: &HoldingTyped| pages::holding(citizen, &held, typed);
    let only_reads =
        Holding { holder: samples::HOSTILE.to_owned(), passed: true, only_reads: true, declined: None };
    let read = contract::cases::CasePage { holding: only_reads, ..samples::case_page(None) };
    let declined = DeclinedHanding {
        fiscal_code: samples::HOSTILE.to_owned(),
        at: contract::time::Moment(1_772_000_000_000),
    };
    let declined = Holding { declined: Some(declined), ..Holding::default() };
    let declined = contract::cases::CasePage { holding: declined, ..samples::case_page(None) };
    let waiting = Waiting { signatures: &[samples::signature_row()], given: &[samples::handing_row()] };
    let (draft, sent) = ([samples::draft()], [samples::sent()]);
    let passed = [contract::cases::PassedCase {
        procedure: samples::HOSTILE.to_owned(),
        number: "RC-2026-000123".to_owned(),
        received_at: samples::AT,
        receipt: Some(contract::ids::DocumentId(samples::case_id().0)),
    }];
    vec![
        ("dashboard", pages::dashboard(citizen, waiting, &draft, &sent, &sent, &passed)),
        ("empty dashboard", pages::dashboard(citizen, Waiting::default(), &[], &[], &[], &[])),
        ("holding", show(samples::held_by_reader(), &none)),
        ("holding refused code", show(samples::held_by_reader(), &typed(Code::FiscalCodeWrong))),
        ("holding refused words", show(samples::held_by_reader(), &typed(Code::TextTooLong))),
        ("holding given twice", show(samples::given_away(), &typed(Code::AlreadyGiven))),
        ("holding to take", show(samples::held_by_other(1), &none)),
        ("holding to take refused", show(samples::held_by_other(1), &typed(Code::TextTooLong))),
        ("holding of many", show(samples::held_by_other(3), &none)),
        ("handing", pages::handing(citizen, &samples::handing())),
        ("case that somebody else holds", pages::case(citizen, &read)),
        ("case that nobody else took", pages::case(citizen, &declined)),
        ("office's page of one's own case", own_case_of_officer()),
    ]
}

/// The office's page of a case that is about the officer who opens it.
fn own_case_of_officer() -> String {
    let case = contract::cases::CasePage { desk: None, actions: Vec::new(), ..samples::case_page(None) };
    pages::office_case(&samples::frame(Lang::It, Some(true)), &case)
}

#[test]
fn an_officer_reads_why_there_is_nothing_to_do_in_a_case_of_their_own() {
    assert!(own_case_of_officer().contains("articolo 6-bis"));
    let case =
        contract::cases::CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    let html = pages::office_case(&samples::frame(Lang::It, Some(true)), &case);
    assert!(!html.contains("articolo 6-bis"), "nor where the case is somebody else's");
}

fn citizen() -> Frame {
    samples::frame(Lang::It, Some(false))
}

#[test]
fn each_reader_can_do_one_thing_about_who_holds_a_case() {
    let buttons = |held| {
        let html = pages::holding(&citizen(), &held, &HoldingTyped::default());
        ["affida", "annulla", "subentra"].map(|value| html.contains(&format!("value=\"{value}\"")))
    };
    assert_eq!(buttons(samples::held_by_reader()), [true, false, false], "who holds it gives it");
    assert_eq!(buttons(samples::given_away()), [false, true, false], "or takes that back");
    assert_eq!(buttons(samples::held_by_other(1)), [false, false, true], "whose it is takes it");
    assert_eq!(buttons(samples::held_by_other(2)), [false; 3], "one of several decides nothing alone");
}

#[test]
fn what_was_typed_is_there_again_with_why_it_was_refused() {
    let html = pages::holding(&citizen(), &samples::held_by_reader(), &typed(Code::FiscalCodeWrong));
    assert!(html.contains("href=\"#codice_fiscale\"") && html.contains("aria-invalid=\"true\""), "{html}");
    assert!(html.matches("non è corretto").count() >= 2, "at the top and at the field");
}

#[test]
fn who_only_reads_a_case_is_offered_nothing_that_they_cannot_do() {
    let page = |only_reads| {
        let holding = Holding { only_reads, ..Holding::default() };
        pages::case(&citizen(), &contract::cases::CasePage { holding, ..samples::case_page(None) })
    };
    for (gone, what) in [("/simula", "what if?"), ("/copia", "a copy")] {
        assert!(page(false).contains(gone) && !page(true).contains(gone), "{what}");
    }
    assert!(page(true).contains("Vuoi seguirla tu?"));
}
