//! Public pages, rendered and compressed once for everybody: they hold nothing personal.

use std::{
    collections::HashMap,
    io::Write,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

use super::error::Answer;

/// How long a page stands before it is made again. A new revision shows after this time.
const FRESH: Duration = Duration::from_secs(10);

/// Pages kept at most; more than that are strangers' inventions.
const MOST: usize = 500;

/// The pages, by path.
#[derive(Default)]
pub(super) struct KeptPages {
    pages: RwLock<HashMap<String, Arc<Kept>>>,
}

struct Kept {
    made: Instant,
    kind: &'static str,
    etag: HeaderValue,
    plain: Bytes,
    gzip: Bytes,
    brotli: Bytes,
}

impl KeptPages {
    /// The page of a path: the kept one while it is fresh, else a new one. If it cannot be made
    /// now, the old one still serves.
    pub(super) async fn answer<F>(&self, path: &str, headers: &HeaderMap, make: F) -> Answer
    where
        F: Future<Output = Answer<String>>,
    {
        self.answer_as("text/html; charset=utf-8", path, headers, make).await
    }

    /// The same of another content type.
    pub(super) async fn answer_as<F>(
        &self,
        kind: &'static str,
        path: &str,
        headers: &HeaderMap,
        make: F,
    ) -> Answer
    where
        F: Future<Output = Answer<String>>,
    {
        let known = self.pages.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(kept) = known.as_ref().filter(|kept| kept.made.elapsed() < FRESH) {
            return Ok(kept.respond(headers));
        }
        match make.await {
            Ok(html) => {
                let kept = Arc::new(Kept::new(kind, html));
                let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
                if pages.len() < MOST || pages.contains_key(path) {
                    pages.insert(path.to_owned(), Arc::clone(&kept));
                }
                Ok(kept.respond(headers))
            }
            Err(problem) => known.map(|kept| kept.respond(headers)).ok_or(problem),
        }
    }
}

impl Kept {
    fn new(kind: &'static str, html: String) -> Self {
        let digest = hex::encode(Sha256::digest(&html));
        let tag = digest.get(..16).unwrap_or_default();
        Self {
            made: Instant::now(),
            kind,
            etag: HeaderValue::from_str(&format!("W/\"{tag}\"")).unwrap_or(HeaderValue::from_static("\"\"")),
            gzip: gzip(html.as_bytes()).into(),
            brotli: brotli(html.as_bytes()).into(),
            plain: html.into(),
        }
    }

    fn respond(&self, headers: &HeaderMap) -> Response {
        let accepted =
            headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        let (bytes, encoding) = if accepted.contains("br") {
            (&self.brotli, Some("br"))
        } else if accepted.contains("gzip") {
            (&self.gzip, Some("gzip"))
        } else {
            (&self.plain, None)
        };
        let same = headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == self.etag);
        let mut response = Response::new(if same { Body::empty() } else { Body::from(bytes.clone()) });
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let out = response.headers_mut();
        out.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=0, must-revalidate"));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        out.insert(header::ETAG, self.etag.clone());
        if let (Some(encoding), false) = (encoding, same) {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    let _written = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 9, ..Default::default() };
    let _size = brotli::BrotliCompress(&mut &*bytes, &mut out, &params);
    out
}
