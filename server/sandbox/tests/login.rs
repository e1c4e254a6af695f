//! A login end to end: the portal's adapter, a browser, the provider.

use std::time::{Duration, Instant};

use adapters::oidc::{OidcProvider, OidcSetupError};
use domain::ports::{Identity, IdentityProvider as _, LoginError};
use sandbox::{Fault, People, Settings};
use url::Url;

use crate::browser::{RETURN, browser, choose, portal, sandbox, settings};

/// Logs the geometra in.
async fn log_in(portal: &OidcProvider) -> Result<Identity, LoginError> {
    let pending = portal.begin().await?;
    let back = choose(&pending.url, "geometra").await;
    assert_eq!(back.get("state"), Some(pending.state.clone()), "the answer belongs to this browser");
    portal.finish(&pending, &back.code()).await
}

fn geometra(issuer: &str) -> Identity {
    let people = People::shipped().unwrap();
    let person = people.find("geometra").unwrap();
    Identity {
        issuer: issuer.to_owned(),
        subject: "geometra".to_owned(),
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        fiscal_code: person.fiscal_code.clone(),
        email: Some(person.email.clone()),
    }
}

#[tokio::test]
async fn everybody_of_the_demo_can_log_in() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    for person in People::shipped().unwrap().all() {
        let pending = portal.begin().await.unwrap();
        let back = choose(&pending.url, &person.key).await;
        let identity = portal.finish(&pending, &back.code()).await.unwrap();
        assert_eq!(identity.fiscal_code, person.fiscal_code, "{}", person.key);
        assert_eq!(identity.family_name, person.family_name, "{}", person.key);
    }
    assert_eq!(log_in(&portal).await.unwrap(), geometra(&sandbox.base_url));
}

#[tokio::test]
async fn every_login_has_its_own_state_nonce_and_verifier() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    let (one, two) = (portal.begin().await.unwrap(), portal.begin().await.unwrap());
    assert_ne!(one.state, two.state);
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.verifier, two.verifier);
    assert!(!one.url.contains(&one.verifier), "the verifier stays on the server");
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_refused() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    let cases = [
        ("a token of another login", Fault::WrongNonce, "nonce"),
        ("a token for another client", Fault::WrongAudience, "audience"),
        ("a token of another issuer", Fault::WrongIssuer, "issuer"),
        ("a token past its end", Fault::Expired, "expired"),
        ("a signature of an unknown key", Fault::WrongKey, "signature"),
        ("another access token than vouched for", Fault::WrongAccessToken, "access token"),
        ("userinfo about somebody else", Fault::WrongUserinfo, "subject"),
    ];
    for (rule, fault, word) in cases {
        sandbox.set_fault(fault);
        match log_in(&portal).await {
            Err(LoginError::Refused(why)) => assert!(why.to_lowercase().contains(word), "{rule}: {why}"),
            other => panic!("{rule}: {other:?}"),
        }
    }
    sandbox.set_fault(Fault::None);
    log_in(&portal).await.unwrap();
}

#[tokio::test]
async fn faults_are_ordered_over_http_too() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    let address = format!("{}/sandbox/fault", sandbox.base_url);
    let order = async |fault: &str| {
        let answer = browser().post(&address).json(&serde_json::json!({ "fault": fault })).send().await;
        answer.unwrap().status().as_u16()
    };
    assert_eq!(order("wrong_audience").await, 204);
    assert!(matches!(log_in(&portal).await, Err(LoginError::Refused(_))));
    assert_eq!(order("none").await, 204);
    log_in(&portal).await.unwrap();
    assert_eq!(order("no_such_fault").await, 422, "a misspelt fault is not taken for none");
}

#[tokio::test]
async fn a_code_is_good_once_and_only_for_who_began_the_login() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);

    let pending = portal.begin().await.unwrap();
    let code = choose(&pending.url, "geometra").await.code();
    portal.finish(&pending, &code).await.unwrap();
    let again = portal.finish(&pending, &code).await;
    assert!(matches!(again, Err(LoginError::Refused(_))), "a code used twice: {again:?}");

    let (mine, theirs) = (portal.begin().await.unwrap(), portal.begin().await.unwrap());
    let code = choose(&theirs.url, "geometra").await.code();
    let stolen = portal.finish(&mine, &code).await;
    assert!(matches!(stolen, Err(LoginError::Refused(_))), "the PKCE verifier of another login: {stolen:?}");
    let spent = portal.finish(&theirs, &code).await;
    assert!(matches!(spent, Err(LoginError::Refused(_))), "a failed exchange uses the code up: {spent:?}");

    let invented = portal.finish(&mine, "invented").await;
    assert!(matches!(invented, Err(LoginError::Refused(_))), "a code nobody gave: {invented:?}");
}

