//! Names that begin as somebody types them, for the islands of forms.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::header;

use super::{door::Signed, fields::Fields};

/// No name is longer, in characters; what comes after is not searched for.
const LONGEST_NAME: usize = 60;

/// `elenco` is `comuni` or `vie`, `q` what was typed. It comes by POST: what people type is no matter
/// for addresses, which are logged.
pub(super) async fn suggestions(signed: Signed, fields: Fields) -> Response {
    let lists = &signed.door.ctx().lists;
    let typed: String = fields.get("q").chars().take(LONGEST_NAME).collect();
    let found = match fields.get("elenco") {
        "comuni" => lists.suggest_comuni(&typed),
        "vie" => lists.suggest_streets(&typed),
        _ => Vec::new(),
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(found)).into_response()
}
