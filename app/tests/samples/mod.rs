//! Sample data of every page, hostile where people type.

mod case_page;
mod confirmation;
pub(crate) mod desk;
mod forms;
mod holding;
pub(crate) mod links;
pub(crate) mod messages;
pub(crate) mod precheck;
pub(crate) mod rating;
pub(crate) mod taxes;
pub(crate) mod terms;

pub(crate) use case_page::{case_page, published, shared};
pub(crate) use confirmation::receipt;

use std::sync::Arc;

use app::layout::{Assets, Ente, Frame, Region};
use contract::{
    Code, Lang,
    cases::{
        ActionView, AnswerGroup, AnswerLine, BillLine, BillView, CasePage, CaseRow, Channel, DocumentsPage,
        Kept, MessageView, Phase, SignaturePage, SignatureRow, SignatureState, SignatureView, StepTarget,
        SummaryPage, TimelineEntry,
    },
    catalogue::{CatalogueList, CategoryView, ServiceCard, ServicePage, Tenths, TookFigures, TookTimes},
    documents::{CheckState, DocumentRow, Found, SlotView},
    fees::{Bound, FeeLine, FeePart},
    forms::{Problem, ProblemKind},
    identity::{Profile, SessionRow, StaffRole, Viewer},
    ids::{CaseId, DocumentId, SignatureId},
    register::RegisterName,
    time::{Date, Moment},
};

pub(crate) use forms::*;
pub(crate) use holding::*;

/// Text that would break a page that trusts it.
pub(crate) const HOSTILE: &str = "<script>alert('x')</script>\" onload=\"x </textarea><!> & fine";

pub(crate) const AT: Moment = Moment(1_795_340_460_000);
pub(crate) fn case_id() -> CaseId {
    "01890000-0000-7000-8000-000000000001".parse().unwrap()
}

pub(crate) fn frame(lang: Lang, viewer: Option<bool>) -> Frame {
    let manifest = serde_json::json!({
        "style.css": "style-1a2b.css", "icons.svg": "icons-3c4d.svg", "starter.js": "starter-5e6f.js", "favicon.svg": "favicon-0a1b.svg",
        "pkg/islands.js": "pkg/islands-7a8b.js", "pkg/islands.wasm": "pkg/islands-9c0d.wasm",
        "pkg/follow.js": "pkg/follow-3a4b.js", "pkg/follow.wasm": "pkg/follow-5c6d.wasm",
        "fonts/titillium-web-regular.woff2": "fonts/titillium-web-regular-1e2f.woff2",
    });
    Frame {
        lang,
        path: "/servizi/cila".to_owned(),
        viewer: viewer.map(|staff| Viewer { name: "Giulia Conti".to_owned(), staff }),
        ente: Arc::new(Ente {
            name: "Comune di Roccascura".to_owned(),
            tagline: String::new(),
            region: Region {
                name: "Regione Abruzzo".to_owned(),
                url: Some("https://www.regione.abruzzo.it".to_owned()),
            },
            address: "Piazza della Rocca 1, 67000 Roccascura".to_owned(),
            phone: "0862 000 000".to_owned(),
            email: "sportello@comune.roccascura.example".to_owned(),
            pec: "protocollo@pec.comune.roccascura.example".to_owned(),
            fiscal_code: "00000000000".to_owned(),
            hours: "Dal lunedì al venerdì, dalle 9 alle 12".to_owned(),
            accessibility_declaration: None,
        }),
        assets: Arc::new(Assets::from_manifest(&manifest).unwrap()),
        notice: None,
    }
}

pub(crate) fn card() -> ServiceCard {
    ServiceCard {
        slug: "cila".to_owned(),
        title: "Comunicazione di inizio lavori asseverata (CILA)".to_owned(),
        summary: "Per i lavori in casa che non toccano le parti strutturali.".to_owned(),
        category: "Edilizia e urbanistica".to_owned(),
        category_id: "edilizia".to_owned(),
        online: true,
    }
}

