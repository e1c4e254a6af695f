//! Pages of reports, hostile where people type; what the forms promise.

use app::{layout::Frame, pages, routes};
use contract::{
    Code, Lang,
    ids::ReportId,
    reports::{
        Band, ReportChoices, ReportField, ReportForm, ReportKind, ReportList, ReportProblem, ReportReceipt,
        ReportRow, ReportState, ReportView, Weekday,
    },
};

use crate::{markup, samples};

fn id() -> ReportId {
    ReportId(samples::case_id().0)
}

fn choices() -> ReportChoices {
    let pair = |id: &str| (id.to_owned(), samples::HOSTILE.to_owned());
    ReportChoices { offices: vec![pair("tributi"), pair("urp")], services: vec![pair("tari")] }
}

fn row(state: ReportState, name: &str) -> ReportRow {
    ReportRow {
        id: id(),
        number: "SG-2026-000001".to_owned(),
        kind: ReportKind::Fault,
        state,
        name: name.to_owned(),
        received_at: samples::AT,
    }
}

fn view(state: ReportState, erased: bool) -> ReportView {
    ReportView {
        row: row(state, if erased { "" } else { samples::HOSTILE }),
        office: "Ufficio tecnico".to_owned(),
        service: Some("CILA".to_owned()),
        email: "ada@example.it".to_owned(),
        phone: Some("0862 1".to_owned()),
        place: Some(samples::HOSTILE.to_owned()),
        text: samples::HOSTILE.to_owned(),
        days: vec![Weekday::Monday, Weekday::Saturday],
        band: Some(Band::Morning),
        lang: Lang::En,
        answer: samples::HOSTILE.to_owned(),
        answered_at: Some(samples::AT),
        erased_at: erased.then_some(samples::AT),
        row_version: 3,
    }
}

/// A form in which everything is wrong.
fn wrong(kind: ReportKind) -> ReportForm {
    let typed = kind.fields().iter().map(|field| (field.as_str().to_owned(), samples::HOSTILE.to_owned()));
    let problems = kind.fields().iter().chain(&[ReportField::Trap]);
    let problems = problems.map(|field| match field {
        ReportField::Trap => (*field, ReportProblem::Filled),
        _ => (*field, ReportProblem::Missing),
    });
    let (typed, problems) = (typed.collect(), problems.collect());
    ReportForm { kind, id: id(), typed, problems }
}

pub(crate) fn pages(anyone: &Frame, citizen: &Frame, office: &Frame) -> Vec<(&'static str, String)> {
    let mut pages = vec![
        ("contacts", pages::contacts(anyone, &[])),
        ("contacts of somebody", pages::contacts(citizen, &[row(ReportState::Answered, "")])),
        ("report", pages::office_report(office, &view(ReportState::Open, false), None)),
        (
            "report refused",
            pages::office_report(office, &view(ReportState::Open, false), Some(Code::TextMissing)),
        ),
        (
            "report closed",
            pages::office_report(office, &view(ReportState::Closed, false), Some(Code::EventNotPossible)),
        ),
        ("report erased", pages::office_report(office, &view(ReportState::Closed, true), None)),
        ("erase report", pages::erase_report(office, &row(ReportState::Open, samples::HOSTILE))),
    ];
    for kind in ReportKind::ALL {
        let fresh = ReportForm::fresh(kind, id(), &[(ReportField::Name, samples::HOSTILE.to_owned())]);
        pages.push(("contact", pages::contact(citizen, &fresh, &choices(), None)));
        pages.push(("wrong contact", pages::contact(anyone, &wrong(kind), &choices(), None)));
    }
    let fresh = ReportForm::fresh(ReportKind::Fault, id(), &[]);
    pages.push(("contact refused", pages::contact(anyone, &fresh, &choices(), Some(Code::TooManyReports))));
    for state in ReportState::ALL {
        let receipt = ReportReceipt {
            number: "SG-2026-000001".to_owned(),
            kind: ReportKind::Appointment,
            received_at: samples::AT,
            state,
            answer: (state != ReportState::Open).then(|| samples::HOSTILE.to_owned()),
        };
        pages.push(("contact sent", pages::contact_sent(anyone, &receipt)));
        let rows = vec![row(state, samples::HOSTILE), row(state, "")];
        let list = ReportList {
            kind: Some(ReportKind::Fault),
            state: Some(state),
            rows,
            next: Some("1&2".to_owned()),
        };
        pages.push(("reports", pages::office_reports(office, &list)));
    }
    let nothing = ReportList { kind: None, state: None, rows: Vec::new(), next: None };
    pages.push(("no reports", pages::office_reports(office, &nothing)));
    pages
}

#[test]
fn every_mistake_leads_to_its_input_and_what_was_typed_stays() {
    for kind in ReportKind::ALL {
        let html = pages::contact(&samples::frame(Lang::It, None), &wrong(kind), &choices(), None);
        assert!(html.contains("<title>Errore: "), "{kind:?}");
        let tags = markup::tags(&html);
        for field in kind.fields() {
            let (place, words) = (format!("#{}", field.as_str()), format!("{}-errore", field.as_str()));
            assert!(tags.iter().any(|tag| tag.get("href") == Some(&place)), "{kind:?}: a link to {field:?}");
            assert!(tags.iter().any(|tag| tag.get("id") == Some(&words)), "{kind:?}: words beside {field:?}");
        }
        assert!(html.matches("&lt;script&gt;alert(").count() >= 4, "{kind:?}");
    }
}

#[test]
fn the_trap_is_out_of_everybodys_way_until_it_was_filled() {
    let fresh = ReportForm::fresh(ReportKind::Fault, id(), &[]);
    let html = pages::contact(&samples::frame(Lang::It, None), &fresh, &choices(), None);
    let tags = markup::tags(&html);
    let trap = tags.iter().find(|tag| tag.get("id") == Some("sito")).unwrap();
    assert_eq!((trap.get("tabindex"), trap.get("autocomplete")), (Some("-1"), Some("off")));
    assert!(
        tags.iter().any(|tag| tag.get("class") == Some("portal-trap") && tag.get("aria-hidden").is_some())
    );
    let filled = pages::contact(&samples::frame(Lang::It, None), &wrong(ReportKind::Fault), &choices(), None);
    assert!(!filled.contains("portal-trap"), "a browser may have filled it: then one can empty it");
}

#[test]
fn every_page_of_services_leads_to_a_person_and_takes_its_service_along() {
    let frame = samples::frame(Lang::It, None);
    let page = pages::service(&frame, &samples::service(), &[], &[]);
    for element in ["contacts", "appointment-booking", "report-inefficiency", "faq", "privacy-policy-link"] {
        assert_eq!(page.matches(&format!("data-element=\"{element}\"")).count(), 1, "{element}");
    }
    assert!(page.contains("/it/contatti/appuntamento?servizio=cila\""));
    assert!(page.contains(&routes::contact(Lang::It, "accessibilita")), "in the footer");
    let list = pages::services(&frame, &samples::catalogue(""));
    assert!(list.contains("data-element=\"appointment-booking\""));
}
