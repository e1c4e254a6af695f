//! How the portal speaks to a provider: no redirects, short time-outs, bounded answers, https unless local.

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use url::Url;

use super::OidcSetupError;
use crate::address::{is_local, is_secure};

/// The whole of a request and its answer.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A provider's documents are a few kilobytes; more than this is a mistake or an attack.
const LARGEST_ANSWER: usize = 1024 * 1024;

/// Why a request got no usable answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// No connection, no answer in time, a broken answer.
    #[error("{0}")]
    Transport(#[from] reqwest::Error),
    /// The provider says it cannot answer now.
    #[error("the provider answered {0}")]
    Status(http::StatusCode),
    /// The provider names an address that would send secrets in the clear.
    #[error("the provider names an address without https")]
    Insecure,
    /// The answer is far too long.
    #[error("the provider's answer is longer than {LARGEST_ANSWER} bytes")]
    TooLong,
    /// The answer could not be put together.
    #[error("{0}")]
    Malformed(#[from] http::Error),
}

/// The HTTP client of one provider.
pub(super) struct Client(reqwest::Client);

impl Client {
    pub(super) fn new(issuer: &Url) -> Result<Self, OidcSetupError> {
        if !is_secure(issuer) {
            return Err(OidcSetupError::Insecure(issuer.clone()));
        }
        let mut builder =
            reqwest::Client::builder().redirect(Policy::none()).timeout(TIMEOUT).connect_timeout(TIMEOUT);
        if is_local(issuer) {
            // A proxy for the outside cannot reach this machine's loopback.
            builder = builder.no_proxy();
        }
        builder.build().map(Self).map_err(|error| OidcSetupError::Client(error.to_string()))
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        if !is_secure(request.url()) {
            return Err(HttpError::Insecure);
        }
        let mut answer = self.0.execute(request).await.map_err(reqwest::Error::without_url)?;
        let status = answer.status();
        if status.is_server_error() || status == http::StatusCode::TOO_MANY_REQUESTS {
            return Err(HttpError::Status(status));
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + piece.len() > LARGEST_ANSWER {
                return Err(HttpError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        let mut response = http::Response::builder().status(status);
        if let Some(headers) = response.headers_mut() {
            *headers = std::mem::take(answer.headers_mut());
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Client {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
