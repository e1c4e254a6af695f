//! The door for browsers: only addresses signed by the portal pass, and only to put a part or read an
//! object. Everything else is 403 with an empty body. Behind it is the embedded store, or one outside
//! that browsers do not reach.

use std::{error::Error, fmt, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, Version, header,
    request::Parts,
};
use http_body_util::Limited;
use s3s::service::S3Service;
use url::{Url, form_urlencoded};

use super::{S3Settings, embedded::BUCKET};

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

/// What a store outside may say of an answer; the rest concerns its connection with the portal.
const TOLD: [HeaderName; 7] = [
    header::ACCEPT_RANGES,
    header::CONTENT_DISPOSITION,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::CONTENT_TYPE,
    header::ETAG,
    header::LAST_MODIFIED,
];
/// A store outside that does not take the connection, or falls silent, for so long is down.
const CONNECT: Duration = Duration::from_millis(1_200);
const SILENT: Duration = Duration::from_secs(30);

/// An object store as browsers see it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct PublicDoor {
    behind: Behind,
    /// The first segment of every address.
    bucket: String,
    most_per_part: u64,
}

#[derive(Clone)]
enum Behind {
    Embedded { service: S3Service, host: HeaderValue },
    Outside { client: reqwest::Client, bucket: Url },
}

impl fmt::Debug for Behind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Embedded { .. } => "Embedded",
            Self::Outside { .. } => "Outside",
        })
    }
}

impl PublicDoor {
    pub(super) fn embedded(
        service: S3Service,
        host: HeaderValue,
        bucket: String,
        most_per_part: u64,
    ) -> Self {
        Self { behind: Behind::Embedded { service, host }, bucket, most_per_part }
    }

    /// The door of a store outside, for the addresses of [`super::S3Objects::through`]. Parts are of at
    /// most `most_per_part` bytes.
    ///
    /// # Errors
    /// If no TLS can be had, or the store's address cannot have a bucket.
    pub fn before(store: &S3Settings, most_per_part: u64) -> Result<Self, DoorError> {
        // Redirects would lead away from what was signed; a proxy of the environment is for other things.
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(CONNECT)
            .read_timeout(SILENT)
            .build()
            .map_err(|error| DoorError(error.to_string()))?;
        let bucket =
            bucket_of(store).parse().map_err(|error: url::ParseError| DoorError(error.to_string()))?;
        Ok(Self { behind: Behind::Outside { client, bucket }, bucket: BUCKET.to_owned(), most_per_part })
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
        match &self.behind {
            Behind::Embedded { service, host } => {
                inner.headers_mut().insert(header::HOST, host.clone());
                served(service, inner).await
            }
            Behind::Outside { client, bucket } => match self.outside(bucket, inner.uri()) {
                Some(url) => forwarded(client, url, inner).await,
                None => bare(StatusCode::FORBIDDEN),
            },
        }
    }

    /// The address at the store outside, if it is below its bucket.
    fn outside(&self, bucket: &Url, uri: &Uri) -> Option<Url> {
        let rest = uri.path_and_query()?.as_str().strip_prefix('/')?.strip_prefix(&self.bucket)?;
        let url: Url = format!("{bucket}{}", rest.strip_prefix('/')?).parse().ok()?;
        url.as_str().starts_with(bucket.as_str()).then_some(url)
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

/// Why a store outside gets no door.
#[derive(Debug, thiserror::Error)]
#[error("the object store cannot be reached through the portal: {0}")]
pub struct DoorError(String);

/// Where the keys of a store's bucket begin, as addresses in path style spell it.
pub(super) fn bucket_of(store: &S3Settings) -> String {
    format!("{}/{}/", store.endpoint.as_str().trim_end_matches('/'), store.bucket)
}

async fn served(service: &S3Service, request: Request<s3s::Body>) -> Response<DoorBody> {
    match Box::pin(service.call(request)).await {
        Ok(answer) => guarded(answer),
        Err(error) => {
            tracing::error!(?error, "the object store failed at its public door");
            bare(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// Sends the request on as it is: its signature is the store's to check.
async fn forwarded(client: &reqwest::Client, url: Url, request: Request<s3s::Body>) -> Response<DoorBody> {
    let (parts, body) = request.into_parts();
    let mut outgoing = client.request(parts.method.clone(), url).headers(parts.headers);
    if parts.method == Method::PUT {
        outgoing = outgoing.body(reqwest::Body::wrap(body));
    }
    let answer = match Box::pin(outgoing.send()).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(error = %error.without_url(), "the object store does not answer at its public door");
            return bare(StatusCode::BAD_GATEWAY);
        }
    };
    // What a store says of a refusal is for the portal, not for browsers.
    if !answer.status().is_success() && answer.status() != StatusCode::NOT_MODIFIED {
        return bare(answer.status());
    }
    let (told, body) = http::Response::from(answer).into_parts();
    let mut passed = Response::new(s3s::Body::http_body_unsync(body));
    *passed.status_mut() = told.status;
    let kept = told.headers.into_iter().filter_map(|(name, value)| Some((name?, value)));
    passed.headers_mut().extend(kept.filter(|(name, _)| TOLD.contains(name)));
    guarded(passed)
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
