//! The documents of a case for whom the office sent a link: no login, and search engines keep nothing.

use app::{layout::Frame, pages};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use contract::ids::DocumentId;
use domain::{Actor, cases};
use http::{HeaderName, HeaderValue, header::CACHE_CONTROL};

use super::{
    door::{Door, page},
    error::Answer,
};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

pub(super) async fn file(door: Door, Path((_, token)): Path<(String, String)>) -> Answer {
    let file = cases::shared_file(door.ctx(), &anybody(&door), door.lang, &token).await?;
    // No other address is given this one, as that of the login is.
    let frame = Frame { path: String::new(), ..door.frame() };
    Ok(for_nobody_else(page(pages::shared_file(&frame, &file)).into_response()))
}

pub(super) async fn document(
    door: Door,
    Path((_, token, document)): Path<(String, String, DocumentId)>,
) -> Answer {
    let download = cases::shared_document(door.ctx(), &anybody(&door), &token, document).await?;
    Ok(for_nobody_else(Redirect::to(&download.url).into_response()))
}

/// Whoever has the link, logged in or not.
fn anybody(door: &Door) -> Actor {
    door.actor.clone().unwrap_or_else(|| Actor::stranger(door.request))
}

/// The address opens the documents: nobody keeps the answer or tells the address on.
fn for_nobody_else(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(ROBOTS, HeaderValue::from_static("noindex, noarchive, nosnippet"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(http::header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}
