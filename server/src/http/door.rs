//! The door: from a request to who is asking, in which language.

use std::sync::Arc;

use app::layout::{Frame, Notice};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::response::{Html, IntoResponse, Response};
use contract::{Lang, identity::Viewer, ids::RequestId, time::Moment};
use domain::{Actor, Ctx, identity as verbs};
use http::{Method, StatusCode, header, request::Parts};
use tower_sessions::Session;

use super::{
    error::{Answer, Problem, ViewerSlot, Worded, language_and_rest},
    fields::printable,
    session::{ENDED, LOGIN, Login, id_hash},
    state::App,
};

/// Somebody at the door, logged in or not.
pub(super) struct Door {
    pub(super) app: Arc<App>,
    pub(super) lang: Lang,
    /// The path after the language word.
    pub(super) path: String,
    pub(super) query: String,
    pub(super) actor: Option<Actor>,
    pub(super) session: Session,
    pub(super) request: RequestId,
}

/// Somebody who is logged in.
pub(super) struct Signed {
    pub(super) door: Door,
    pub(super) actor: Actor,
}

/// Who a request was found to be from.
#[derive(Clone)]
struct Known(Option<Actor>);

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

impl FromRequestParts<Arc<App>> for Door {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let path = parts.uri.path();
        let word = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let known = Lang::parse(word).is_some() || path == app::routes::LOGIN_CALLBACK;
        if !known {
            return Err(Problem::NoPage);
        }
        let (lang, rest) = language_and_rest(path);
        let rest = rest.to_owned();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let session = Session::from_request_parts(parts, app)
            .await
            .map_err(|(_, why)| Problem::Domain(domain::Error::Internal(anyhow::anyhow!(why))))?;
        let request = super::observe::current_request().unwrap_or_else(|| RequestId(app.ctx.ids.next()));
        // Extractors of one request ask once who it is.
        let actor = match parts.extensions.get::<Known>() {
            Some(known) => known.0.clone(),
            None => actor_of(app, &session, request).await?,
        };
        parts.extensions.insert(Known(actor.clone()));
        if let (Some(actor), Some(slot)) = (&actor, parts.extensions.get::<ViewerSlot>()) {
            // Set once per request; a second door of the same request has the same viewer.
            let _already = slot.0.set(viewer(actor));
        }
        Ok(Self { app: Arc::clone(app), lang, path: rest, query, actor, session, request })
    }
}

impl FromRequestParts<Arc<App>> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Self> {
        let door = <Door as FromRequestParts<_>>::from_request_parts(parts, app).await?;
        match door.actor.clone() {
            Some(actor) => Ok(Self { door, actor }),
            None => {
                let back = way_back(parts, &door);
                Err(Problem::Login(door.lang, back))
            }
        }
    }
}

impl OptionalFromRequestParts<Arc<App>> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Answer<Option<Self>> {
        let door = <Door as FromRequestParts<_>>::from_request_parts(parts, app).await?;
        Ok(door.actor.clone().map(|actor| Self { door, actor }))
    }
}

/// Where to return after the login, which the browser does with GET: the page asked for, or the page
/// that held the form.
fn way_back(parts: &Parts, door: &Door) -> String {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        return parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string);
    }
    parts
        .headers
        .get(header::REFERER)
        .and_then(|referer| url::Url::parse(referer.to_str().ok()?).ok())
        .filter(|referer| referer.origin().ascii_serialization() == door.app.config.public_origin())
        .map_or_else(|| app::routes::dashboard(door.lang), |referer| referer.path().to_owned())
}

/// Who a session belongs to, if it has not outlived its hours.
async fn actor_of(app: &App, session: &Session, request: RequestId) -> Answer<Option<Actor>> {
    let Some(mut login) = session.get::<Login>(LOGIN).await.map_err(database)? else { return Ok(None) };
    let now = app.ctx.clock.now();
    if now.0 - login.at.0 > i64::from(app.config.session_hours) * HOUR_MS {
        session.clear().await;
        session.insert(ENDED, login.person).await.map_err(database)?;
        return Ok(None);
    }
    if now.0 - login.seen.0 >= MINUTE_MS {
        login.seen = now;
        session.insert(LOGIN, login).await.map_err(database)?;
    }
    match verbs::actor(&app.ctx, login.person, request).await {
        Ok(actor) => Ok(Some(match session.id() {
            Some(id) => actor.in_session(id_hash(&id)),
            None => actor,
        })),
        Err(domain::Error::NotFound(_)) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// A session that cannot be read or written means that the database does not answer.
pub(super) fn database(err: tower_sessions::session::Error) -> Problem {
    Problem::Domain(domain::Error::Unavailable(domain::Port::Database, err.to_string()))
}

fn viewer(actor: &Actor) -> Viewer {
    Viewer { name: actor.name(), staff: actor.is_staff() }
}

impl Door {
    pub(super) fn ctx(&self) -> &Ctx {
        &self.app.ctx
    }

    pub(super) fn now(&self) -> Moment {
        self.app.ctx.clock.now()
    }

    /// What the page is given besides its data; `esito` in the address is what was just done.
    pub(super) fn frame(&self) -> Frame {
        let notice = self.query_value("esito").as_deref().and_then(Notice::parse);
        let viewer = self.actor.as_ref().map(viewer);
        Frame { notice, ..self.app.frame(self.lang, &self.path, viewer) }
    }

    /// A value of the query string.
    pub(super) fn query_value(&self, name: &str) -> Option<String> {
        url::form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| printable(&value))
    }

    /// Every name and value of the query string.
    pub(super) fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.map(|(name, value)| (name.into_owned(), printable(&value))).collect()
    }

    /// The hash of this browser's session.
    pub(super) fn session_hash(&self) -> String {
        self.session.id().map(|id| id_hash(&id)).unwrap_or_default()
    }
}

/// A page about somebody: never kept by anything between here and the reader.
pub(super) fn page(html: String) -> Response {
    page_with(StatusCode::OK, html)
}

/// The same with another status.
pub(super) fn page_with(status: StatusCode, html: String) -> Response {
    let mut response = (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response();
    response.extensions_mut().insert(Worded);
    response
}

/// An address with a notice for the page it leads to.
pub(super) fn with_notice(path: &str, notice: Notice) -> String {
    let separator = if path.contains('?') { '&' } else { '?' };
    let (path, fragment) = path.split_once('#').map_or((path, String::new()), |(p, f)| (p, format!("#{f}")));
    format!("{path}{separator}esito={}{fragment}", notice.as_str())
}

/// Bytes that a browser saves under a name.
pub(super) fn saved(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let saved_as = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, saved_as.as_str()),
    ];
    (headers, bytes).into_response()
}
