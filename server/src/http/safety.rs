//! Headers that protect whoever opens a page.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue, header};

use super::state::App;
use crate::config::{Config, Mode};

/// The content security policy: nothing inline, nothing from elsewhere but what is configured.
pub(super) fn content_policy(config: &Config) -> String {
    let objects = config.s3_public_endpoint.as_ref().map(|url| url.origin().ascii_serialization());
    let objects = objects.unwrap_or_default();
    // Browsers check redirects after a form too, and the login form leads to the provider.
    let provider = config.oidc_issuer.origin().ascii_serialization();
    // So does the button that pays.
    let checkout = config.pagopa_checkout_url.as_ref().map(|_| &config.pagopa_checkout_site);
    let checkout = checkout.map(|site| site.origin().ascii_serialization()).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; font-src 'self'; connect-src 'self' {objects}; \
         form-action 'self' {provider} {checkout}; base-uri 'none'; frame-ancestors 'none'"
    )
}

const FIXED: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Adds the headers to every answer.
pub(super) async fn protected(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    // The object store's door has a stricter policy of its own for what people uploaded.
    if let Ok(policy) = HeaderValue::from_str(&app.policy) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if app.config.mode == Mode::Production {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
