//! A case as owner and office see it, hostile where people type.

use contract::{
    cases::{
        Act, Announcement, Arrival, CasePayments, Channel, Holding, PaymentForm, Publication, PutRight,
        RecipientsForm, Rectified, SharedDocument, SharedFile, TypedBeside,
    },
    payments::NoticeState,
};

use super::*;

/// What everybody reads, with words that were typed.
pub(crate) fn announcement() -> Announcement {
    Announcement {
        title: "Permesso di costruire".to_owned(),
        number: "2026/0000123".to_owned(),
        act_on: Some(AT.day()),
        lines: vec![("Lavori".to_owned(), HOSTILE.to_owned())],
        days: 15,
    }
}

/// The documents of a case as a body reads them; `over`: its link has ended.
pub(crate) fn shared(over: bool) -> SharedFile {
    let document = |title: &str| SharedDocument {
        id: "01890000-0000-7000-8000-000000000077".parse().unwrap(),
        title: title.to_owned(),
        name: HOSTILE.to_owned(),
        size: 1_234_567,
    };
    SharedFile {
        token: "0".repeat(64),
        ente: "Comune di Roccascura".to_owned(),
        office: HOSTILE.to_owned(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        kind: HOSTILE.to_owned(),
        protocollo: RegisterName { words: "2026/0000123".to_owned(), awaited: false },
        act: (!over).then(|| "01890000-0000-7000-8000-000000000078".parse().unwrap()),
        recipient: HOSTILE.to_owned(),
        until: AT.day(),
        over,
        documents: if over { Vec::new() } else { vec![document(HOSTILE), document("")] },
    }
}

/// One that can be read and one that was taken away.
pub(crate) fn published() -> Vec<Publication> {
    let one = |withdrawn: bool| Publication {
        id: "01890000-0000-7000-8000-000000000002".parse().unwrap(),
        office: "Ufficio tecnico".to_owned(),
        says: announcement(),
        from: AT.day(),
        until: AT.day(),
        withdrawn,
    };
    vec![one(false), one(true)]
}

pub(crate) fn case_page(problem: Option<Code>) -> CasePage {
    let act = |event: &str, text: bool| ActionView {
        event: event.to_owned(),
        label: "Invia i chiarimenti".to_owned(),
        explain: "La pratica torna all’ufficio.".to_owned(),
        withdraws: event == "ritira",
        text_label: text.then(|| "I tuoi chiarimenti".to_owned()),
        text_required: text,
        text_max: 4_000,
        points: text.then(|| contract::cases::PointsForm {
            required: false,
            max: 30,
            max_chars: 1_000,
            typed: HOSTILE.to_owned(),
        }),
        answers: false,
        files: false,
        typed: HOSTILE.to_owned(),
        beside: TypedBeside {
            due: HOSTILE.to_owned(),
            came: HOSTILE.to_owned(),
            proof: HOSTILE.to_owned(),
            reason: HOSTILE.to_owned(),
            bodies: vec!["asl".to_owned()],
        },
        problems: Vec::new(),
        unconfirmed: None,
        works: Some(contract::cases::Works::GoOn),
        terms: terms::effects(),
        late: Some(terms::late()),
        bodies: vec![("asl".to_owned(), HOSTILE.to_owned())],
        body: (event == "ritira").then(|| "asl".to_owned()),
        body_stands: (event == "ritira").then(|| HOSTILE.to_owned()),
        chosen: text,
        dated: !text,
        stands_in: text,
        in_time: text.then(|| contract::cases::InTime { last: AT.day(), only: true }),
        sets_day: (!text).then_some(contract::cases::DaySet { least: 10, most: Some(30) }),
        day_label: (event == "vieta").then(|| HOSTILE.to_owned()),
        deed: text,
        payment: text.then(|| PaymentForm {
            required: true,
            debtor: HOSTILE.to_owned(),
            sum: HOSTILE.to_owned(),
            by: String::new(),
        }),
        announces: text.then(announcement),
        recipients: text.then(|| RecipientsForm {
            bodies: vec![("ASL".to_owned(), HOSTILE.to_owned()), (HOSTILE.to_owned(), String::new())],
            asked: vec![(HOSTILE.to_owned(), String::new())],
            most: 20,
            only: event == "vieta",
            documents_days: 120,
            typed: HOSTILE.to_owned(),
        }),
    };
    let action = |event: &str, text: bool| {
        let mut action = act(event, text);
        if let Some(code) = problem {
            action.refuse(code);
        }
        action
    };
    CasePage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        number: "RC-2026-000123".to_owned(),
        by_office: false,
        protocollo: RegisterName { words: "2026/0000123".to_owned(), awaited: false },
        received_at: AT,
        phase: Phase::WaitingApplicant,
        state: "Chiarimenti richiesti".to_owned(),
        next: "Rispondi alla richiesta dell’ufficio.".to_owned(),
        actions: vec![action("ritira", false), action("rispondi", true)],
        linked: links::linked(),
        payments: CasePayments {
            notices: vec![taxes::notice(NoticeState::Open, true), taxes::notice(NoticeState::Paid, false)],
            online: true,
            problem,
        },
        published: published(),
        offers: links::offers(),
        terms: terms::terms(),
        path: terms::path(),
        since: contract::cases::Since {
            changed: Vec::new(),
            left_over: problem
                .map(|why| contract::cases::LeftOver { words: HOSTILE.to_owned(), problem: Some(why) }),
        },
        timeline: vec![TimelineEntry {
            at: AT,
            title: "Chiarimenti richiesti".to_owned(),
            act: None,
            by: "Ufficio tecnico".to_owned(),
            latest: true,
            automatic: true,
            counts: Some(terms::day("2026-03-14")),
            put_right: Some(PutRight::Never),
            rectifies: None,
        }]
        .into_iter()
        .chain(rectifications())
        .collect(),
        messages: vec![MessageView {
            note: false,
            at: AT,
            by: "Ufficio tecnico".to_owned(),
            from_office: true,
            kind: "Richiesta di chiarimenti".to_owned(),
            rectifies: None,
            body: HOSTILE.to_owned(),
        }],
        requests: vec![desk::request(problem)],
        letter: desk::letter(problem),
        communications: messages::acts(),
        groups: groups(false),
        bill: None,
        signatures: signatures(),
        documents: vec![file("relazione", 1, CheckState::Verified), file("arrived", 9, CheckState::Unopened)],
        receipt_ready: true,
        elsewhere: false,
        applicant: "Giulia Conti".to_owned(),
        arrival: Some(Arrival {
            channel: Channel::Paper,
            protocollo: Some(HOSTILE.to_owned()),
            fiscal_code: "CNTGLI80A41M999X".to_owned(),
            technician: HOSTILE.to_owned(),
            place: HOSTILE.to_owned(),
            parcel: "7/214".to_owned(),
            subject: HOSTILE.to_owned(),
            registered: Some((HOSTILE.to_owned(), AT)),
        }),
        holding: Holding { holder: "Giulia Conti".to_owned(), ..Holding::default() },
        assigned_to: None,
        office: "Ufficio tecnico".to_owned(),
        rup: Some(HOSTILE.to_owned()),
        desk: Some(desk::desk(problem)),
        row_version: 3,
    }
}

/// What was put right of the case, in each way.
fn rectifications() -> Vec<TimelineEntry> {
    let day = terms::day("2026-03-14");
    let of = |put_right| TimelineEntry {
        at: AT,
        title: String::new(),
        act: Some(Act::Rectified),
        by: "Ufficio tecnico".to_owned(),
        latest: false,
        automatic: false,
        counts: None,
        put_right: None,
        rectifies: Some(Rectified { event: HOSTILE.to_owned(), put_right }),
    };
    [Some(PutRight::Never), Some(PutRight::On(day)), None].map(of).to_vec()
}
