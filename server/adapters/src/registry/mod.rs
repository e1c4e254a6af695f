//! The ente's own register over HTTP: one request for each act, JSON both ways.
//!
//! Suppliers' registers speak languages of their own; a connector in front of one answers this request. `POST` to
//! the address that is configured, with `Authorization: Bearer …` where a token is set:
//!
//! ```json
//! {"key": "2026/0000123@1795340460000", "direction": "in", "subject": "…", "party": "…", "at": "2026-11-28T09:41:00Z",
//!  "files": [{"name": "relazione.pdf", "sha256": "…"}]}
//! ```
//!
//! The answer is `200` with `{"number": "45678/2026", "day": "2026-11-28"}`; the same `key` gives the same number.
//! The key is the portal's own number and the moment of the entry in milliseconds. An entry that is annulled here is told
//! to the same address with `/annullamenti` behind it; any success is an answer:
//!
//! ```json
//! {"key": "2026/0000123@1795340460000", "number": "45678/2026", "reason": "…", "authority": "…", "at": "2026-11-28T10:12:00Z"}
//! ```

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::{Annulled, PortError, Registered, Registration, Registry};
use serde::Deserialize;
use serde_json::json;
use url::Url;

/// The whole of a request and its answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The name of the port in errors.
const PORT: &str = "the ente's register";

/// The longest number taken, in characters.
const LONGEST: usize = 60;

/// A register over HTTP.
#[derive(Debug, Clone)]
pub struct HttpRegistry {
    client: reqwest::Client,
    url: Url,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Answer {
    number: String,
    day: String,
}

impl HttpRegistry {
    /// A register at an address.
    ///
    /// # Errors
    /// When no client can be made, which names its reason.
    pub fn new(url: Url, token: Option<String>) -> Result<Self, reqwest::Error> {
        let mut builder =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).timeout(TIMEOUT);
        if matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]")) {
            // A proxy for the outside cannot reach this machine's loopback.
            builder = builder.no_proxy();
        }
        Ok(Self { client: builder.build()?, url, token })
    }

    /// Asks, with the token where there is one; an answer that is no success is an error.
    async fn answered(&self, mut request: reqwest::RequestBuilder) -> Result<reqwest::Response, PortError> {
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.map_err(down)?;
        let status = answer.status();
        if status.is_client_error() {
            return Err(PortError::Refused(PORT, format!("it answers {status}")));
        }
        if !status.is_success() {
            return Err(PortError::Unavailable(PORT, format!("it answers {status}")));
        }
        Ok(answer)
    }
}

/// What a library says may hold the address, and that a token.
fn down(err: reqwest::Error) -> PortError {
    PortError::Unavailable(PORT, err.without_url().to_string())
}

#[async_trait]
impl Registry for HttpRegistry {
    async fn register(&self, act: &Registration) -> Result<Registered, PortError> {
        let files: Vec<_> =
            act.files.iter().map(|(name, sha256)| json!({"name": name, "sha256": sha256})).collect();
        let request = self.client.post(self.url.clone()).json(&json!({
            "key": act.key,
            "direction": act.direction.as_str(),
            "subject": act.subject,
            "party": act.party,
            "at": act.at.rfc3339(),
            "files": files,
        }));
        let answer = self.answered(request).await?;
        let answer: Answer = answer.json().await.map_err(down)?;
        let odd = || PortError::Unavailable(PORT, "its answer has no number or no day".into());
        let number = answer.number.trim().to_owned();
        if number.is_empty() || number.chars().count() > LONGEST {
            return Err(odd());
        }
        let Ok(day) = answer.day.parse() else { return Err(odd()) };
        Ok(Registered { number, day })
    }

    async fn annul(&self, entry: &Annulled) -> Result<(), PortError> {
        let mut url = self.url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push("annullamenti");
        }
        self.answered(self.client.post(url).json(&json!({
            "key": entry.key,
            "number": entry.number,
            "reason": entry.reason,
            "authority": entry.authority,
            "at": entry.at.rfc3339(),
        })))
        .await
        .map(drop)
    }
}