#[tokio::test]
async fn a_code_has_an_end() {
    let mut short = Settings::demo().unwrap();
    short.client.code_life = Duration::ZERO;
    let sandbox = sandbox::start(short).await.unwrap();
    let late = log_in(&portal(&sandbox)).await;
    assert!(matches!(late, Err(LoginError::Refused(_))), "{late:?}");
}

#[tokio::test]
async fn the_token_endpoint_wants_the_clients_secret() {
    let sandbox = sandbox().await;
    for secret in [None, Some("guess".to_owned())] {
        let mut wrong = settings(&sandbox.base_url);
        wrong.client_secret = secret;
        let refused = log_in(&OidcProvider::new(wrong).unwrap()).await;
        assert!(matches!(refused, Err(LoginError::Refused(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn what_the_token_does_not_say_comes_from_userinfo() {
    let sandbox = sandbox().await;
    sandbox.set_fault(Fault::OnlyUserinfo);
    assert_eq!(log_in(&portal(&sandbox)).await.unwrap(), geometra(&sandbox.base_url));
}

#[tokio::test]
async fn without_a_codice_fiscale_nobody_enters() {
    let sandbox = sandbox().await;
    let mut other = settings(&sandbox.base_url);
    other.fiscal_code_claim = "https://attributes.example/fiscal_number".to_owned();
    let refused = log_in(&OidcProvider::new(other).unwrap()).await;
    assert!(
        matches!(refused, Err(LoginError::Refused(ref why)) if why.contains("codice fiscale")),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_provider_may_change_its_key_at_any_time() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    log_in(&portal).await.unwrap();
    sandbox.renew_key().unwrap();
    log_in(&portal).await.unwrap();
}

#[tokio::test]
async fn the_issuer_may_be_written_with_or_without_its_final_slash() {
    let sandbox = sandbox().await;
    let written = format!("{}/", sandbox.base_url);
    let identity = log_in(&OidcProvider::new(settings(&written)).unwrap()).await.unwrap();
    assert_eq!(identity.issuer, sandbox.base_url, "the provider's own spelling is kept");
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_quickly_and_forgotten_when_it_is_back() {
    let sandbox = sandbox().await;
    let portal = portal(&sandbox);
    let pending = portal.begin().await.unwrap();
    let code = choose(&pending.url, "geometra").await.code();
    sandbox.set_fault(Fault::TokenDown);
    let down = portal.finish(&pending, &code).await;
    assert!(matches!(down, Err(LoginError::Unavailable(_))), "{down:?}");
    sandbox.set_fault(Fault::None);
    portal.finish(&pending, &code).await.unwrap();

    let address = sandbox.base_url.clone();
    sandbox.shutdown().await;
    let began = Instant::now();
    let finish = portal.finish(&pending, &code).await;
    assert!(matches!(finish, Err(LoginError::Unavailable(_))), "{finish:?}");
    let fresh = OidcProvider::new(settings(&address)).unwrap();
    let begin = fresh.begin().await;
    assert!(matches!(begin, Err(LoginError::Unavailable(_))), "{begin:?}");
    assert!(began.elapsed() < Duration::from_secs(2), "took {:?}", began.elapsed());

    let mut same_port = Settings::demo().unwrap();
    same_port.listen = address.strip_prefix("http://").unwrap().parse().unwrap();
    let back = sandbox::start(same_port).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    log_in(&fresh).await.unwrap();
    // It made a new key at start: the portal that knew the old one asks again.
    log_in(&portal).await.unwrap();
    back.shutdown().await;
}

#[tokio::test]
async fn a_provider_that_never_answers_is_given_up() {
    // Accepts connections (the system does) and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let portal = OidcProvider::new(settings(&format!("http://{}", silent.local_addr().unwrap()))).unwrap();
    let began = Instant::now();
    // Those who wait behind the first share its answer instead of queueing up time-outs.
    let (one, two, three) = tokio::join!(portal.begin(), portal.begin(), portal.begin());
    for answer in [one, two, three] {
        assert!(matches!(answer, Err(LoginError::Unavailable(_))), "{answer:?}");
    }
    assert!(began.elapsed() < Duration::from_secs(8), "took {:?}", began.elapsed());
}

#[test]
fn secrets_never_travel_in_the_clear() {
    let insecure = settings("http://provider.example");
    assert!(matches!(OidcProvider::new(insecure), Err(OidcSetupError::Insecure(_))));
    let mut secure = settings("https://provider.example");
    secure.redirect = Url::parse(RETURN).unwrap();
    assert!(OidcProvider::new(secure).is_ok());
}
