//! What every answer carries and no page contains: headers, policy, hashed assets, nothing inline.

use app::routes;
use axum::body::Body;
use http::Request;
use server::http::metrics_handle;

use crate::{
    app::TestApp,
    browser::Answer,
    stories::{IT, PDF, STEPS},
};

/// Fails unless an answer carries what protects whoever opens it.
#[track_caller]
fn protected(answer: &Answer) {
    let path = &answer.path;
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    assert!(!answer.header("x-request-id").is_empty(), "{path}");
    let policy = answer.header("content-security-policy");
    for rule in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ] {
        assert!(policy.contains(rule), "{path}: {policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains('*'),
        "{path}: {policy}"
    );
}

/// Fails if a page holds a script, a style or a handler of its own: the policy would stop it.
#[track_caller]
fn nothing_inline(answer: &Answer) {
    let page = answer.text();
    for tag in page.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap();
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap();
        assert_ne!(name, "style", "{}: {tag}", answer.path);
        assert!(name != "script" || tag.contains(" src=\"/assets/"), "{}: {tag}", answer.path);
        for attribute in tag.split_whitespace().skip(1) {
            let handler = attribute.starts_with("on") && attribute.contains("=\"");
            assert!(!handler && !attribute.starts_with("style="), "{}: {tag}", answer.path);
            assert!(!attribute.contains("javascript:"), "{}: {tag}", answer.path);
        }
    }
}

#[tokio::test]
async fn every_kind_of_page_is_protected_and_holds_nothing_inline() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let (draft, filed) = (geometra.complete_draft().await, geometra.filed().await);
    let clerk = app.login("istruttrice").await;
    let stranger = app.anonymous();
    for path in [
        "/",
        "/it",
        "/en",
        "/it/servizi",
        "/it/servizi/cila",
        "/it/aiuto",
        "/it/privacy",
        "/it/accessibilita",
        "/it/note-legali",
        "/it/accesso",
        "/it/nulla",
        "/it/area-personale",
        "/robots.txt",
        "/healthz",
        "/readyz",
        "/assets/nulla.css",
        "/accesso/ritorno",
        "/oggetti/nulla",
    ] {
        let answer = stranger.get(path).await;
        if path.starts_with("/oggetti") {
            // What people uploaded has a stricter policy of its own.
            assert!(answer.header("content-security-policy").contains("sandbox"), "{path}");
            continue;
        }
        protected(&answer);
        nothing_inline(&answer);
    }
    for path in [
        routes::dashboard(IT),
        routes::profile(IT),
        routes::start(IT, "cila"),
        routes::step(IT, draft, STEPS[0]),
        format!("{}?errori=1", routes::step(IT, draft, STEPS[1])),
        routes::documents(IT, draft),
        format!("{}?problema=file-empty&documento=relazione", routes::documents(IT, draft)),
        routes::summary(IT, draft),
        routes::discard(IT, draft),
        routes::confirmation(IT, filed),
        routes::case(IT, filed),
    ] {
        let answer = geometra.get(&path).await.shows_page(200);
        protected(&answer);
        nothing_inline(&answer);
        assert_eq!(answer.header("cache-control"), "no-store", "{path} is about somebody");
    }
    for path in [routes::office_inbox(IT), routes::office_case(IT, filed), routes::office_jobs(IT)] {
        let answer = clerk.get(&path).await.shows_page(200);
        protected(&answer);
        nothing_inline(&answer);
    }
    protected(&geometra.post("/it/servizi", &[]).await);
    protected(&geometra.send(crate::browser::multipart("/it/nulla", "a", "b", PDF)).await);
}

