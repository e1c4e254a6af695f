//! What strangers, programs and the next person at the same browser cannot do: fill the database, hold up the portal, read what
//! another typed, prove that an act was received.

use std::time::{Duration, Instant};

use app::routes;
use axum::body::Body;
use contract::{identity::StaffRole, ids::CaseId};
use entity::{
    cases::cases,
    identity::{persons, sessions},
    messages::communications,
};
use http::{Request, header};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{app::TestApp, browser::ORIGIN, stories::IT};

const REACH: &str = "/it/profilo/contatti";

async fn sessions_kept(app: &TestApp) -> u64 {
    sessions::Entity::find().count(app.ctx.db.read()).await.unwrap()
}

#[tokio::test]
async fn what_a_stranger_sends_is_kept_nowhere() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.draft().await;
    let before = sessions_kept(&app).await;
    let stranger = app.anonymous();
    let long = "x".repeat(200_000);
    for path in [REACH.to_owned(), routes::case_event(IT, case, "ritira"), routes::case_message(IT, case)] {
        let answer = stranger.post(&path, &[("email", long.as_str()), ("testo", &long)]).await;
        assert_eq!(answer.status, 303, "{path}");
    }
    stranger.post("/it/ufficio", &[("cerca", "Rossi")]).await.location();
    assert_eq!(sessions_kept(&app).await, before, "no row for who was never logged in");
    assert_eq!(stranger.session(), None);
}

#[tokio::test]
async fn what_was_typed_for_oneself_is_not_offered_to_the_next_person() {
    let app = TestApp::new().await;
    let browser = app.login("geometra").await;
    app.end_sessions().await;
    let typed = [("email", "segreta@example.org"), ("azione", "salva")];
    browser.post(REACH, &typed).await.location();
    browser.log_in("inquilina", "/it/profilo").await;
    let page = browser.get("/it/profilo").await.shows_page(200);
    assert!(!page.text().contains("segreta@example.org"), "{}", page.text());
    // Who typed it finds it again.
    app.end_sessions().await;
    browser.post(REACH, &[("email", "mia@example.org"), ("azione", "salva")]).await.location();
    browser.log_in("inquilina", "/it/profilo").await;
    browser.get("/it/profilo").await.shows_page(200).says(200, &["mia@example.org"]);
}

#[tokio::test]
async fn words_searched_for_by_one_officer_are_not_shown_to_the_next() {
    let app = TestApp::new().await;
    let browser = app.login("istruttrice").await;
    browser.post("/it/ufficio", &[("cerca", "Rossi Segreto")]).await.location();
    browser.get("/it/ufficio?ricerca=1").await.shows_page(200).says(200, &["Rossi Segreto"]);
    // On top of a login, without a logout.
    browser.log_in("rup", "/it/ufficio").await;
    let page = browser.get("/it/ufficio?ricerca=1").await.shows_page(200);
    assert!(!page.text().contains("Rossi Segreto"), "{}", page.text());
    // Nor what was searched for when the session had ended.
    app.end_sessions().await;
    browser.post("/it/ufficio", &[("cerca", "Bianchi Segreto")]).await.location();
    browser.log_in("istruttrice", "/it/ufficio?ricerca=1").await;
    let page = browser.get("/it/ufficio?ricerca=1").await.shows_page(200);
    assert!(!page.text().contains("Bianchi Segreto"), "{}", page.text());
}

/// Whether an act of a case was opened in the portal.
async fn received(app: &TestApp, case: CaseId) -> bool {
    let rows = communications::Entity::find().filter(communications::Column::CaseId.eq(case.0));
    let rows = rows.all(app.ctx.db.read()).await.unwrap();
    assert_eq!(rows.len(), 1);
    rows[0].received_on.is_some()
}

