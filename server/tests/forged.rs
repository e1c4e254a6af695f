//! Forms that other sites send: refused before anything is read, whoever's browser sends them.

use app::routes;
use axum::body::Body;
use contract::Code;
use entity::cases::cases;
use http::{Request, header};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::{
    app::TestApp,
    browser::{Browser, ORIGIN},
    stories::{IT, STEPS},
};

/// Sends a form with these headers, as the browser of somebody who is logged in would.
async fn forge(browser: &Browser, path: &str, headers: &[(&str, &str)]) -> crate::browser::Answer {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request.body(Body::from("versione=1&nuova=si&indirizzo=Via+Falsa+1")).unwrap()).await
}

const FOREIGN: [&[(&str, &str)]; 7] = [
    &[],
    &[("origin", "https://evil.example")],
    &[("origin", "null")],
    &[("origin", "http://127.0.0.1:3001")],
    &[("sec-fetch-site", "cross-site")],
    &[("origin", "http://127.0.0.1:3000.evil.example"), ("sec-fetch-site", "same-origin")],
    &[("referer", "https://evil.example/http://127.0.0.1:3000/")],
];

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_changes_nothing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let before = app.row(case).await;
    let paths = [
        routes::submit(IT, case),
        routes::discard(IT, case),
        routes::step(IT, case, STEPS[0]),
        routes::start(IT, "cila"),
        routes::documents(IT, case),
        routes::logout(IT),
        routes::logout_everywhere(IT),
        routes::login(IT),
    ];
    for path in &paths {
        for headers in FOREIGN {
            forge(&geometra, path, headers).await.refuses(403, Code::ForeignForm);
        }
    }
    assert_eq!(app.row(case).await, before);
    assert_eq!(cases::Entity::find().count(app.ctx.db.read()).await.unwrap(), 1);
    geometra.get("/it/area-personale").await.shows_page(200);
    // The control: the same form from our own page goes through.
    let own = forge(&geometra, &routes::start(IT, "cila"), &[("origin", ORIGIN)]).await;
    assert!(own.location().contains("/pratiche/"));
    let own =
        forge(&geometra, &routes::start(IT, "cila"), &[("referer", "http://127.0.0.1:3000/it/servizi/cila")])
            .await;
    assert!(own.location().contains("/pratiche/"));
}

#[tokio::test]
async fn a_link_changes_nothing() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.complete_draft().await;
    let before = app.row(case).await;
    for path in [routes::submit(IT, case), routes::logout(IT), routes::logout_everywhere(IT)] {
        let answer = geometra.get(&path).await;
        assert!(matches!(answer.status, 404 | 405), "{path}: {}", answer.status);
        answer.shows_page(if geometra.get(&path).await.status == 404 { 404 } else { 405 });
    }
    geometra.get(&routes::discard(IT, case)).await.shows_page(200);
    assert_eq!(app.row(case).await, before);
    geometra.get("/it/area-personale").await.shows_page(200);
}
