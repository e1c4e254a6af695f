//! The office through its pages: each office its cases, each role its actions.

use app::routes;
use contract::{
    ids::{CaseId, JobId},
    time::Moment,
};
use domain::jobs::{Work, enqueue_now};
use entity::{
    cases::cases,
    office::{audit, jobs},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, sea_query::Expr,
};

use crate::{
    app::TestApp,
    browser::{Answer, Browser},
    stories::IT,
};

/// Work that failed too often.
pub(crate) async fn dead_job(app: &TestApp) -> JobId {
    let work = Work::MakeReceipt { case: CaseId(app.ctx.ids.next()) };
    enqueue_now(&app.ctx, &work, Moment(0), None).await.unwrap();
    let kind = work.kind();
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value("dead"))
        .col_expr(jobs::Column::LastError, Expr::value(Some("the store said no".to_owned())))
        .filter(jobs::Column::Kind.eq(kind))
        .filter(jobs::Column::State.eq("ready"))
        .exec(app.ctx.db.writer())
        .await
        .unwrap();
    let row =
        jobs::Entity::find().filter(jobs::Column::State.eq("dead")).one(app.ctx.db.read()).await.unwrap();
    JobId(row.unwrap().id)
}

#[tokio::test]
async fn the_office_of_another_department_does_not_see_the_case() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let number = app.receipt(case).await.number;
    let page = routes::office_case(IT, case);
    for who in ["tributi", "comunicazione", "amministratrice"] {
        let browser = app.login(who).await;
        let before = app.denied().await.len();
        browser.get(&page).await.shows_page(404);
        assert_eq!(app.denied().await[before..], [("case.read".to_owned(), format!("case:{case}"))], "{who}");
        let fields = [("versione", "2"), ("testo", "")];
        browser.post(&routes::office_event(IT, case, "prendi_in_carico"), &fields).await.shows_page(404);
        for inbox in [
            browser.get("/it/ufficio").await,
            browser.get("/it/ufficio?fase=submitted").await,
            find(&browser, "Fintelli").await,
        ] {
            assert!(!inbox.shows_page(200).text().contains(&number), "{who}");
        }
    }
    assert_eq!(app.row(case).await.state, "presentata");
}

#[tokio::test]
async fn the_office_does_not_see_drafts_and_reading_a_case_is_written_down() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let draft = geometra.complete_draft().await;
    let clerk = app.login("istruttrice").await;
    clerk.get(&routes::office_case(IT, draft)).await.shows_page(404);
    assert!(!clerk.get("/it/ufficio").await.text().contains(&draft.to_string()));
    geometra.post(&routes::submit(IT, draft), &[]).await.location();
    let reads = || async {
        let rows = audit::Entity::find()
            .filter(audit::Column::Action.eq("case.read"))
            .filter(audit::Column::Outcome.eq("ok"));
        rows.count(app.ctx.db.read()).await.unwrap()
    };
    let before = reads().await;
    clerk.get(&routes::office_case(IT, draft)).await.shows_page(200);
    assert_eq!(reads().await, before + 1);
}

#[tokio::test]
async fn each_role_is_offered_and_allowed_its_own_actions() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    let page = routes::office_case(IT, case);
    let clerk = app.login("istruttrice").await;
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    let shown = clerk.get(&page).await.text();
    assert!(shown.contains("/eventi/chiedi_chiarimenti") && !shown.contains("/eventi/chiudi"), "{shown}");
    clerk.fire(&page, "chiudi", "Chiudo io.").await.shows_page(403);
    let head = app.login("dirigente").await;
    let shown = head.get(&page).await.text();
    assert!(!shown.contains("/eventi/chiedi_chiarimenti") && shown.contains("/eventi/chiudi"), "{shown}");
    assert_eq!(app.row(case).await.state, "in_esame");
    head.fire(&page, "chiudi", "Nessun rilievo.").await.location();
    assert_eq!(app.row(case).await.state, "conclusa");
}

#[tokio::test]
async fn two_officers_who_act_at_once_are_told_who_was_faster() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    let (clerk, rup) = (app.login("istruttrice").await, app.login("rup").await);
    let path = routes::office_event(IT, case, "prendi_in_carico");
    let version = clerk.get(&routes::office_case(IT, case)).await.hidden("versione");
    let fields = [("versione", version.as_str())];
    let (one, two) = tokio::join!(clerk.post(&path, &fields), rup.post(&path, &fields));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422], "{} {}", one.text(), two.text());
    assert_eq!(app.row(case).await.state, "in_esame");
}

#[tokio::test]
async fn a_button_that_the_page_has_not_changes_nothing() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    let desk = routes::office_desk(IT, case);
    let clerk = app.login("istruttrice").await;
    for azione in ["", "cancella"] {
        let fields = [("azione", azione), ("valore", "17/2026")];
        let refused = clerk.post(&desk, &fields).await;
        assert_eq!(refused.status, 400, "{azione}");
    }
    assert_eq!(app.row(case).await.office_number, None);
}