pub(crate) fn catalogue(words: &str) -> CatalogueList {
    let category = CategoryView { id: "edilizia".to_owned(), name: HOSTILE.to_owned(), services: 2 };
    let sheet = ServiceCard { slug: "tari".to_owned(), title: HOSTILE.to_owned(), online: false, ..card() };
    CatalogueList {
        cards: vec![card(), sheet],
        categories: vec![category.clone()],
        words: words.to_owned(),
        category: (!words.is_empty()).then_some(category),
    }
}

/// A search that found nothing.
pub(crate) fn nothing_found() -> CatalogueList {
    CatalogueList { cards: vec![], categories: vec![], words: HOSTILE.to_owned(), category: None }
}

/// How long cases took in a year.
pub(crate) fn took(figures: Option<TookFigures>) -> TookTimes {
    let (from, to) = (Date::constant(2025, 11, 29), Date::constant(2026, 11, 28));
    TookTimes { from, to, figures }
}

/// A service that cannot be begun in the portal.
pub(crate) fn sheet() -> ServicePage {
    ServicePage {
        took: None,
        card: ServiceCard { online: false, ..card() },
        access: Some(HOSTILE.to_owned()),
        conditions: Some(HOSTILE.to_owned()),
        ..service()
    }
}

pub(crate) fn service() -> ServicePage {
    ServicePage {
        card: card(),
        addressed_to: "A chi possiede l’immobile.\n\nAnche tramite un tecnico.".to_owned(),
        description: "Si comunica prima di cominciare.".to_owned(),
        how_to: "Compila online.".to_owned(),
        needed: vec!["Documento d’identità".to_owned(), "Relazione del tecnico".to_owned()],
        obtained: "Il numero di protocollo.".to_owned(),
        times: "Si può cominciare subito.".to_owned(),
        cost: "100 euro.".to_owned(),
        access: None,
        conditions: None,
        legal_basis: vec!["DPR 380/2001, articolo 6-bis".to_owned()],
        office: "Ufficio tecnico".to_owned(),
        prechecks: vec![precheck::card()],
        took: Some(took(Some(TookFigures { cases: 12, mean: Tenths(345), median: Tenths(300) }))),
    }
}

pub(crate) fn draft() -> CaseRow {
    CaseRow {
        id: case_id(),
        number: None,
        procedure: "CILA".to_owned(),
        about: HOSTILE.to_owned(),
        phase: Phase::Draft,
        state: "Bozza".to_owned(),
        at: AT,
        channel: Channel::Portal,
        next_step: Some(StepTarget::Questions("lavori".to_owned())),
        kept: Some(Kept::since(AT, 12)),
        to_pay: 0,
    }
}

pub(crate) fn sent() -> CaseRow {
    let number = Some("RC-2026-000123".to_owned());
    CaseRow {
        number,
        phase: Phase::WaitingApplicant,
        state: "Chiarimenti richiesti".to_owned(),
        next_step: None,
        kept: None,
        to_pay: 184_250,
        ..draft()
    }
}

pub(crate) fn profile() -> Profile {
    Profile {
        given_name: "Giulia".to_owned(),
        family_name: HOSTILE.to_owned(),
        fiscal_code: "CNTGLI80A41A345K".to_owned(),
        email: None,
        roles: StaffRole::ALL.to_vec(),
        sessions: vec![SessionRow { logged_in_at: AT, last_seen_at: AT, current: true }],
    }
}

pub(crate) fn file(slot: &str, number: u8, check: CheckState) -> DocumentRow {
    let id: DocumentId = format!("01890000-0000-7000-8000-0000000000{number:02}").parse().unwrap();
    DocumentRow {
        id,
        point: None,
        slot: slot.to_owned(),
        slot_title: "Relazione asseverata".to_owned(),
        name: format!("{HOSTILE}.pdf"),
        reserved: false,
        size: 1_234_567,
        check,
        found: Found { pages: Some(3), signers: vec!["GIULIA CONTI".to_owned()] },
        reason: (check == CheckState::ToExamine).then_some(Code::FileUnreadable),
        sha256: None,
        uploaded_at: AT,
    }
}

