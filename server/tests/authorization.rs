//! Every address × everybody who has no business there: refused, unless a line here says why not.

use std::collections::BTreeSet;

use app::routes::{self, PATTERNS};
use contract::ids::{
    CartId, CaseId, CommunicationId, DocumentId, HandingId, JobId, NoticeId, OutageId, PositionId, ReportId,
    SignatureId, UploadId,
};
use entity::cases::{handings, signature_requests};
use sea_orm::{ActiveValue::Set, EntityTrait};
use serde_json::json;

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    let_in::{BARE, FORMS_WITH_FILES, OPEN, OUTSIDERS},
    office::dead_job,
    payments::Taxed,
    stories::{IT, SIGNED, STEPS},
};

const METHODS: [&str; 2] = ["GET", "POST"];

/// The codice fiscale of the clerk of the technical office (people.toml).
const CLERK: &str = "MDLSRA90P70M999Q";

/// The things that addresses name.
struct Things {
    draft: CaseId,
    filed: CaseId,
    document: DocumentId,
    upload: UploadId,
    job: JobId,
    /// Asked of the clerk, about the draft.
    signature: SignatureId,
    /// The filed case, given to the clerk.
    handing: HandingId,
    position: PositionId,
    notice: NoticeId,
    /// A notice that is paid.
    paid: NoticeId,
    cart: CartId,
    /// Sent by the owner to the clerk's office.
    report: ReportId,
    /// Announced, and to come.
    outage: OutageId,
    /// Year and number in the register: how the case was filed.
    entry: (i32, i64),
    /// Sent by the office, about the case.
    communication: CommunicationId,
    /// The word of a link to the documents of the filed case, and one of these.
    link: (String, DocumentId),
    /// A day whose list was made.
    day: String,
}

impl Things {
    async fn of(app: &TestApp, owner: &Browser) -> Self {
        let (draft, filed) = (owner.complete_draft().await, owner.filed().await);
        app.work_off().await;
        let start = json!({"slot": "altri", "name": "a.p7m", "size": SIGNED.len()});
        let plan = owner.call(&routes::start_upload(IT, draft), &start).await.says(200, &[]);
        let plan: serde_json::Value = serde_json::from_slice(&plan.body).unwrap();
        let upload = plan["upload"].as_str().unwrap().parse().unwrap();
        let taxed = Taxed::of(app, owner).await;
        let communication = crate::sent::served(app, filed).await;
        let link = (crate::sent::linked(app, filed).await, app.documents(filed).await[0]);
        Self {
            draft,
            filed,
            document: app.documents(draft).await[0],
            upload,
            job: dead_job(app).await,
            signature: asked_of_clerk(app, draft).await,
            handing: given_to_clerk(app, filed).await,
            position: taxed.position,
            notice: taxed.notice,
            paid: taxed.paid,
            cart: taxed.cart,
            report: crate::reports::of_technical_office(app, owner).await,
            outage: crate::downtime::announced(app).await,
            entry: {
                let receipt = app.receipt(filed).await;
                (receipt.protocollo_year, receipt.protocollo_number)
            },
            communication,
            link,
            day: crate::register::closed_day(app).await,
        }
    }

    /// The addresses of a pattern: on the draft, and on the filed case.
    fn addresses(&self, pattern: &str) -> BTreeSet<String> {
        let slug = if pattern.contains("/verifica/") { "lavori-edilizi" } else { "cila" };
        let event = match pattern {
            routes::OFFICE_EVENT => "prendi_in_carico",
            routes::OFFICE_PREVIEW => "chiedi_chiarimenti",
            _ => "ritira",
        };
        let document = if pattern == routes::SHARED_DOCUMENT { self.link.1 } else { self.document };
        [self.draft, self.filed]
            .into_iter()
            .map(|case| {
                let filled = pattern
                    .replace("{lang}", "it")
                    .replace("{slug}", slug)
                    .replace("{case}", &case.to_string())
                    .replace("{step}", STEPS[0])
                    .replace("{document}", &document.to_string())
                    .replace("{token}", &self.link.0)
                    .replace("{event}", event)
                    .replace("{upload}", &self.upload.to_string())
                    .replace("{part}", "1")
                    .replace("{job}", &self.job.to_string())
                    .replace("{signature}", &self.signature.to_string())
                    .replace("{handing}", &self.handing.to_string())
                    .replace("{position}", &self.position.to_string())
                    .replace("{notice}", &self.notice_of(pattern).to_string())
                    .replace("{cart}", &self.cart.to_string())
                    .replace("{how}", "attesa")
                    .replace("{kind}", "appuntamento")
                    .replace("{report}", &self.report.to_string())
                    .replace("{outage}", &self.outage.to_string())
                    .replace("{year}", &self.entry.0.to_string())
                    .replace("{number}", &self.entry.1.to_string())
                    .replace("{communication}", &self.communication.to_string())
                    .replace("{question}", "committente_nome")
                    .replace("{paper}", "esito")
                    .replace("{day}", &self.day);
                assert!(!filled.contains('{'), "this test does not know how to fill {filled}");
                filled
            })
            .collect()
    }
}

