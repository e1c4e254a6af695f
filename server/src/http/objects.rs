//! The public door of the object store: only signed parts and signed reads pass.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::StatusCode;

use super::state::App;

pub(super) async fn pass(State(app): State<Arc<App>>, request: Request) -> Response {
    match &app.objects {
        Some(door) => door.call(request).await.map(Body::new),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
