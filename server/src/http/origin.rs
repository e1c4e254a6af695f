//! Forms are answered only if they come from a page of ours.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::Code;
use http::{HeaderMap, Method, StatusCode, header};

use super::{error::Problem, state::App};

/// Refuses a changing request that another site sent: by `Sec-Fetch-Site`, else by `Origin`, else
/// by `Referer`. A request that says nothing of where it comes from is refused too.
pub(super) async fn same_origin(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || ours(request.headers(), &app.config.public_origin()) {
        return next.run(request).await;
    }
    Problem::Edge(StatusCode::FORBIDDEN, Code::ForeignForm).into_response()
}

fn ours(headers: &HeaderMap, origin: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // An origin that is not ours is refused even if the browser calls it the same site.
    if let Some(sender) = text(header::ORIGIN.as_str()) {
        return sender == origin;
    }
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    text(header::REFERER.as_str())
        .and_then(|referer| url::Url::parse(referer).ok())
        .is_some_and(|referer| referer.origin().ascii_serialization() == origin)
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::ours;

    #[test]
    fn only_our_own_pages_send_forms() {
        let origin = "https://sportello.example";
        for (headers, expected) in [
            (&[("origin", "https://sportello.example")][..], true),
            (&[("origin", "https://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("origin", "https://evil.example"), ("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site")], false),
            (&[("referer", "https://sportello.example/it/accesso")], true),
            (&[("referer", "https://sportello.example.evil.example/")], false),
            (&[], false),
        ] {
            let map: HeaderMap = headers
                .iter()
                .filter_map(|(name, value)| {
                    Some((http::HeaderName::try_from(*name).ok()?, http::HeaderValue::from_str(value).ok()?))
                })
                .collect();
            assert_eq!(ours(&map, origin), expected, "{headers:?}");
        }
    }
}