impl Things {
    fn notice_of(&self, pattern: &str) -> NoticeId {
        if pattern == routes::NOTICE_PROOF { self.paid } else { self.notice }
    }
}

/// A signature that waits for the clerk.
async fn asked_of_clerk(app: &TestApp, draft: CaseId) -> SignatureId {
    let id = app.ctx.ids.next();
    let row = signature_requests::ActiveModel {
        id: Set(id),
        case_id: Set(draft.0),
        page: Set(STEPS[0].to_owned()),
        question: Set("firma".to_owned()),
        fiscal_code: Set(CLERK.to_owned()),
        content_sha256: Set("0".repeat(64)),
        documents: Set("[]".to_owned()),
        asked_at: Set(0),
        ..Default::default()
    };
    signature_requests::Entity::insert(row).exec_without_returning(app.ctx.db.writer()).await.unwrap();
    SignatureId(id)
}

/// A case that the clerk has to say about whether they take it.
async fn given_to_clerk(app: &TestApp, filed: CaseId) -> HandingId {
    let id = app.ctx.ids.next();
    let row = handings::ActiveModel {
        id: Set(id),
        case_id: Set(filed.0),
        fiscal_code: Set(CLERK.to_owned()),
        asked_by: Set(app.row(filed).await.held_by),
        words: Set(String::new()),
        asked_at: Set(0),
        ..Default::default()
    };
    handings::Entity::insert(row).exec_without_returning(app.ctx.db.writer()).await.unwrap();
    HandingId(id)
}

async fn ask(browser: &Browser, method: &str, pattern: &str, address: &str) -> Answer {
    let answer = match method {
        "GET" if pattern == routes::RATE_PAGE => browser.get(&format!("{address}?pagina=/servizi")).await,
        "GET" => browser.get(address).await,
        _ if pattern == routes::RATE_PAGE => browser.post(address, &[("pagina", "/servizi")]).await,
        _ if pattern == routes::DOCUMENTS => {
            browser.work_meanwhile(crate::browser::multipart(address, "altri", "a.p7m", SIGNED)).await
        }
        _ if FORMS_WITH_FILES.contains(&pattern) => {
            browser.work_meanwhile(crate::browser::multipart(address, "", "a.p7m", SIGNED)).await
        }
        _ if pattern == routes::START_UPLOAD => {
            browser.call(address, &json!({"slot": "altri", "name": "a.p7m", "size": 10})).await
        }
        _ if pattern == routes::FOLLOW => {
            browser.post(address, &[("procedura", "fine-lavori"), ("collegamento", "fine_cila")]).await
        }
        _ if pattern == routes::OFFICE_DESK => {
            browser.post(address, &[("azione", "numero"), ("valore", "17/2026")]).await
        }
        _ => browser.post(address, &[("versione", "2"), ("testo", "Un testo."), ("nuova", "si")]).await,
    };
    // A redirect inside the portal is judged by where it ends; the login page is an end of its own.
    let to = answer.header("location").to_owned();
    if method == "GET" && answer.status == 303 && to.starts_with("/it/") && !to.starts_with("/it/accesso") {
        return browser.open(to.split('#').next().unwrap()).await;
    }
    answer
}

async fn somebody(app: &TestApp, who: &str) -> Browser {
    if who == "anonymous" { app.anonymous() } else { app.login(who).await }
}

fn refused(answer: &Answer) -> bool {
    let to_login = answer.status == 303 && answer.header("location").starts_with("/it/accesso?ritorno=");
    to_login || matches!(answer.status, 401 | 403 | 404 | 405)
}

