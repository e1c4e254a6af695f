//! Signatures on the pages: who is asked, who asks, and when a case may be sent.

use app::{layout::Frame, pages};
use contract::{
    Code, Lang,
    cases::{SignatureState, SignatureView, SummaryPage},
};

use crate::samples;

/// The pages with signatures, for the rules that all pages keep.
pub(crate) fn pages(citizen: &Frame) -> Vec<(&'static str, String)> {
    let unsigned = SummaryPage { signatures: samples::signatures(), ..samples::summary(true) };
    let asked = samples::signature(SignatureState::Asked(samples::AT));
    let late = samples::signature(SignatureState::Changed);
    vec![
        ("summary to sign", pages::summary(citizen, &unsigned, Some(Code::Unsigned))),
        ("signature", pages::signature(citizen, &asked, None, "")),
        ("signature refused", pages::signature(citizen, &asked, Some(Code::TextTooLong), samples::HOSTILE)),
        ("signature too late", pages::signature(citizen, &late, Some(Code::SignatureChanged), "")),
    ]
}

fn citizen() -> Frame {
    samples::frame(Lang::It, Some(false))
}

#[test]
fn what_others_have_to_sign_is_not_offered_to_be_sent_before() {
    let signed = |state: SignatureState| {
        let signatures = vec![SignatureView { state, ..samples::signatures()[0].clone() }];
        pages::summary(&citizen(), &SummaryPage { signatures, ..samples::summary(true) }, None)
    };
    let (at, ask, send) = (samples::AT, "/firme\"", "/invio\"");
    let both = |state| {
        let html = signed(state);
        (html.contains(ask), html.contains(send))
    };
    assert_eq!(both(SignatureState::Own), (false, true), "sending is signing");
    assert_eq!(both(SignatureState::Signed(at)), (false, true));
    assert_eq!(both(SignatureState::Asked(at)), (false, false), "it is waited for");
    assert_eq!(both(SignatureState::ToAsk), (true, false));
    assert_eq!(both(SignatureState::Changed), (true, false), "asked again");
    assert_eq!(both(SignatureState::Declined(at, String::new())), (true, false), "asked again");
}

#[test]
fn only_what_was_read_is_signed() {
    let open =
        pages::signature(&citizen(), &samples::signature(SignatureState::Asked(samples::AT)), None, "");
    let hash = "0".repeat(64);
    assert!(
        open.contains(&format!("name=\"contenuto\" value=\"{hash}\"")) && open.contains("value=\"firma\"")
    );
    for state in [SignatureState::Changed, SignatureState::Signed(samples::AT)] {
        let html = pages::signature(&citizen(), &samples::signature(state.clone()), None, "");
        assert!(!html.contains("value=\"firma\"") && !html.contains("value=\"rifiuta\""));
        let shown = html.contains("Leggi la pratica fino in fondo");
        assert_eq!(shown, state != SignatureState::Changed, "nothing to read where nothing can be signed");
    }
}