#[tokio::test]
async fn an_officer_is_only_the_applicant_of_an_own_case() {
    let app = TestApp::new().await;
    let rup = app.login("rup").await;
    let case = rup.filed().await;
    let page = routes::office_case(IT, case);
    let fields = [("versione", "2"), ("testo", "")];
    let refused = rup.post(&routes::office_event(IT, case, "prendi_in_carico"), &fields).await;
    assert!(matches!(refused.status, 403 | 404), "{}", refused.status);
    let shown = rup.get(&page).await.text();
    assert!(!shown.contains("/eventi/prendi_in_carico"), "{shown}");
    assert_eq!(app.row(case).await.state, "presentata");
}

#[tokio::test]
async fn a_text_typed_when_the_session_ended_is_there_after_the_login() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    let page = routes::office_case(IT, case);
    let clerk = app.login("istruttrice").await;
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    let version = clerk.get(&page).await.hidden("versione");
    app.end_sessions().await;
    let fields = [("versione", version.as_str()), ("testo", "Una richiesta scritta con cura.")];
    clerk.post(&routes::office_event(IT, case, "chiedi_chiarimenti"), &fields).await.asks_login(&page);
    let login = clerk.get(&routes::login_returning(IT, &page)).await.shows_page(200);
    login.says(200, &["non abbiamo mandato niente", "Quello che hai scritto è conservato"]);
    clerk.log_in("istruttrice", &page).await;
    clerk.get(&page).await.shows_page(200).says(200, &["Una richiesta scritta con cura."]);
    assert_eq!(app.row(case).await.state, "in_esame");
}

impl TestApp {
    /// Files the case again, so many times, by copying its row. Returns the last one's number.
    async fn copied(&self, case: CaseId, times: i64) -> String {
        let row = self.row(case).await;
        let mut number = String::new();
        for n in 1..=times {
            number = format!("RC-2026-9{n:05}");
            let copy = cases::ActiveModel {
                id: Set(self.ctx.ids.next()),
                number: Set(Some(number.clone())),
                received_at: Set(row.received_at.map(|at| at + n)),
                ..row.clone().into_active_model()
            };
            let id = CaseId(*copy.id.as_ref());
            cases::Entity::insert(copy).exec_without_returning(self.ctx.db.writer()).await.unwrap();
            domain::cases::index_case(&self.ctx, id).await.unwrap();
        }
        number
    }
}

/// Sends the inbox's search with these words and opens what it leads to.
async fn find(browser: &Browser, words: &str) -> Answer {
    browser.submit("/it/ufficio", &[("cerca", words)]).await
}

#[tokio::test]
async fn a_case_is_found_by_number_name_and_code() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    app.work_off().await;
    let number = app.receipt(case).await.number;
    let clerk = app.login("istruttrice").await;
    for words in [&number, "fintelli", "SMPLCU61C54M999F", "mura lucia", " DELLE  MURA "] {
        find(&clerk, words).await.shows_page(200).says(200, &[&number]);
    }
    let long = "x".repeat(5000);
    // Marks are left out on both sides: `%` is no pattern, and alone it is no search.
    for words in ["nessuno", "nessun%", "x' OR '1'='1", "zz_", "nessuno\\", &long] {
        let page = find(&clerk, words).await.shows_page(200);
        assert!(!page.text().contains(&number), "{words:?} finds everything");
    }
    for query in [
        "fase=inventata",
        "dopo=inventato",
        "dopo=1.2.3",
        "dopo=-1.00000000-0000-0000-0000-000000000000",
        "ricerca=%FF",
    ] {
        clerk.get(&format!("/it/ufficio?{query}")).await.shows_page(200);
    }
    clerk.post_encoded("/it/ufficio", "cerca=%FF&fase=%FF").await.location();
}