#[tokio::test]
async fn nobody_gets_where_they_have_no_business() {
    let app = TestApp::new().await;
    let owner = app.login("geometra").await;
    let mut things = Things::of(&app, &owner).await;
    // Who has the link reads; they were sent none.
    things.link.0 = "0".repeat(64);
    let before =
        (app.row(things.draft).await, app.row(things.filed).await, app.documents(things.draft).await);
    let number = app.receipt(things.filed).await.number;
    let mut opened = BTreeSet::new();
    let mut wrong = Vec::new();
    for who in OUTSIDERS {
        let mut browser = somebody(&app, who).await;
        for pattern in PATTERNS {
            for method in METHODS {
                let open = OPEN
                    .iter()
                    .find(|(of, at, whom, _)| of == &method && at == pattern && whom.contains(&who));
                for address in things.addresses(pattern) {
                    let answer = ask(&browser, method, pattern, &address).await;
                    let page = answer.text();
                    if answer.status >= 500 || page.contains(&number) || page.contains("Fintelli") {
                        wrong.push(format!("{method} {address} as {who}: {} tells something", answer.status));
                    }
                    match open {
                        Some((of, at, ..)) if !refused(&answer) => {
                            opened.insert((*of, *at));
                        }
                        None if !refused(&answer) => {
                            wrong.push(format!(
                                "{method} {address} as {who}: {} {}",
                                answer.status,
                                answer.header("location")
                            ));
                        }
                        _ => {}
                    }
                    // What ends a session is asked by the next one again.
                    if pattern.starts_with(routes::LOGOUT) {
                        browser = somebody(&app, who).await;
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let after = (app.row(things.draft).await, app.row(things.filed).await, app.documents(things.draft).await);
    assert_eq!(before, after, "somebody changed a case that is not theirs");
    for (method, pattern, _, reason) in OPEN {
        assert!(
            opened.contains(&(*method, *pattern)),
            "{method} {pattern} is refused to all: take ({reason}) off the list"
        );
    }
}

/// The control of the test above: the same requests reach what they name, for who has business there.
#[tokio::test]
async fn every_route_lets_somebody_in() {
    let app = TestApp::new().await;
    let (owner, clerk) = (app.login("geometra").await, app.login("istruttrice").await);
    let administrator = app.login("amministratrice").await;
    let head = app.login("dirigente").await;
    let lasting = Things::of(&app, &owner).await;
    let mut wrong = Vec::new();
    for (method, constant) in declared() {
        let Some(pattern) = pattern_of(&constant) else { continue };
        let ends = [
            routes::SUBMIT,
            routes::ASK_SIGNATURES,
            routes::DISCARD,
            routes::REMOVE_DOCUMENT,
            routes::CASE_EVENT,
            routes::OFFICE_EVENT,
            routes::ANNUL_ENTRY,
            routes::NUMBER_ENTRY,
            routes::PROVE_COMMUNICATION,
        ];
        let own;
        let things = if method == "POST" && ends.contains(&pattern) {
            own = Things::of(&app, &owner).await;
            &own
        } else {
            &lasting
        };
        let mut let_in = false;
        for address in things.addresses(pattern) {
            for browser in [&owner, &clerk, &administrator, &head] {
                let_in |= !refused(&ask(browser, method, pattern, &address).await);
                if pattern.starts_with(routes::LOGOUT) {
                    owner.log_in("geometra", "/it").await;
                    clerk.log_in("istruttrice", "/it").await;
                    administrator.log_in("amministratrice", "/it").await;
                    head.log_in("dirigente", "/it").await;
                }
            }
        }
        if !let_in {
            wrong.push(format!("{method} {pattern}"));
        }
    }
    assert!(wrong.is_empty(), "nobody gets in: {wrong:#?}");
}

const ROUTER: &str = include_str!("../src/http/router.rs");
const ROUTES: &str = include_str!("../../app/src/routes.rs");

/// Method and name of every address in the router: `("GET", "at::LOGIN")`.
fn declared() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for line in ROUTER.split(".route(").skip(1) {
        let (name, handlers) = line.split_once(',').unwrap();
        let handlers = handlers.split("\n").next().unwrap();
        for (word, method) in
            [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE"), ("any(", "ANY")]
        {
            if handlers.contains(word) {
                found.push((method, name.trim().trim_start_matches("at::").to_owned()));
            }
        }
    }
    found
}

/// The pattern of a constant of `app::routes`, read from its source.
fn pattern_of(constant: &str) -> Option<&'static str> {
    let path = ROUTES.split(&format!(" = {constant} \"")).nth(1)?.split('"').next()?;
    PATTERNS.iter().copied().find(|pattern| pattern.strip_prefix("/{lang}") == Some(path))
}

#[test]
fn every_route_of_the_router_is_covered() {
    let declared = declared();
    assert!(declared.len() > 40, "the router is read wrongly: {declared:?}");
    let mut served = BTreeSet::new();
    for (method, name) in &declared {
        let bare = BARE.iter().any(|(of, _)| of == name);
        match pattern_of(name) {
            Some(pattern) => {
                assert!(METHODS.contains(method), "{method} {name} is not asked by this test");
                served.insert(pattern);
            }
            None => assert!(
                bare,
                "{method} {name} is in the router, but neither in PATTERNS nor explained in BARE"
            ),
        }
    }
    let listed: BTreeSet<&str> = PATTERNS.iter().copied().collect();
    assert_eq!(served, listed, "routes.rs and router.rs name different addresses");
    for (name, reason) in BARE {
        assert!(declared.iter().any(|(_, of)| of == name), "{name} is gone: take ({reason}) off the list");
    }
    for word in ["nest(", "nest_service", "route_service", "any(", ", on("] {
        assert!(!ROUTER.contains(word), "{word} in the router: this test would not see what it serves");
    }
}
