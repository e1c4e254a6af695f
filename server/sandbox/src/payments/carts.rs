//! `POST /carts` of Checkout's description: 302 to the page where one pays, or a problem.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use pagopa::cart::{CartRequest, ProblemJson};
use rand::Rng as _;

use super::{Cart, Collector};
use crate::Fault;

/// The key of the demo's municipality.
const KEY: &str = "sandbox-secret";

pub(super) async fn open(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) -> Response {
    if collector.0.faults.current() == Fault::PaymentsDown {
        return problem(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable", "out of order on demand");
    }
    let key = headers.get("Ocp-Apim-Subscription-Key").and_then(|value| value.to_str().ok());
    if key != Some(KEY) {
        return problem(StatusCode::UNAUTHORIZED, "Unauthorized", "the subscription key is not known");
    }
    let request: CartRequest = match serde_json::from_slice(&body) {
        Ok(request) => request,
        Err(error) => return problem(StatusCode::BAD_REQUEST, "Bad Request", &error.to_string()),
    };
    if let Err(error) = request.check() {
        return problem(StatusCode::BAD_REQUEST, "Bad Request", &error.to_string());
    }
    let id = format!("{:032x}", rand::rng().random::<u128>());
    let location = format!("{}/checkout/{id}", collector.0.base_url);
    collector.carts().insert(id, Cart { request, ended: false });
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

fn problem(status: StatusCode, title: &str, detail: &str) -> Response {
    let problem = ProblemJson { title: title.to_owned(), status: status.as_u16(), detail: detail.to_owned() };
    let mut response = (status, Json(problem)).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
    response
}