#[tokio::test]
async fn what_the_office_searches_for_is_in_no_address() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.filed().await;
    app.work_off().await;
    let last = app.copied(case, 25).await;
    let clerk = app.login("istruttrice").await;
    let sent = clerk.post("/it/ufficio", &[("cerca", "Fintelli"), ("fase", "submitted")]).await;
    assert_eq!(sent.location(), "/it/ufficio?fase=submitted&ricerca=1");
    let page = clerk.follow(sent).await.says(200, &["Stai cercando: «Fintelli»."]).text();
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
    assert!(!links.iter().any(|link| link.contains("intelli")), "{links:?}");
    // Filters and the next page keep the search; one link ends it.
    let next = links.iter().find(|link| link.contains("dopo=")).unwrap().replace("&amp;", "&");
    assert!(next.contains("ricerca=1") && next.contains("fase=submitted"), "{next}");
    clerk.get(&next).await.says(200, &["Stai cercando: «Fintelli».", &last]);
    assert!(links.contains(&"/it/ufficio?fase=concluded&amp;ricerca=1"), "{links:?}");
    assert!(links.contains(&"/it/ufficio?fase=submitted"), "{links:?}");
    assert!(!clerk.get("/it/ufficio?fase=submitted").await.text().contains("Stai cercando"));
    // The words are the session's own, and the last ones count.
    let other = app.login("rup").await.get("/it/ufficio?ricerca=1").await.shows_page(200);
    assert!(!other.text().contains("Stai cercando"));
    find(&clerk, "Lucia").await.says(200, &["Stai cercando: «Lucia»."]);
    assert_eq!(clerk.post("/it/ufficio", &[("cerca", " ")]).await.location(), "/it/ufficio");
    assert!(!clerk.get("/it/ufficio?ricerca=1").await.text().contains("Stai cercando"));
}

#[tokio::test]
async fn words_in_the_address_are_no_search() {
    let app = TestApp::new().await;
    let number = {
        let case = app.login("geometra").await.filed().await;
        app.receipt(case).await.number
    };
    let page = app.login("istruttrice").await.get("/it/ufficio?cerca=Nessunotti").await.shows_page(200);
    assert!(page.text().contains(&number) && !page.text().contains("Nessunotti"), "{}", page.text());
}

#[tokio::test]
async fn a_search_sent_after_the_session_ended_is_made_after_the_login() {
    let app = TestApp::new().await;
    let clerk = app.login("istruttrice").await;
    app.end_sessions().await;
    clerk.post("/it/ufficio", &[("cerca", "Fintelli")]).await.asks_login("/it/ufficio?ricerca=1");
    clerk.log_in("istruttrice", "/it/ufficio?ricerca=1").await;
    clerk.get("/it/ufficio?ricerca=1").await.says(200, &["Stai cercando: «Fintelli»."]);
}

#[tokio::test]
async fn only_an_office_searches() {
    let app = TestApp::new().await;
    app.login("geometra").await.post("/it/ufficio", &[("cerca", "Lucia")]).await.shows_page(403);
}

#[tokio::test]
async fn a_search_for_what_no_database_stores_finds_nothing() {
    let app = TestApp::new().await;
    find(&app.login("istruttrice").await, "a\u{0}b").await.shows_page(200);
}

#[tokio::test]
async fn work_that_failed_is_shown_and_tried_again_by_the_office_only() {
    let app = TestApp::new().await;
    let job = dead_job(&app).await;
    let clerk = app.login("istruttrice").await;
    clerk.get("/it/ufficio").await.says(200, &["Un’operazione automatica non è riuscita"]);
    clerk
        .get("/it/ufficio/operazioni")
        .await
        .shows_page(200)
        .says(200, &["make_receipt", "the store said no"]);
    app.login("geometra").await.post(&routes::retry_job(IT, job), &[]).await.shows_page(403);
    clerk
        .submit(&routes::retry_job(IT, job), &[])
        .await
        .shows_page(200)
        .says(200, &["L’operazione sarà ripetuta"]);
    let row = jobs::Entity::find_by_id(job.0).one(app.ctx.db.read()).await.unwrap().unwrap();
    assert_eq!(row.state, "ready");
    let twice = clerk.post(&routes::retry_job(IT, job), &[]).await;
    assert!(twice.status < 500, "{}", twice.text());
}

#[tokio::test]
async fn an_answer_with_bytes_that_no_database_stores_does_not_break_the_filing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    // A NUL in an optional answer goes all the way to the search column.
    let version = geometra.get(&routes::step(IT, case, "lavori_dichiarazioni")).await.hidden("versione");
    let good = crate::stories::answers("lavori_dichiarazioni");
    let fields = [&[("versione", version.as_str()), ("impresa", "Edil\u{0}finta")][..], &good].concat();
    geometra.post(&routes::step(IT, case, "lavori_dichiarazioni"), &fields).await.location();
    let sent = geometra.post(&routes::submit(IT, case), &[]).await;
    assert!(matches!(sent.status, 303 | 422), "{}: {}", sent.status, sent.text());
}

#[tokio::test]
async fn a_message_with_bytes_that_no_database_stores_is_no_fault() {
    let app = TestApp::new().await;
    let case = app.login("inquilina").await.filed().await;
    let page = routes::office_case(IT, case);
    let clerk = app.login("istruttrice").await;
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    let asked = clerk.fire(&page, "chiedi_chiarimenti", "Che\u{0} cosa?").await;
    assert!(matches!(asked.status, 303 | 422), "{}: {}", asked.status, asked.text());
}