pub(crate) fn documents(problem: Option<Code>) -> DocumentsPage {
    let slot = |id: &str, max_files: u32, files: Vec<DocumentRow>| SlotView {
        superfluous: false,
        slot: id.to_owned(),
        title: "Relazione asseverata".to_owned(),
        hint: "Firmata dal tecnico.".to_owned(),
        optional: id == "foto",
        max_files,
        max_bytes: 20_971_520,
        kinds: vec!["PDF".to_owned(), "P7M".to_owned()],
        accept: ".pdf,.p7m".to_owned(),
        files,
    };
    DocumentsPage {
        case: case_id(),
        procedure: "CILA".to_owned(),
        steps: steps(2),
        slots: vec![
            slot(
                "relazione",
                3,
                vec![file("relazione", 1, CheckState::Verified), file("relazione", 2, CheckState::Checking)],
            ),
            slot("identita", 1, vec![file("identita", 3, CheckState::ToExamine)]),
            slot("foto", 5, vec![]),
        ],
        problem: problem.map(|code| ("foto".to_owned(), code)),
    }
}

pub(crate) fn groups(change: bool) -> Vec<AnswerGroup> {
    vec![AnswerGroup {
        part: Some(part()),
        title: "Lavori".to_owned(),
        change: change.then(|| "lavori".to_owned()),
        lines: vec![
            AnswerLine { label: "Descrizione".to_owned(), value: Some(HOSTILE.to_owned()), reserved: false },
            AnswerLine { label: "Telefono".to_owned(), value: None, reserved: false },
            AnswerLine { label: "Dichiaro che ".repeat(12), value: Some("Sì".to_owned()), reserved: false },
        ],
        problems: if change {
            vec![(
                "Inizio".to_owned(),
                Problem {
                    kind: ProblemKind::Missing,
                    part: String::new(),
                    text: None,
                    limit: None,
                    cents: None,
                },
            )]
        } else {
            vec![]
        },
    }]
}

pub(crate) fn summary(ready: bool) -> SummaryPage {
    let mut groups = groups(true);
    if ready {
        groups.iter_mut().for_each(|group| group.problems.clear());
    }
    SummaryPage {
        together: links::together(true),
        case: case_id(),
        procedure: "CILA".to_owned(),
        steps: steps(3),
        groups,
        documents: vec![file("relazione", 1, CheckState::Verified)],
        missing_documents: if ready { vec![] } else { vec!["Documento d’identità".to_owned()] },
        ready,
        effect: "Da subito puoi cominciare i lavori.".to_owned(),
        bill: Some(BillView {
            lines: vec![BillLine {
                title: "Diritti di segreteria".to_owned(),
                why: HOSTILE.to_owned(),
                example: true,
                line: FeeLine {
                    table: "diritti".to_owned(),
                    row: "unica".to_owned(),
                    parts: vec![
                        FeePart::Fixed { cents: 5_000 },
                        FeePart::Each {
                            each: "12.50".to_owned(),
                            count: 3,
                            exact: "37.5".to_owned(),
                            cents: 3_750,
                        },
                    ],
                    bound: Some(Bound::Max(8_000)),
                    cents: 8_000,
                },
            }],
            total: Some(8_000),
        }),
        signatures: Vec::new(),
    }
}

/// One signature in each state.
pub(crate) fn signatures() -> Vec<SignatureView> {
    let states = [
        SignatureState::Own,
        SignatureState::ToAsk,
        SignatureState::Asked(AT),
        SignatureState::Signed(AT),
        SignatureState::Declined(AT, HOSTILE.to_owned()),
        SignatureState::Changed,
    ];
    let view =
        |state| SignatureView { name: HOSTILE.to_owned(), fiscal_code: "SMPLCU61C54M999F".to_owned(), state };
    states.into_iter().map(view).collect()
}

pub(crate) fn signature_row() -> SignatureRow {
    SignatureRow {
        id: SignatureId(case_id().0),
        procedure: "CILA".to_owned(),
        by: HOSTILE.to_owned(),
        asked_at: AT,
    }
}

pub(crate) fn signature(state: SignatureState) -> SignaturePage {
    let SummaryPage { case, groups, documents, bill, effect, .. } = summary(true);
    SignaturePage {
        row: signature_row(),
        case,
        groups,
        documents,
        bill,
        effect,
        content_sha256: "0".repeat(64),
        state,
    }
}
