//! One place that turns a refusal into what people see: what happened, what to do, nothing lost.

use std::sync::{Arc, OnceLock};

use app::pages::{self, ErrorPage};
use axum::{
    Json,
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use contract::{Code, Lang, documents::UploadProblem, identity::Viewer};
use domain::{Error, Port};
use http::{StatusCode, header};

use super::state::App;

/// Why a request has no ordinary answer.
#[derive(Debug)]
pub(super) enum Problem {
    /// A verb said no.
    Domain(Error),
    /// The edge itself said no.
    Edge(StatusCode, Code),
    /// The page needs a login: go there and come back to this path.
    Login(Lang, String),
    /// There is no such page.
    NoPage,
}

/// The outcome of a handler.
pub(super) type Answer<T = Response> = Result<T, Problem>;

impl<E: Into<Error>> From<E> for Problem {
    fn from(err: E) -> Self {
        Self::Domain(err.into())
    }
}

impl Problem {
    pub(super) fn bad_request() -> Self {
        Self::Edge(StatusCode::BAD_REQUEST, Code::BadRequest)
    }

    pub(super) fn too_large() -> Self {
        Self::Edge(StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge)
    }
}

/// Status and reason of a domain error.
fn status_and_code(err: &Error) -> (StatusCode, Option<Code>) {
    match err {
        Error::NotFound(_) | Error::Hidden(_) => (StatusCode::NOT_FOUND, None),
        Error::Forbidden => (StatusCode::FORBIDDEN, None),
        Error::Refused(code) => (StatusCode::UNPROCESSABLE_ENTITY, Some(*code)),
        Error::Conflict(code) => (StatusCode::CONFLICT, Some(*code)),
        Error::Unavailable(Port::Database, _) | Error::Repeat => {
            (StatusCode::SERVICE_UNAVAILABLE, Some(Code::DatabaseUnavailable))
        }
        Error::Unavailable(Port::Objects, _) => {
            (StatusCode::SERVICE_UNAVAILABLE, Some(Code::ObjectsUnavailable))
        }
        Error::Unavailable(Port::Login, _) => (StatusCode::SERVICE_UNAVAILABLE, Some(Code::LoginUnavailable)),
        Error::Unavailable(Port::Payments, _) => {
            (StatusCode::SERVICE_UNAVAILABLE, Some(Code::PaymentsUnavailable))
        }
        Error::Unavailable(Port::Post | Port::Registry, _) => (StatusCode::SERVICE_UNAVAILABLE, None),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, None),
    }
}

/// Carried by the answer to the layer that words it.
#[derive(Clone)]
struct Refusal {
    code: Option<Code>,
}

/// Marks an answer that is a page of ours already, whatever its status.
#[derive(Clone, Copy)]
pub(super) struct Worded;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code) = match self {
            Self::Login(lang, path) => {
                return Redirect::to(&app::routes::login_returning(lang, &path)).into_response();
            }
            Self::NoPage => (StatusCode::NOT_FOUND, None),
            Self::Edge(status, code) => (status, Some(code)),
            Self::Domain(err) => {
                match &err {
                    Error::Internal(cause) => tracing::error!(error = format!("{cause:#}"), "internal error"),
                    Error::Unavailable(port, why) => {
                        tracing::error!(port = format!("{port:?}"), error = why, "unavailable");
                    }
                    _ => {}
                }
                status_and_code(&err)
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Refusal { code });
        response
    }
}

/// Where the door leaves who is asking, for error pages that keep the header.
#[derive(Clone, Default)]
pub(super) struct ViewerSlot(pub(super) Arc<OnceLock<Viewer>>);

/// Words every refusal: a page for people, JSON for the islands. Bare answers of libraries
/// (an address without sense, a panic caught, a session that could not be saved) get the same page.
pub(super) async fn worded(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let json = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"));
    let slot = ViewerSlot::default();
    request.extensions_mut().insert(slot.clone());
    let response = next.run(request).await;
    let status = response.status();
    let refusal = response.extensions().get::<Refusal>().cloned();
    let wordless = status.is_client_error() || status.is_server_error();
    let ours = response.extensions().get::<Worded>().is_some() || is_machines(&path);
    if refusal.is_none() && (!wordless || ours) {
        return response;
    }
    let (status, code) = match refusal {
        Some(refusal) => (status, refusal.code),
        None => bare(status),
    };
    let (lang, rest) = language_and_rest(&path);
    if json {
        let message = said(lang, code.unwrap_or(Code::BadRequest));
        return (status, Json(UploadProblem { message })).into_response();
    }
    let frame = app.frame(lang, rest, slot.0.get().cloned());
    let reference = super::observe::current_request().map(|id| id.to_string());
    let page = pages::error(&frame, &ErrorPage { status: status.as_u16(), code, reference });
    (status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

/// Addresses that machines read: their answers are not for people.
fn is_machines(path: &str) -> bool {
    ["/oggetti/", "/assets/", "/readyz", "/healthz", "/pagopa/"]
        .iter()
        .any(|machine| path.starts_with(machine))
}

/// The status and reason of an answer that a library gave without a word.
fn bare(status: StatusCode) -> (StatusCode, Option<Code>) {
    match status {
        // An address whose parts make no sense, or that is not asked so, is no page of ours.
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::BAD_REQUEST => (StatusCode::NOT_FOUND, None),
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => (status, Some(Code::TimedOut)),
        StatusCode::PAYLOAD_TOO_LARGE => (status, Some(Code::TooLarge)),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (StatusCode::BAD_REQUEST, Some(Code::BadRequest)),
        _ => (status, None),
    }
}

/// What happened and what to do, in one breath, for the islands.
pub(super) fn said(lang: Lang, code: Code) -> String {
    format!("{}. {}", app::texts::code(lang, code).trim_end_matches('.'), app::texts::code_hint(lang, code))
}

/// The language of a path and what follows it; Italian for paths without one.
pub(super) fn language_and_rest(path: &str) -> (Lang, &str) {
    let trimmed = path.trim_start_matches('/');
    let (word, _) = trimmed.split_once('/').unwrap_or((trimmed, ""));
    match Lang::parse(word) {
        Some(lang) => (lang, path.get(word.len() + 1..).unwrap_or("")),
        None => (Lang::It, ""),
    }
}
