//! The door for browsers: only addresses signed by the portal pass, and only to put a part or read an
//! object. Everything else is 403 with an empty body.

use std::error::Error;

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, Version, header,
    request::Parts,
};
use http_body_util::Limited;
use s3s::service::S3Service;
use url::form_urlencoded;

/// The body of the door's answers.
pub type DoorBody = s3s::Body;

/// In the query of every signed address.
const SIGNED: [&str; 7] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
    "x-id",
];
/// Also in that of a part.
const PART: [&str; 2] = ["uploadId", "partNumber"];
/// Also in that of an object: what the browser is to make of it.
const READ: [&str; 2] = ["response-content-type", "response-content-disposition"];
/// What a browser may say of its request. Others never reach the store: one of them would make a part
/// out of somebody else's object (`x-amz-copy-source` is not covered by the signature).
const HEARD: [&str; 8] = [
    "content-length",
    "content-md5",
    "content-type",
    "if-match",
    "if-none-match",
    "range",
    "x-amz-content-sha256",
    "x-amz-sdk-checksum-algorithm",
];
/// And the checksums of a part.
const CHECKSUM: &str = "x-amz-checksum-";

/// Browsers show a PDF in a viewer of their own, which a sandbox or a ban on objects would stop.
const FOR_PDF: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";

/// The embedded store as browsers see it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct PublicDoor {
    service: S3Service,
    host: HeaderValue,
    bucket: String,
    most_per_part: u64,
}

impl PublicDoor {
    pub(super) fn new(service: S3Service, host: HeaderValue, bucket: String, most_per_part: u64) -> Self {
        Self { service, host, bucket, most_per_part }
    }

    /// Answers a browser's request, whose path is the full one (`/oggetti/…`, not shortened by a nested
    /// router). Bodies are streamed both ways. Whatever Host arrives, the signature is checked for the
    /// portal's public host, as a reverse proxy may have changed it.
    pub async fn call<B>(&self, request: Request<B>) -> Response<DoorBody>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let (parts, body) = request.into_parts();
        let Some(uri) = self.admitted(&parts) else { return bare(StatusCode::FORBIDDEN) };
        if parts.method == Method::PUT {
            match length(&parts.headers) {
                None => return bare(StatusCode::LENGTH_REQUIRED),
                Some(length) if length > self.most_per_part => return bare(StatusCode::PAYLOAD_TOO_LARGE),
                Some(_) => {}
            }
        }
        let most = usize::try_from(self.most_per_part).unwrap_or(usize::MAX);
        let body = Limited::new(body, most);
        let mut inner = Request::new(s3s::Body::http_body_unsync(body));
        *inner.method_mut() = parts.method;
        *inner.uri_mut() = uri;
        *inner.version_mut() = Version::HTTP_11;
        *inner.headers_mut() = heard(&parts.headers);
        inner.headers_mut().insert(header::HOST, self.host.clone());
        match Box::pin(self.service.call(inner)).await {
            Ok(answer) => guarded(answer),
            Err(error) => {
                tracing::error!(?error, "the object store failed at its public door");
                bare(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    /// The address asked for, if it is one that the portal may have signed.
    fn admitted(&self, parts: &Parts) -> Option<Uri> {
        let more: &[&str] = match parts.method {
            Method::PUT => &PART,
            Method::GET | Method::HEAD => &READ,
            _ => return None,
        };
        let key = parts.uri.path().strip_prefix('/')?.strip_prefix(&self.bucket)?.strip_prefix('/')?;
        if key.is_empty() || parts.headers.contains_key(header::AUTHORIZATION) {
            return None;
        }
        let names: Vec<_> =
            form_urlencoded::parse(parts.uri.query()?.as_bytes()).map(|(name, _)| name).collect();
        let has = |name: &str| names.iter().any(|other| other == name);
        let foreign = |name: &str| !SIGNED.contains(&name) && !more.contains(&name);
        let part_named = parts.method != Method::PUT || PART.iter().all(|name| has(name));
        if names.iter().any(|name| foreign(name)) || !has("X-Amz-Signature") || !part_named {
            return None;
        }
        parts.uri.path_and_query()?.as_str().parse().ok()
    }
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn heard(headers: &HeaderMap) -> HeaderMap {
    let passes = |name: &HeaderName| HEARD.contains(&name.as_str()) || name.as_str().starts_with(CHECKSUM);
    let kept = headers.iter().filter(|(name, _)| passes(name));
    kept.map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn bare(status: StatusCode) -> Response<DoorBody> {
    let mut answer = Response::new(DoorBody::empty());
    *answer.status_mut() = status;
    guarded(answer)
}

/// These files were sent by people and are served from the portal's own host: no script in them runs, no
/// shared cache keeps them, and the signed address is told to nobody.
fn guarded(mut answer: Response<DoorBody>) -> Response<DoorBody> {
    let pdf = answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/pdf");
    let policy = if pdf { FOR_PDF } else { "default-src 'none'; sandbox" };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}
