//! Built assets: their names change with their content, so browsers keep them for a year.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::Path,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::site;

pub(super) async fn asset(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(word, _)| accepted.contains(word))
        .find_map(|(word, suffix)| Some((site::asset(&format!("{path}.{suffix}"))?, Some(word))));
    let Some((bytes, encoding)) = packed.or_else(|| Some((site::asset(&path)?, None))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body = match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    let mut response = Response::new(Body::from(body));
    let out = response.headers_mut();
    let kind = mime_guess::from_path(&path).first_raw().unwrap_or("application/octet-stream");
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// What browsers ask for by a fixed name.
pub(super) async fn robots() -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain")],
        "User-agent: *\nDisallow: /it/pratiche\nDisallow: /en/pratiche\n",
    )
        .into_response()
}
