//! What everybody reads of cases for some days. Search engines keep it no longer than that: they are told to keep nothing.

use app::pages;
use axum::response::IntoResponse;
use domain::cases;
use http::{HeaderName, HeaderValue};

use super::{
    door::{Door, page},
    error::Answer,
};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

pub(super) async fn list(door: Door) -> Answer {
    let publications = cases::albo(door.ctx(), door.lang).await?;
    let mut answer = page(pages::albo(&door.frame(), &publications)).into_response();
    answer.headers_mut().insert(ROBOTS, HeaderValue::from_static("noindex, noarchive, nosnippet"));
    Ok(answer)
}
