//! Logging in: the code flow with the provider over HTTP, and what is shown when it fails.

use app::routes;
use contract::Code;
use sandbox::{Fault, Settings};

use crate::{
    app::{TestApp, people},
    browser::Answer,
};

const AREA: &str = "/it/area-personale";

/// The login page again, with the reason and the way back.
#[track_caller]
fn again(answer: Answer, status: u16, code: Code, back: &str) {
    let page = answer.refuses(status, code);
    assert_eq!(page.hidden("ritorno"), back);
}

#[tokio::test]
async fn everybody_of_the_demo_logs_in_and_reads_their_identity_without_changing_it() {
    let app = TestApp::new().await;
    for person in people() {
        let browser = app.login(&person.key).await;
        browser.open(AREA).await.shows_page(200);
        let profile = browser.open("/it/profilo").await.shows_page(200).says(200, &[&person.fiscal_code]);
        let identity = profile.text();
        let identity = identity.split("id=\"contatti\"").next().unwrap();
        assert!(!identity.contains("<input"), "read-only: {identity}");
        let inbox = browser.get("/it/ufficio").await;
        inbox.shows_page(if person.roles.is_empty() { 403 } else { 200 });
    }
}

#[tokio::test]
async fn the_login_leads_back_to_where_it_was_asked_for_and_never_elsewhere() {
    let app = TestApp::new().await;
    for (wanted, led) in [
        ("/it/servizi/cila", "/it/servizi/cila"),
        ("/it/ufficio?fase=submitted&dopo=1.2%20%26%203", "/it/ufficio?fase=submitted&dopo=1.2%20%26%203"),
        ("", AREA),
        ("https://evil.example/", AREA),
        ("//evil.example/", AREA),
        ("/\\evil.example/", AREA),
        ("/\t/evil.example/", AREA),
        ("/\r\nSet-Cookie: a=b", AREA),
        ("javascript:alert(1)", AREA),
    ] {
        let browser = app.anonymous();
        let back = browser.way_back(&[("person", "geometra")], wanted).await;
        assert_eq!(browser.get(&back).await.location(), led, "{wanted:?}");
        // Who is logged in already is led on at once, under the same rule.
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("ritorno", wanted);
        assert_eq!(
            browser.get(&format!("/it/accesso?{}", query.finish())).await.location(),
            led,
            "{wanted:?}"
        );
    }
}

#[tokio::test]
async fn a_way_back_that_no_header_can_carry_breaks_no_login() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let back = browser.way_back(&[("person", "geometra")], "/it/servizi/perché").await;
    let answer = browser.get(&back).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    browser.open(AREA).await.shows_page(200);
}

#[tokio::test]
async fn a_return_that_was_not_asked_for_logs_nobody_in() {
    let app = TestApp::new().await;
    let to = "/it/servizi/cila/inizia";
    // Another state than ours.
    let browser = app.anonymous();
    let back = browser.way_back(&[("person", "geometra")], to).await;
    let state = back.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    again(browser.get(&back.replace(&state, "inventato")).await, 401, Code::LoginFailed, to);
    browser.get(AREA).await.asks_login(AREA);
    // The state is spent: the right one does not work any more.
    again(browser.get(&back).await, 401, Code::LoginFailed, AREA);
    // Without state, without code, out of the blue.
    let browser = app.anonymous();
    for path in ["/accesso/ritorno", "/accesso/ritorno?code=abc&state=def", "/accesso/ritorno?state="] {
        again(browser.get(path).await, 401, Code::LoginFailed, AREA);
    }
    // A login that began in one browser does not end in another: nobody is logged in as somebody else.
    let (mine, theirs) = (app.anonymous(), app.anonymous());
    let back = theirs.way_back(&[("person", "geometra")], to).await;
    mine.way_back(&[("person", "inquilina")], to).await;
    again(mine.get(&back).await, 401, Code::LoginFailed, to);
    mine.get(AREA).await.asks_login(AREA);
}

#[tokio::test]
async fn who_cancels_finds_the_login_page_and_the_way_back() {
    let app = TestApp::new().await;
    let browser = app.anonymous();
    let to = "/it/servizi/cila/inizia";
    let back = browser.way_back(&[], to).await;
    assert!(back.contains("error=access_denied"), "{back}");
    again(browser.get(&back).await, 401, Code::LoginFailed, to);
    // And can try again.
    browser.log_in("geometra", to).await;
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_in_words_and_the_way_back_is_kept() {
    let provider = sandbox::start(Settings::demo().unwrap()).await.unwrap();
    let issuer = provider.base_url.clone();
    let app = TestApp::with(&|config| config.oidc_issuer = issuer.parse().unwrap()).await;
    let to = "/it/servizi/cila/inizia";
    let browser = app.anonymous();
    let back = browser.way_back(&[("person", "geometra")], to).await;
    provider.set_fault(Fault::TokenDown);
    again(browser.get(&back).await, 503, Code::LoginUnavailable, to);
    for fault in [Fault::WrongNonce, Fault::WrongKey, Fault::Expired] {
        provider.set_fault(fault);
        let back = browser.way_back(&[("person", "geometra")], to).await;
        again(browser.get(&back).await, 401, Code::LoginFailed, to);
        browser.get(AREA).await.asks_login(AREA);
    }
    provider.set_fault(Fault::None);
    browser.log_in("geometra", to).await;
    provider.shutdown().await;

    // Gone for good: a portal that never saw it, too.
    let fresh = TestApp::with(&|config| config.oidc_issuer = issuer.parse().unwrap()).await;
    let answer = fresh.anonymous().post("/it/accesso", &[("ritorno", to)]).await;
    again(answer, 503, Code::LoginUnavailable, to);
    browser.open(AREA).await.shows_page(200);
    fresh.anonymous().get("/it/servizi/cila").await.shows_page(200);
}

#[tokio::test]
async fn the_login_page_is_for_who_is_not_logged_in() {
    let app = TestApp::new().await;
    let page = app.anonymous().get("/it/accesso?ritorno=/it/profilo").await.shows_page(200);
    assert_eq!(page.hidden("ritorno"), "/it/profilo");
    assert_eq!(
        app.login("geometra").await.get("/it/accesso?ritorno=/it/profilo").await.location(),
        "/it/profilo"
    );
    for path in [AREA, "/it/profilo", "/it/ufficio", "/it/ufficio/operazioni"] {
        app.anonymous().get(path).await.asks_login(path);
    }
    let english = app.anonymous().get("/en/profilo").await.location();
    assert_eq!(english, routes::login_returning(contract::Lang::En, "/en/profilo"));
}
