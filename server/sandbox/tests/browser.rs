//! What the tests share: a sandbox, the portal's adapter for it, and a browser that follows nothing by itself.

use adapters::oidc::{OidcProvider, OidcSettings};
use reqwest::{Client, Response, header, redirect::Policy};
use sandbox::{Running, Settings};
use url::Url;

/// Where the demo's portal awaits people who come back from their login.
pub(crate) const RETURN: &str = "http://127.0.0.1:3000/accesso/ritorno";

pub(crate) async fn sandbox() -> Running {
    sandbox::start(Settings::demo().unwrap()).await.unwrap()
}

/// The portal's side, registered as in the demo.
pub(crate) fn settings(issuer: &str) -> OidcSettings {
    OidcSettings::new(
        Url::parse(issuer).unwrap(),
        "sportello".to_owned(),
        Some("sandbox-secret".to_owned()),
        Url::parse(RETURN).unwrap(),
    )
}

pub(crate) fn portal(sandbox: &Running) -> OidcProvider {
    OidcProvider::new(settings(&sandbox.base_url)).unwrap()
}

pub(crate) fn browser() -> Client {
    Client::builder().redirect(Policy::none()).no_proxy().build().unwrap()
}

/// Presses the button of a person on the login page and returns the parameters that come back.
pub(crate) async fn choose(login_url: &str, person: &str) -> Back {
    Back::of(&browser().post(login_url).form(&[("person", person)]).send().await.unwrap())
}

/// What the browser brings back to the portal.
pub(crate) struct Back(pub(crate) Url);

impl Back {
    pub(crate) fn of(answer: &Response) -> Self {
        assert_eq!(answer.status(), 303, "the login page sends the browser back");
        let location = answer.headers()[header::LOCATION].to_str().unwrap();
        assert!(location.starts_with(RETURN), "only to the portal: {location}");
        Self(Url::parse(location).unwrap())
    }

    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.0.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    pub(crate) fn code(&self) -> String {
        self.get("code").unwrap()
    }
}
