//! The forms of acts: what was typed survives a refusal, and what is wrong is said where it is put right.

use app::pages;
use contract::{
    Code, Lang,
    cases::{CasePage, TypedBeside},
};

use crate::samples;

/// The office's page of a case whose first act was refused for this.
fn refused(problem: Code) -> String {
    let mut case = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    case.requests.clear();
    let action = case.actions.last_mut().unwrap();
    action.problem = Some(problem);
    action.beside = TypedBeside {
        due: "2026-01-02".to_owned(),
        came: "2026-01-03".to_owned(),
        proof: "Timbro".to_owned(),
        reason: "Perché sì".to_owned(),
        bodies: vec!["asl".to_owned()],
    };
    pages::office_case(&samples::frame(Lang::It, Some(true)), &case)
}

#[test]
fn what_was_typed_beside_the_text_of_an_act_is_there_again() {
    let html = refused(Code::TextMissing);
    for typed in ["value=\"2026-01-02\"", "value=\"2026-01-03\"", "value=\"Timbro\"", "Perché sì</textarea>"]
    {
        assert!(html.contains(typed), "{typed}");
    }
    assert!(html.contains("value=\"asl\" checked"), "the body that was chosen");
}

#[test]
fn a_refusal_leads_to_the_field_that_it_is_about() {
    for (problem, field) in [
        (Code::TextMissing, "testo"),
        (Code::DueTooEarly, "entro"),
        (Code::DueMissing, "entro"),
        (Code::DayWrong, "arrivato"),
        (Code::TermOverForcible, "motivo"),
        (Code::BodyMissing, "enti"),
    ] {
        let html = refused(problem);
        assert!(html.contains(&format!("href=\"#{field}-rispondi\"")), "{problem:?} leads to {field}");
        assert!(html.contains(&format!("id=\"{field}-rispondi-errore\"")), "{problem:?} is said at {field}");
    }
}
