//! Parts that are down: words in Italian, never a fault, nothing half done, and back to work by itself.

use app::routes;
use contract::Code;
use entity::office::jobs;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{
    app::TestApp,
    stories::{IT, PDF, STEPS, answers},
};

#[tokio::test]
async fn with_the_object_store_down_a_file_is_refused_in_words_and_the_draft_goes_on() {
    let mut app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    app.stop_store().await;
    let page = geometra
        .upload(&routes::documents(IT, case), "relazione", "relazione.pdf", PDF)
        .await
        .shows_page(200);
    let code = Code::ObjectsUnavailable;
    let page = page.says(200, &[app::texts::code(IT, code), app::texts::code_hint(IT, code)]);
    assert!(!page.text().contains("relazione.pdf"), "nothing half added: {}", page.text());
    assert!(app.documents(case).await.is_empty());
    let started = serde_json::json!({"slot": "relazione", "name": "r.pdf", "size": 10});
    let said = geometra.call(&routes::start_upload(IT, case), &started).await;
    said.says(503, &[app::texts::code_hint(IT, code)]);
    // Everything else works.
    geometra.fill(case, STEPS[0], &answers(STEPS[0])).await.location();
    geometra.open("/it/area-personale").await.shows_page(200);
    let ready =
        app.anonymous().get("/readyz").await.says(503, &["\"objects\":\"down\"", "\"database\":\"ok\""]);
    assert!(!ready.text().contains("127.0.0.1"), "says which, never why: {}", ready.text());
}

#[tokio::test]
async fn with_the_object_store_down_a_case_is_filed_and_its_receipt_follows() {
    let mut app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    app.stop_store().await;
    geometra
        .submit(&routes::submit(IT, case), &[])
        .await
        .shows_page(200)
        .says(200, &["Pratica inviata", "Stiamo preparando"]);
    app.work_off().await;
    geometra.open(&routes::case(IT, case)).await.shows_page(200);
    geometra.get(&routes::receipt(IT, case)).await.shows_page(404);
    let waiting = jobs::Entity::find().filter(jobs::Column::State.eq("ready")).count(app.ctx.db.read()).await;
    assert_eq!(waiting.unwrap(), 1, "tried again later");
}

#[tokio::test]
async fn with_the_database_down_every_page_says_so_and_none_is_a_fault() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    geometra.open("/it/servizi").await.shows_page(200);
    app.stop_database().await;
    let stopped = [
        "/it/area-personale".to_owned(),
        "/it/profilo".to_owned(),
        "/it/ufficio".to_owned(),
        "/it/servizi/cila".to_owned(),
        routes::case(IT, case),
        routes::step(IT, case, STEPS[0]),
        routes::summary(IT, case),
        routes::documents(IT, case),
    ];
    for path in &stopped {
        let page = geometra.get(path).await.refuses(503, Code::DatabaseUnavailable);
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    let typed = [("versione", "1"), ("indirizzo", "Via Lunga 40")];
    for path in [
        routes::step(IT, case, STEPS[0]),
        routes::submit(IT, case),
        routes::start(IT, "cila"),
        routes::login(IT),
    ] {
        geometra.post(&path, &typed).await.refuses(503, Code::DatabaseUnavailable);
    }
    geometra
        .upload(&routes::documents(IT, case), "altri", "a.pdf", PDF)
        .await
        .refuses(503, Code::DatabaseUnavailable);
    let started = serde_json::json!({"slot": "relazione", "name": "r.pdf", "size": 10});
    let said = geometra.call(&routes::start_upload(IT, case), &started).await;
    said.says(503, &[app::texts::code_hint(IT, Code::DatabaseUnavailable)]);
    // What needs no database is there: the list made a moment ago, the plain pages, the pulse.
    let reader = app.anonymous();
    for path in ["/it/servizi", "/it/aiuto", "/it/privacy", "/healthz"] {
        assert_eq!(reader.get(path).await.status, 200, "{path}");
    }
    reader.get("/readyz").await.says(503, &["\"database\":\"down\"", "\"objects\":\"ok\""]);
    reader.get("/it/nessuna-pagina").await.shows_page(404);
}

/// Only PostgreSQL has connections that somebody else can end.
#[tokio::test]
async fn after_the_database_was_restarted_the_portal_works_again_by_itself() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    if app.ctx.db.backend() != DbBackend::Postgres {
        return;
    }
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    app.ctx.db.writer().execute_unprepared(end).await.unwrap();
    let mut last = 0;
    for _ in 0..8 {
        last = geometra.get("/it/area-personale").await.status;
        assert!(matches!(last, 200 | 503), "{last}");
    }
    assert_eq!(last, 200);
    assert!(geometra.draft().await.0.get_version_num() == 7);
}

#[tokio::test]
async fn a_portal_in_order_is_ready() {
    let app = TestApp::new().await;
    app.anonymous().get("/readyz").await.says(200, &["\"database\":\"ok\"", "\"objects\":\"ok\""]);
    app.anonymous().get("/healthz").await.says(200, &["ok"]);
}
