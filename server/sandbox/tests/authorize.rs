//! The login page: what it accepts, what it shows, where it sends people.

use domain::ports::IdentityProvider as _;
use reqwest::header;
use sandbox::{Settings, StartError};
use url::Url;

use crate::browser::{Back, RETURN, browser, choose, portal, sandbox};

/// The portal's request with one parameter changed, or taken away where the value is empty.
fn changed(login_url: &str, name: &str, value: &str) -> String {
    let mut url = Url::parse(login_url).unwrap();
    let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
    url.query_pairs_mut().clear().extend_pairs(kept);
    if !value.is_empty() {
        url.query_pairs_mut().append_pair(name, value);
    }
    url.into()
}

#[tokio::test]
async fn an_unknown_client_or_return_address_is_never_followed() {
    let sandbox = sandbox().await;
    let url = portal(&sandbox).begin().await.unwrap().url;
    let cases = [
        ("another client", "client_id", "somebody"),
        ("no client", "client_id", ""),
        ("another site", "redirect_uri", "https://attacker.example/"),
        ("no return address", "redirect_uri", ""),
        ("almost the registered one", "redirect_uri", &format!("{RETURN}/")),
        ("the registered one with a query", "redirect_uri", &format!("{RETURN}?to=https://attacker.example")),
        (
            "another host behind the name",
            "redirect_uri",
            "http://127.0.0.1:3000@attacker.example/accesso/ritorno",
        ),
    ];
    for (rule, name, value) in cases {
        let url = changed(&url, name, value);
        for answer in [
            browser().get(&url).send().await.unwrap(),
            browser().post(&url).form(&[("person", "geometra")]).send().await.unwrap(),
        ] {
            assert_eq!(answer.status(), 400, "{rule}");
            assert!(answer.headers().get(header::LOCATION).is_none(), "{rule}");
            let page = answer.text().await.unwrap();
            assert!(page.contains("Richiesta di accesso non valida"), "{rule}");
            assert!(!page.contains("attacker"), "{rule}: the page repeats nothing of the request");
        }
    }
}

#[tokio::test]
async fn a_request_with_a_fault_is_sent_back_with_its_error() {
    let sandbox = sandbox().await;
    let pending = portal(&sandbox).begin().await.unwrap();
    let cases = [
        ("only the code flow", "response_type", "token", "unsupported_response_type"),
        ("openid must be asked for", "scope", "profile", "invalid_scope"),
        ("PKCE is required", "code_challenge", "", "invalid_request"),
        ("PKCE only as S256", "code_challenge_method", "plain", "invalid_request"),
        ("a nonce is required", "nonce", "", "invalid_request"),
        ("a state is required", "state", "", "invalid_request"),
        ("nobody is logged in already", "prompt", "none", "login_required"),
    ];
    for (rule, name, value, error) in cases {
        let answer = browser().get(changed(&pending.url, name, value)).send().await.unwrap();
        let back = Back::of(&answer);
        assert_eq!(back.get("error").as_deref(), Some(error), "{rule}");
        assert_eq!(back.get("code"), None, "{rule}");
        if name != "state" {
            assert_eq!(back.get("state"), Some(pending.state.clone()), "{rule}");
        }
    }
}

#[tokio::test]
async fn cancelling_brings_back_a_refusal_and_no_code() {
    let sandbox = sandbox().await;
    let pending = portal(&sandbox).begin().await.unwrap();
    let nothing: [(&str, &str); 0] = [];
    let back = Back::of(&browser().post(&pending.url).form(&nothing).send().await.unwrap());
    assert_eq!(back.get("error").as_deref(), Some("access_denied"));
    assert_eq!(back.get("state"), Some(pending.state));
    assert_eq!(back.get("code"), None);
}

#[tokio::test]
async fn the_page_offers_everybody_and_is_tightly_closed() {
    let sandbox = sandbox().await;
    let url = portal(&sandbox).begin().await.unwrap().url;
    let answer = browser().get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let policy = answer.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(policy.contains("form-action 'self' http://127.0.0.1:3000;"), "{policy}");
    let page = answer.text().await.unwrap();
    assert!(page.contains("<html lang=\"it\">") && page.contains("<main>"));
    assert_eq!(page.matches("name=\"person\"").count(), 10, "one button each");
    assert!(page.contains("Annulla"));
    assert!(!page.contains("<script") && !page.contains("style="), "no inline script or style");

    let hostile = changed(&url, "state", "\"><script>alert(1)</script>");
    let page = browser().get(hostile).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("<script"), "what the request says is escaped");

    let stranger = browser().post(&url).form(&[("person", "nobody")]).send().await.unwrap();
    assert_eq!(stranger.status(), 400);
}

#[tokio::test]
async fn a_portal_may_be_registered_later() {
    let sandbox = sandbox().await;
    let url = portal(&sandbox).begin().await.unwrap().url;
    let later = format!("{RETURN}/more");
    let elsewhere = changed(&url, "redirect_uri", &later);
    assert_eq!(browser().get(&elsewhere).send().await.unwrap().status(), 400);
    sandbox.allow_redirect(&later);
    assert!(choose(&elsewhere, "geometra").await.0.as_str().starts_with(&later));
}

#[tokio::test]
async fn userinfo_answers_only_to_its_tokens() {
    let sandbox = sandbox().await;
    let address = format!("{}/userinfo", sandbox.base_url);
    assert_eq!(browser().get(&address).send().await.unwrap().status(), 401);
    assert_eq!(browser().get(&address).bearer_auth("invented").send().await.unwrap().status(), 401);
    let health = browser().get(format!("{}/healthz", sandbox.base_url)).send().await.unwrap();
    assert_eq!(health.status(), 200);
}

#[tokio::test]
async fn the_sandbox_cannot_be_exposed() {
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let mut open = Settings::demo().unwrap();
        open.listen = address.parse().unwrap();
        assert!(matches!(sandbox::start(open).await, Err(StartError::NotLoopback(_))), "{address}");
    }
}
