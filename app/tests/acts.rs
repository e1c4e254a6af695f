//! The forms of acts: what was typed survives a refusal, and what is wrong is said where it is put right.

use app::{layout::Frame, pages};
use contract::{
    Code, Lang,
    cases::{ActField, ActionView, CasePage, DaySet, PaymentForm, ReplyPage, RequestView, TypedBeside},
};

use crate::samples;

/// What an applicant sends unasked: from their page, prepared, sent.
pub(crate) fn pages(citizen: &Frame) -> Vec<(&'static str, String)> {
    let mut case = CasePage { desk: None, ..samples::case_page(None) };
    for action in &mut case.actions {
        action.files = true;
    }
    let mut own = samples::desk::request(None);
    own.own = true;
    own.points[0].body.clear();
    let sent = RequestView { open: false, answered_at: Some(samples::AT), ..own.clone() };
    case.requests = vec![own.clone(), sent];
    let reply = ReplyPage { request: own, ..samples::desk::reply(Some(Code::StillChecking)) };
    vec![
        ("case with files to send", pages::case(citizen, &case)),
        ("reply unasked", pages::reply(citizen, &reply)),
    ]
}

/// The office's page of a case whose first act was refused for this.
fn refused(problem: Code) -> String {
    let mut case = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    case.requests.clear();
    let action = case.actions.last_mut().unwrap();
    action.beside = TypedBeside {
        due: "2026-01-02".to_owned(),
        came: "2026-01-03".to_owned(),
        proof: "Timbro".to_owned(),
        reason: "Perché sì".to_owned(),
        bodies: vec!["asl".to_owned()],
    };
    action.refuse(problem);
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
        (Code::CameMissing, "arrivato"),
        (Code::DayWrong, "arrivato"),
        (Code::TermOverForcible, "motivo"),
        (Code::BodyMissing, "enti"),
        (Code::ProofMissing, "prova"),
        (Code::TooManyPoints, "punti"),
    ] {
        let html = refused(problem);
        assert!(html.contains(&format!("href=\"#{field}-rispondi\"")), "{problem:?} leads to {field}");
        assert!(html.contains(&format!("id=\"{field}-rispondi-errore\"")), "{problem:?} is said at {field}");
    }
}

