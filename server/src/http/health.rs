//! For whoever watches the portal: is it alive, can it work.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::state::App;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// Database and object store answer too, and what is written lasts. Says which does not, never why.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    // A database whose disk does not flush answers, and must not be given anything.
    let database =
        app.ctx.db.read().execute_unprepared("SELECT 1").await.is_ok() && app.ctx.db.settled().await.is_ok();
    let objects = app.ctx.objects.ready().await.is_ok();
    let word = |works: bool| if works { "ok" } else { "down" };
    let status = if database && objects { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({"database": word(database), "objects": word(objects)}))).into_response()
}