#[tokio::test]
async fn a_page_that_nobody_looked_at_proves_no_receipt() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let clerk = app.login("istruttrice").await;
    let page = routes::office_case(IT, case);
    clerk.fire(&page, "prendi_in_carico", "").await.location();
    app.login("rup").await.fire(&page, "chiedi_chiarimenti", "Manca la planimetria.").await.location();
    app.work_off().await;
    let path = routes::case(IT, case);
    for (method, name, value) in [
        ("HEAD", "accept", "*/*"),
        ("GET", "sec-purpose", "prefetch;prerender"),
        ("GET", "purpose", "prefetch"),
    ] {
        let request = Request::builder().method(method).uri(&path).header(name, value);
        let answer = geometra.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 503, "{method} {name}");
        assert!(!received(&app, case).await, "{method} {name}: {value}");
    }
    geometra.get(&path).await.shows_page(200);
    assert!(received(&app, case).await);
}

#[tokio::test]
async fn a_form_with_too_many_fields_is_refused_before_anything_is_done_with_it() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let bodies: String = (0..40_000).map(|n| format!("&ente=e{n}")).collect();
    let began = Instant::now();
    let answer = geometra.post_encoded(&routes::case_event(IT, case, "ritira"), &bodies[1..]).await;
    assert_eq!(answer.status, 413);
    // As many as a form may have are gone through once, not each against all others.
    let bodies: String = (0..4_000).map(|n| format!("&ente=e{n}")).collect();
    geometra.post_encoded(&routes::case_event(IT, case, "ritira"), &bodies[1..]).await.shows_page(422);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[tokio::test]
async fn the_conversation_of_an_upload_is_short() {
    let app = TestApp::new().await;
    let case = app.login("geometra").await.draft().await;
    let start = serde_json::json!({"slot": "planimetria", "name": "x".repeat(100_000), "size": 1});
    let request = Request::post(routes::start_upload(IT, case))
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(start.to_string()))
        .unwrap();
    let answer = app.login("geometra").await.send(request).await;
    assert_eq!(answer.status, 413);
    let short = serde_json::json!({"slot": "planimetria", "name": "pianta.pdf", "size": 1});
    let heard = app.login("geometra").await.call(&routes::start_upload(IT, case), &short).await;
    assert!(![400, 413].contains(&heard.status), "as much as it needs is heard: {}", heard.text());
}

#[tokio::test]
async fn a_link_from_elsewhere_begins_no_case_in_anybodys_name() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let path = "/it/servizi/cila/inizia?dato.tipo_lavori=altri_lavori";
    let page = geometra.get(path).await.shows_page(200);
    assert!(page.text().contains("name=\"dato.tipo_lavori\" value=\"altri_lavori\""), "{}", page.text());
    let drafts = cases::Entity::find().filter(cases::Column::Phase.eq("draft"));
    assert_eq!(drafts.clone().count(app.ctx.db.read()).await.unwrap(), 0, "the button begins it");
    // After a login for it, it begins once.
    let other = app.anonymous();
    other.log_in("inquilina", path).await;
    assert_eq!(other.get(path).await.status, 303);
    assert_eq!(drafts.count(app.ctx.db.read()).await.unwrap(), 1);
}

#[tokio::test]
async fn an_officer_follows_their_own_case_from_their_own_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let person = app.row(case).await.held_by;
    let code = persons::Entity::find_by_id(person).one(app.ctx.db.read()).await.unwrap().unwrap().fiscal_code;
    domain::identity::appoint(&app.ctx, &code, "ufficio-tecnico", StaffRole::Rup).await.unwrap();
    let led = geometra.get(&routes::office_case(IT, case)).await.location();
    assert_eq!(led, format!("{}?esito=own-case", routes::case(IT, case)));
    geometra.get(&led).await.shows_page(200).says(200, &["articolo 6-bis"]);
}

#[tokio::test]
async fn who_reads_what_is_asked_on_the_page_of_the_answer_has_received_it() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.filed().await;
    let page = routes::office_case(IT, case);
    app.login("istruttrice").await.fire(&page, "prendi_in_carico", "").await.location();
    app.login("rup").await.fire(&page, "chiedi_chiarimenti", "Manca la planimetria.").await.location();
    app.work_off().await;
    let path = routes::reply(IT, case);
    let ahead = Request::get(&path).header("sec-purpose", "prefetch").body(Body::empty()).unwrap();
    assert_eq!(geometra.send(ahead).await.status, 503);
    assert!(!received(&app, case).await);
    geometra.get(&path).await.shows_page(200).says(200, &["Manca la planimetria."]);
    assert!(received(&app, case).await);
}