/// The fields, with what is said of them, of an act in whose form that was typed.
fn said(typed: TypedBeside, code: Code, came_needed: bool) -> Vec<(Option<ActField>, Code)> {
    let mut action = samples::case_page(None).actions.pop().unwrap();
    (action.typed, action.beside, action.in_time) = (String::new(), typed, None);
    action.sets_day = Some(DaySet { least: 1, most: None });
    action.payment = Some(PaymentForm { required: true, ..PaymentForm::default() });
    action.recipients = None;
    action.refuse_form(code, came_needed, samples::AT.day());
    action.problems.iter().map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn all_that_a_form_lacks_is_said_at_once_in_the_order_of_its_fields() {
    let nothing = TypedBeside::default;
    let always = [
        (Some(ActField::Bodies), Code::BodyMissing),
        (Some(ActField::Text), Code::TextMissing),
        (Some(ActField::Sum), Code::SumMissing),
        (Some(ActField::Due), Code::DueMissing),
    ];
    let with = |more: &[(ActField, Code)]| {
        let more = more.iter().map(|(field, code)| (Some(*field), *code));
        always.into_iter().chain(more).collect::<Vec<_>>()
    };
    let late = (ActField::Reason, Code::TermOverForcible);
    assert_eq!(said(nothing(), Code::TextMissing, false), with(&[late]));
    let came = (ActField::Came, Code::CameMissing);
    assert_eq!(said(nothing(), Code::CameMissing, true), with(&[came]), "its day may have been in time");
    let proved = TypedBeside { proof: "Timbro".to_owned(), ..nothing() };
    assert_eq!(said(proved, Code::BodyMissing, false), with(&[came]), "a proof of no day");
    let dated = TypedBeside { came: "2026-01-02".to_owned(), ..nothing() };
    assert_eq!(said(dated, Code::BodyMissing, true), with(&[(ActField::Proof, Code::ProofMissing)]));
}

#[test]
fn two_days_that_nobody_can_read_are_said_each_at_its_field() {
    let typed =
        TypedBeside { due: "31/02/2026".to_owned(), came: "boh".to_owned(), ..TypedBeside::default() };
    let said = said(typed, Code::DayUnreadable, false);
    let unreadable = |field: ActField| said.contains(&(Some(field), Code::DayUnreadable));
    assert!(unreadable(ActField::Due) && unreadable(ActField::Came), "{said:?}");
}

#[test]
fn what_cannot_be_meant_is_said_with_the_rest() {
    let mut action = samples::case_page(None).actions.pop().unwrap();
    (action.beside, action.in_time, action.late) = (TypedBeside::default(), None, None);
    action.typed = "Le ragioni".to_owned();
    action.beside.bodies = vec!["asl".to_owned()];
    action.beside.due = "2020-01-01".to_owned();
    action.sets_day = Some(DaySet { least: 10, most: Some(30) });
    action.payment =
        Some(PaymentForm { sum: "0".to_owned(), by: "2020-01-01".to_owned(), ..PaymentForm::default() });
    action.recipients.as_mut().unwrap().typed = "Consorzio".to_owned();
    action.points.as_mut().unwrap().typed = "x".repeat(1_100);
    action.refuse_form(Code::SumWrong, false, samples::AT.day());
    let said: Vec<_> = action.problems.iter().map(|problem| (problem.field, problem.code)).collect();
    let expected = [
        (ActField::Recipients, Code::RecipientWrong),
        (ActField::Points, Code::PointTooLong),
        (ActField::Sum, Code::SumWrong),
        (ActField::PayBy, Code::PayByPast),
        (ActField::Due, Code::DueInThePast),
    ];
    assert_eq!(said, expected.map(|(field, code)| (Some(field), code)));
}

#[test]
fn a_day_that_the_browser_cannot_read_is_not_sent_as_none() {
    let mut case = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    case.requests.clear();
    let html = pages::office_case(&samples::frame(Lang::It, Some(true)), &case);
    let forms = html.split("<form").skip(1).filter_map(|part| part.split("</form>").next());
    let dated: Vec<&str> = forms.filter(|form| form.contains("type=\"date\"")).collect();
    assert!(dated.len() > 2, "{}", dated.len());
    for form in dated {
        let tag = form.split('>').next().unwrap_or_default();
        assert!(!tag.contains("novalidate"), "{tag}");
    }
}

#[test]
fn what_became_of_the_case_is_said_alone() {
    for code in [Code::CaseChanged, Code::EventNotPossible, Code::LinkUnconfirmed] {
        assert_eq!(said(TypedBeside::default(), code, true), [(None, code)]);
    }
}

#[test]
fn what_is_sent_with_files_is_prepared_on_a_page_of_its_own() {
    let citizen = samples::frame(Lang::It, Some(false));
    let [(_, case), (_, page)] = &pages(&citizen)[..] else { panic!() };
    assert!(case.contains("/eventi/rispondi/prepara\"") && !case.contains("id=\"testo-rispondi\""));
    assert!(case.contains("Continua a preparare"), "it was begun");
    assert!(case.contains("Inviato di propria iniziativa") && !case.contains("id=\"da-fare\""));
    assert!(!page.contains("portal-message-office"), "the office wrote nothing");
    let mut office = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    office.actions[1].files = true;
    let html = pages::office_case(&samples::frame(Lang::It, Some(true)), &office);
    assert!(html.contains("id=\"testo-rispondi\""), "what came on paper is written down by the office");
}

#[test]
fn an_act_that_waits_for_its_case_says_so_instead_of_asking_for_words() {
    let citizen = samples::frame(Lang::It, Some(false));
    let mut case = samples::case_page(None);
    let asks = |case: &CasePage| pages::case(&citizen, case).contains("id=\"testo-rispondi\"");
    assert!(asks(&case));
    let answer = case.actions.iter().position(|action| action.event == "rispondi").unwrap();
    case.actions[answer].unconfirmed = Some("RC-2026-000001".to_owned());
    assert!(!asks(&case) && pages::case(&citizen, &case).contains("href=\"#collegamenti\""));
    case.actions[answer].refuse(Code::LinkUnconfirmed);
    assert!(asks(&case), "what was typed in a page of before stays");
}

/// Whether the form of an act is there, and stands open.
fn open(html: &str, place: &str) -> Option<bool> {
    let id = format!("id=\"{place}\"");
    let own = |part: &&str| part.split("</summary>").next().is_some_and(|summary| summary.contains(&id));
    let form = html.split("<details").skip(1).find(own);
    form.map(|part| part.split('>').next().unwrap_or_default().contains(" open"))
}

#[test]
fn of_many_acts_the_forms_are_closed_but_the_one_that_somebody_came_for_or_that_is_wrong() {
    let mut case = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    case.requests.clear();
    let one = ActionView { chosen: false, stands_in: false, ..case.actions[1].clone() };
    let of_body = |event: &str, body: &str| ActionView {
        event: event.to_owned(),
        body: Some(body.to_owned()),
        body_stands: Some(format!("{body} – Parere chiesto")),
        ..one.clone()
    };
    let named = |event: &str| ActionView { event: event.to_owned(), ..one.clone() };
    case.actions = vec![named("chiedi"), of_body("assenso", "asl"), of_body("assenso", "arpa")];
    let page = |case: &CasePage| pages::office_case(&samples::frame(Lang::It, Some(true)), case);
    assert_eq!(open(&page(&case), "atto-chiedi"), None, "three stand open");
    assert!(page(&case).contains("href=\"#atto-chiedi\""), "and a link to one loses nothing that was typed");
    case.actions.push(of_body("dissenso", "asl"));
    let html = page(&case);
    for place in ["atto-chiedi", "atto-assenso-asl", "atto-dissenso-asl", "atto-assenso-arpa"] {
        assert_eq!(open(&html, place), Some(false), "{place}: one reads first what can be done");
    }
    assert_eq!(
        html.matches("<h3 class=\"h5\">asl – Parere chiesto</h3>").count(),
        1,
        "a body's stand together"
    );
    assert!(
        html.contains("?atto=dissenso&amp;ente=asl#atto-dissenso-asl"),
        "the index leads to the open form"
    );
    case.actions[3].chosen = true;
    case.actions[0].refuse(Code::TextMissing);
    let html = page(&case);
    assert_eq!(open(&html, "atto-dissenso-asl"), Some(true), "who came for it sees it");
    assert_eq!(open(&html, "atto-chiedi"), Some(true), "what is wrong is seen");
    assert_eq!(open(&html, "atto-assenso-arpa"), Some(false), "the others are not");
    let tags: Vec<&str> = html.split("<details").filter_map(|part| part.split('>').next()).collect();
    let body_open = tags.iter().filter(|tag| tag.contains("portal-folded-body") && tag.contains(" open"));
    assert_eq!(body_open.count(), 1, "nor is it hidden by its body");
}

#[test]
fn what_the_office_noted_beside_an_act_is_no_message() {
    let mut case = CasePage { desk: Some(samples::desk::desk(None)), ..samples::case_page(None) };
    let message = &mut case.messages[0];
    (message.kind, message.rectifies, message.note) = (String::new(), None, true);
    let html = pages::office_case(&samples::frame(Lang::It, Some(true)), &case);
    assert!(html.contains("<h3 class=\"h6\">Annotazione dell’ufficio</h3>"), "it was sent to nobody");
}
