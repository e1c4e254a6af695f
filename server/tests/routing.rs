//! Addresses that lead nowhere, and methods that no page has: a page each time, with header and words.

use app::routes;
use axum::body::Body;
use contract::ids::CaseId;
use http::{Method, Request};

use crate::{app::TestApp, browser::ORIGIN, stories::IT};

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_that_was_meant_and_to_no_other_host() {
    let app = TestApp::new().await;
    let somebody = app.anonymous();
    for (typed, meant) in [
        ("/it/", "/it"),
        ("/en/servizi/", "/en/servizi"),
        ("/it/servizi/cila/", "/it/servizi/cila"),
        ("/it/servizi//?q=tetto", "/it/servizi?q=tetto"),
    ] {
        let answer = somebody.get(typed).await;
        assert_eq!((answer.status, answer.header("location")), (308, meant), "{typed}");
    }
    for nowhere in ["//evil.example/", "/it/servizi/inventato//evil.example", "/it/nulla"] {
        somebody.get(nowhere).await.shows_page(404);
    }
    somebody.post("/it/servizi/", &[]).await.shows_page(404);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let id = CaseId(app.ctx.ids.next());
    let paths = [
        "/nulla".to_owned(),
        "/it/nulla".to_owned(),
        "/xx".to_owned(),
        "/xx/servizi".to_owned(),
        "/xx/area-personale".to_owned(),
        "/IT/servizi".to_owned(),
        "/it/servizi/inventato".to_owned(),
        "/it/servizi/inventato/inizia".to_owned(),
        "/it/servizi/../cila".to_owned(),
        "/it/servizi/a%00b".to_owned(),
        "/it/servizi/a%00b/inizia".to_owned(),
        "/it/servizi/%FF%FE".to_owned(),
        "/it/servizi/'%20OR%20'1'='1".to_owned(),
        "/it/pratiche/1".to_owned(),
        "/it/pratiche/non-un-codice".to_owned(),
        "/it/pratiche/non-un-codice/passi/committente_immobile".to_owned(),
        "/it/pratiche/non-un-codice/documenti".to_owned(),
        "/it/documenti/1".to_owned(),
        "/it/ufficio/pratiche/1".to_owned(),
        routes::case(IT, id),
        routes::summary(IT, id),
        routes::step(IT, id, "committente_immobile"),
        "/wp-login.php".to_owned(),
    ];
    for path in paths {
        // `/it/` may also lead to `/it`.
        let answer = geometra.open(&path).await;
        if path == "/it/" && answer.status == 200 {
            continue;
        }
        answer.shows_page(404);
    }
    // What pages fetch by themselves is answered without a page.
    for asset in
        ["/assets/nulla.css", "/assets/../Cargo.toml", "/assets/..%2f..%2fCargo.toml", "/assets/a%00b"]
    {
        assert_eq!(geometra.get(asset).await.status, 404, "{asset}");
    }
    let case = geometra.draft().await;
    for step in ["inventato", "a%00b", "%FF", "committente_immobile%2f.."] {
        geometra.open(&format!("/it/pratiche/{case}/passi/{step}")).await.shows_page(404);
    }
    // Errors are in the language of the address.
    geometra.open("/en/nothing").await.says(404, &["<html lang=\"en\"", "Comune di Roccascura"]);
}

#[tokio::test]
async fn forms_sent_to_addresses_that_lead_nowhere_are_pages_too() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let never = CaseId(app.ctx.ids.next());
    for path in [
        "/it/pratiche/1/invio".to_owned(),
        "/it/ufficio/operazioni/1/riprova".to_owned(),
        format!("/it/pratiche/{case}/documenti/1/rimuovi"),
        format!("/it/pratiche/{case}/passi/inventato"),
        format!("/it/pratiche/{never}/invio"),
        format!("/it/pratiche/{never}/eventi/ritira"),
        format!("/it/ufficio/pratiche/{never}/eventi/chiudi"),
        "/it/servizi/inventato/inizia".to_owned(),
        "/it/servizi/a%00b/inizia".to_owned(),
        "/xx/accesso".to_owned(),
    ] {
        geometra.post(&path, &[("versione", "0"), ("nuova", "si")]).await.shows_page(404);
    }
    // A file that is not there any more is what a second click on "remove" finds.
    let gone = geometra.post(&format!("/it/pratiche/{case}/documenti/{never}/rimuovi"), &[]).await;
    assert!(gone.location().starts_with(&routes::documents(IT, case)));
    for path in [
        format!("/it/pratiche/{case}/caricamenti/1/parti/1"),
        format!("/it/pratiche/{case}/caricamenti/{never}/parti/uno"),
        format!("/it/pratiche/{case}/caricamenti/{never}/parti/1"),
        format!("/it/pratiche/{case}/caricamenti/{never}/fine"),
    ] {
        let answer = geometra.call(&path, &serde_json::json!({})).await;
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(answer.header("content-type").starts_with("application/json"), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_method_that_a_page_does_not_have_is_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    for (method, path) in [
        (Method::GET, routes::submit(IT, case)),
        (Method::GET, routes::logout(IT)),
        (Method::POST, "/it".to_owned()),
        (Method::POST, "/it/servizi".to_owned()),
        (Method::POST, "/it/area-personale".to_owned()),
        (Method::PUT, routes::documents(IT, case)),
        (Method::DELETE, routes::case(IT, case)),
        (Method::PATCH, "/it/accesso".to_owned()),
    ] {
        let request = Request::builder().method(&method).uri(&path).header("origin", ORIGIN);
        let answer = geometra.send(request.body(Body::empty()).unwrap()).await;
        assert!(matches!(answer.status, 404 | 405), "{method} {path}: {}", answer.status);
        let status = answer.status;
        answer.shows_page(status);
    }
    let head = geometra.send(Request::head("/it/servizi").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn the_front_door_leads_to_the_language_of_the_browser() {
    let app = TestApp::new().await;
    for (accepted, led) in [
        ("", "/it"),
        ("en-GB,en;q=0.9", "/en"),
        ("de, en;q=0.5", "/en"),
        ("fr", "/it"),
        ("è", "/it"),
        ("e", "/it"),
    ] {
        let request =
            Request::get("/").header("accept-language", accepted.as_bytes()).body(Body::empty()).unwrap();
        assert_eq!(app.anonymous().send(request).await.location(), led, "{accepted}");
    }
}