#[tokio::test]
async fn words_in_an_address_never_become_part_of_a_page() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    let script = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/it/accesso?ritorno=/{script}"),
        format!("/it/{script}"),
        format!("/it/servizi/{script}"),
        format!("/it/area-personale?esito={script}"),
        format!("/it/ufficio?cerca={script}"),
        format!("{}?problema=file-empty&documento={script}", routes::documents(IT, case)),
    ] {
        for browser in [&geometra, &app.login("istruttrice").await, &app.anonymous()] {
            let answer = browser.get(&path).await;
            assert!(
                answer.status < 500 && !answer.text().contains("<script>alert"),
                "{path}: {}",
                answer.text()
            );
        }
    }
}

#[tokio::test]
async fn assets_are_kept_for_a_year_and_their_names_follow_their_content() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let page = browser.get("/it").await.text();
    let assets: Vec<&str> = page
        .split('"')
        .filter(|part| part.starts_with("/assets/"))
        .map(|path| path.split('#').next().unwrap())
        .collect();
    assert!(assets.iter().any(|path| path.contains(".css")), "{page}");
    for path in assets {
        let answer = browser.get(path).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, "public, max-age=31536000, immutable"),
            "{path}"
        );
        let name = path.rsplit('/').next().unwrap();
        let hashed =
            name.split(['-', '.']).any(|part| part.len() >= 8 && part.chars().all(|c| c.is_ascii_hexdigit()));
        assert!(hashed, "{path} would be kept for a year though its name never changes");
    }
}

#[tokio::test]
async fn pages_travel_compressed_and_say_what_they_depend_on() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    for path in ["/it/servizi/cila", "/it/area-personale"] {
        let plain = geometra.get(path).await;
        for (accepted, encoding) in [("br, gzip", "br"), ("gzip", "gzip")] {
            let request = Request::get(path).header("accept-encoding", accepted).body(Body::empty()).unwrap();
            let packed = geometra.send(request).await;
            assert_eq!(packed.header("content-encoding"), encoding, "{path}");
            assert!(packed.header("vary").contains("accept-encoding"), "{path}");
            assert!(packed.body.len() < plain.body.len() / 2, "{path}");
        }
    }
    let first = geometra.get("/it").await;
    let again =
        Request::get("/it").header("if-none-match", first.header("etag")).body(Body::empty()).unwrap();
    let again = geometra.send(again).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn a_public_page_is_the_same_for_everybody() {
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    for path in ["/it", "/it/servizi", "/it/servizi/cila", "/it/privacy"] {
        let (mine, anybodys) = (geometra.get(path).await, app.anonymous().get(path).await);
        assert_eq!(mine.text(), anybodys.text(), "{path} is kept for all: it may hold nobody's name");
        assert!(mine.headers.get("set-cookie").is_none(), "{path}");
    }
}

#[tokio::test]
async fn metrics_count_requests_by_route_and_tell_nothing_of_anybody() {
    let handle = metrics_handle().unwrap();
    let app = TestApp::new().await;
    let geometra = app.login("geometra").await;
    let case = geometra.draft().await;
    geometra.get(&routes::step(IT, case, STEPS[0])).await.shows_page(200);
    geometra.get("/it/nulla/di/nulla").await.shows_page(404);
    let text = handle.render();
    assert!(text.contains("sportello_http_request_seconds_bucket"), "{text}");
    let route = "route=\"/{lang}/pratiche/{case}/passi/{step}\"";
    assert!(
        text.lines().any(|line| line.contains(route)
            && line.contains("method=\"GET\"")
            && line.contains("status=\"2xx\"")),
        "{text}"
    );
    assert!(!text.contains(&case.to_string()) && !text.contains("di/nulla"), "addresses hold ids: {text}");
}

#[tokio::test]
async fn production_says_that_only_https_is_spoken() {
    let app = TestApp::with(&|config| {
        config.mode = server::config::Mode::Production;
        config.public_url = "https://sportello.example".parse().unwrap();
    })
    .await;
    let answer = app.anonymous().get("/it").await.shows_page(200);
    assert!(answer.header("strict-transport-security").contains("max-age=31536000"));
    assert!(app.config.secure_cookies());
}
