//! Samples of the office's desk and of what is asked and answered.

use app::{layout::Frame, pages};
use contract::{
    Code,
    cases::{
        Colleague, ColleagueAction, Desk, DeskForm, Letter, Phase, PointView, Rectifiable, ReplyPage,
        RequestView, SaidDays,
    },
    documents::{CheckState, DocumentText},
    identity::StaffRole,
    ids::{DocumentId, JobId, PersonId, PointId},
    office::{ArrivalField, ArrivalPage, Charge, FailedJob, ImportableProcedure, Inbox, InboxRow, Misread},
};

use super::{AT, HOSTILE, case_id, documents, file};

const POINT: &str = "01890000-0000-7000-8000-000000000021";
const PERSON: &str = "01890000-0000-7000-8000-000000000022";
const DOCUMENT: &str = "01890000-0000-7000-8000-000000000023";

/// The pages of the desk in their ordinary and in their troubled states.
pub(crate) fn pages(citizen: &Frame, office: &Frame) -> Vec<(&'static str, String)> {
    let mut asked = super::case_page(None);
    asked.actions.iter_mut().for_each(|action| action.answers = !action.withdraws);
    let mut refused = super::case_page(Some(Code::PointsUnanswered));
    refused.actions.iter_mut().for_each(|action| action.answers = !action.withdraws);
    vec![
        ("case with points to answer", pages::case(citizen, &asked)),
        ("points not answered", pages::case(citizen, &refused)),
        ("reply", pages::reply(citizen, &reply(None))),
        ("reply refused", pages::reply(citizen, &reply(Some(Code::PointsUnanswered)))),
        ("register", pages::office_register(office, &arrival(false))),
        ("register refused", pages::office_register(office, &arrival(true))),
        ("no ratings", pages::office_ratings(office, &[], &[])),
        ("import", pages::office_import(office, &importable(), &[])),
        ("import refused", pages::office_import(office, &importable(), &misread())),
        ("text of a document", pages::document_text(citizen, &text(Some(HOSTILE)))),
        ("document without text", pages::document_text(citizen, &text(None))),
    ]
}

pub(crate) fn request(problem: Option<Code>) -> RequestView {
    let id: PointId = POINT.parse().unwrap();
    let answered =
        contract::documents::DocumentRow { point: Some(id), ..file("chiarimenti", 7, CheckState::Verified) };
    RequestView {
        what: "Richiesta di chiarimenti".to_owned(),
        asked_at: AT,
        due: Some(AT),
        overdue: true,
        open: true,
        own: false,
        answered_at: None,
        words: HOSTILE.to_owned(),
        asked: HOSTILE.to_owned(),
        points: vec![PointView {
            id,
            place: 1,
            body: HOSTILE.to_owned(),
            answer: HOSTILE.to_owned(),
            files: vec![answered],
            problem,
        }],
    }
}

pub(crate) fn letter(problem: Option<Code>) -> Letter {
    Letter { possible: true, typed: HOSTILE.to_owned(), problem }
}

pub(crate) fn desk(problem: Option<Code>) -> Desk {
    let id: PersonId = PERSON.parse().unwrap();
    Desk {
        next: HOSTILE.to_owned(),
        of_colleagues: vec![ColleagueAction {
            label: HOSTILE.to_owned(),
            roles: vec![StaffRole::Rup, StaffRole::Dirigente],
        }],
        unfound: vec![HOSTILE.to_owned()],
        office_number: Some(HOSTILE.to_owned()),
        to_read: true,
        heard: 2,
        may_handle: true,
        may_assign: true,
        may_name_rup: true,
        colleagues: vec![Colleague { id, name: HOSTILE.to_owned(), role: StaffRole::Rup }],
        assigned_to: Some(id),
        rup: None,
        transferable: vec![("tributi".to_owned(), HOSTILE.to_owned())],
        titolari: Some(vec!["SMPLCU61C54M999F".to_owned()]),
        movable: Some(3),
        rectifiable: [false, true]
            .map(|undone| Rectifiable { of: 2, event: HOSTILE.to_owned(), on: AT.day(), undone })
            .to_vec(),
        said: vec![SaidDays {
            of: 2,
            event: HOSTILE.to_owned(),
            on: AT.day(),
            days: vec![("inizio_lavori".to_owned(), HOSTILE.to_owned(), AT.day())],
        }],
        problem: problem.map(|why| (DeskForm::Number, HOSTILE.to_owned(), why)),
    }
}

pub(crate) fn reply(problem: Option<Code>) -> ReplyPage {
    ReplyPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        label: "Invia la risposta".to_owned(),
        explain: "L’ufficio riprende l’esame.".to_owned(),
        intro: HOSTILE.to_owned(),
        request: request(problem),
        slot: documents(None).slots.into_iter().next(),
        text_label: Some("La tua risposta".to_owned()),
        text_max: 2_000,
        max_chars: 1_000,
        typed: HOSTILE.to_owned(),
        problem,
        row_version: 3,
    }
}

fn arrival(wrong: bool) -> ArrivalPage {
    let one = |field, code| Misread { line: None, field, code };
    ArrivalPage {
        from: wrong.then(|| (case_id(), HOSTILE.to_owned())),
        procedures: vec![("cila".to_owned(), HOSTILE.to_owned()), ("scia".to_owned(), "SCIA".to_owned())],
        typed: ArrivalField::ALL.iter().map(|field| (*field, HOSTILE.to_owned())).collect(),
        wrong: if wrong {
            ArrivalField::ALL.iter().map(|field| one(*field, Code::ValueMissing)).collect()
        } else {
            Vec::new()
        },
    }
}

fn importable() -> Vec<ImportableProcedure> {
    vec![ImportableProcedure {
        slug: "cila".to_owned(),
        name: HOSTILE.to_owned(),
        states: vec![("in_esame".to_owned(), HOSTILE.to_owned())],
    }]
}

fn misread() -> Vec<Misread> {
    vec![
        Misread { line: Some(3), field: ArrivalField::Day, code: Code::DayUnreadable },
        Misread { line: None, field: ArrivalField::File, code: Code::ColumnsMissing },
    ]
}

fn text(text: Option<&str>) -> DocumentText {
    let document: DocumentId = DOCUMENT.parse().unwrap();
    DocumentText { document, case: case_id(), name: HOSTILE.to_owned(), text: text.map(str::to_owned) }
}

pub(crate) fn inbox() -> Inbox {
    Inbox {
        counters: vec![(Phase::Submitted, 12), (Phase::InReview, 3)],
        filter: Some(Phase::Submitted),
        charge: Some(Charge::Nobody),
        procedure: Some("cila".to_owned()),
        procedures: vec![("cila".to_owned(), HOSTILE.to_owned())],
        query: HOSTILE.to_owned(),
        rows: vec![InboxRow {
            id: case_id(),
            number: "RC-2026-000123".to_owned(),
            procedure: "CILA".to_owned(),
            applicant: HOSTILE.to_owned(),
            about: HOSTILE.to_owned(),
            phase: Phase::Submitted,
            state: "Presentata".to_owned(),
            received_at: AT,
            assigned_to: None,
            office_number: Some(HOSTILE.to_owned()),
            to_read: true,
            due: Some(AT),
            own: true,
        }],
        next: Some("k&1".to_owned()),
        failed_jobs: 2,
        announces: true,
    }
}

pub(crate) fn failed_job() -> FailedJob {
    let id: JobId = "01890000-0000-7000-8000-000000000009".parse().unwrap();
    FailedJob { id, kind: "receipt".to_owned(), attempts: 8, error: HOSTILE.to_owned(), at: AT }
}
