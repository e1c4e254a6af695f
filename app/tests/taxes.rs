//! The pages of taxes and payments: what can be paid is offered, what is paid is proved, nothing is promised early.

use app::{layout::Frame, pages};
use contract::{
    Code, Lang,
    payments::{CartState, NoticeProblem},
    taxes::PositionState,
};

use crate::samples::{self, taxes as of};

/// The pages of both rooms, for the rules that all pages keep.
pub(crate) fn pages(anyone: &Frame, citizen: &Frame, office: &Frame) -> Vec<(&'static str, String)> {
    let rows: Vec<_> = PositionState::ALL.into_iter().map(of::row).collect();
    let mut pages = vec![
        ("taxes", pages::taxes(citizen, &rows)),
        ("no taxes", pages::taxes(citizen, &[])),
        ("find a notice", pages::payments(anyone, &of::basket(0, vec![]), None)),
        ("notices", pages::payments(anyone, &of::basket(1, vec![]), Some(Code::PaymentsUnavailable))),
        ("many notices", pages::payments(citizen, &of::basket(5, vec![NoticeProblem::Full]), None)),
        (
            "no notice found",
            pages::payments(
                anyone,
                &of::basket(1, vec![NoticeProblem::NavShape, NoticeProblem::CodeShape]),
                None,
            ),
        ),
        ("proof", pages::proof(anyone, &of::proof())),
        ("receipts", pages::office_receipts(office, &of::receipts())),
        ("no receipts", pages::office_receipts(office, &[])),
    ];
    for state in PositionState::ALL {
        let problem = (state == PositionState::Late).then_some(Code::PaymentsUnavailable);
        let online = state != PositionState::Due;
        pages.push(("position", pages::tax_position(citizen, &of::position(state, online), problem)));
    }
    pages.extend(CartState::ALL.map(|state| ("payment", pages::payment(anyone, &of::payment(state)))));
    pages
}

fn citizen() -> Frame {
    samples::frame(Lang::It, Some(false))
}

#[test]
fn a_notice_that_is_paid_or_closed_cannot_be_paid() {
    let online = pages::tax_position(&citizen(), &of::position(PositionState::PartlyPaid, true), None);
    assert_eq!(online.matches("name=\"posizione\"").count(), 3, "the three that can be paid");
    assert_eq!(online.matches("/quietanza\"").count(), 1);
    let off = pages::tax_position(&citizen(), &of::position(PositionState::PartlyPaid, false), None);
    assert!(!off.contains("name=\"posizione\"") && off.contains("Il pagamento online non è attivo"));
    assert_eq!(off.matches("/stampa\"").count(), 3, "they can be printed all the same");
}

#[test]
fn only_a_cart_with_its_receipts_says_that_the_payment_was_received() {
    for state in CartState::ALL {
        let html = pages::payment(&citizen(), &of::payment(state));
        assert_eq!(html.contains("Pagamento ricevuto"), state == CartState::Paid, "{state:?}");
        assert_eq!(html.contains("Aggiorna la pagina"), state.under_way(), "{state:?}");
        assert_eq!(html.contains("Riprova"), matches!(state, CartState::Cancelled | CartState::Failed));
    }
}

#[test]
fn a_proof_says_all_that_the_citizens_copy_must_and_what_it_is_worth() {
    let draft = of::proof();
    let real = contract::payments::ReceiptView { real: true, overpaid: false, ..of::proof() };
    let (draft, real) = (pages::proof(&citizen(), &draft), pages::proof(&citizen(), &real));
    assert!(draft.contains("FAC-SIMILE") && !real.contains("FAC-SIMILE"));
    assert!(draft.contains("te la restituisce") && !real.contains("te la restituisce"));
    for words in [
        "174,00 €",
        "Pagato il",
        "16 giugno 2026",
        "Comune di Roccascura",
        "00000000000",
        "01000000000000144",
        "Prestatore del servizio di pagamento",
        "88888888888",
        "1,50 €",
        "pagoPA",
    ] {
        assert!(real.contains(words), "{words}");
    }
}
