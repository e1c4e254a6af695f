//! What is known of every request: its id, its duration, its outcome. Never what people wrote.

use std::{
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use contract::ids::RequestId;
use http::{HeaderName, HeaderValue, Method};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::Instrument;
use uuid::Uuid;

use super::state::App;

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The id of the request being answered.
pub(super) fn current_request() -> Option<RequestId> {
    CURRENT.try_with(|id| *id).ok()
}

/// Slower answers than this are worth a line in the log.
const SLOW: Duration = Duration::from_millis(500);

/// Gives the request its id, measures it, and writes a line for whatever is not routine: changes,
/// refusals, slow answers. The rest is at level `debug`.
pub(super) async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let id = RequestId(app.ctx.ids.next());
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let span = tracing::info_span!("request", id = %id);
    let mut response = CURRENT.scope(id, next.run(request)).instrument(span.clone()).await;
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    measure(&method, route, status, elapsed);
    let duration_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    let routine = matches!(method, Method::GET | Method::HEAD) && status < 500 && elapsed < SLOW;
    span.in_scope(|| {
        if routine {
            tracing::debug!(%method, route, status, duration_ms, "answered");
        } else {
            tracing::info!(%method, route, status, duration_ms, "answered");
        }
    });
    let mut text = Uuid::encode_buffer();
    if let Ok(value) = HeaderValue::from_str(id.0.as_hyphenated().encode_lower(&mut text)) {
        response.headers_mut().insert(REQUEST_ID.clone(), value);
    }
    response
}

fn measure(method: &Method, route: &str, status: u16, elapsed: Duration) {
    let class = match status {
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::histogram!(
        "sportello_http_request_seconds",
        "method" => method.as_str().to_owned(), "route" => route.to_owned(), "status" => class
    )
    .record(elapsed.as_secs_f64());
}

/// The metrics of this process. Installed once, however many portals a test mounts.
///
/// # Errors
/// When another recorder is installed.
pub fn metrics_handle() -> anyhow::Result<PrometheusHandle> {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full("sportello_http_request_seconds".into()), &buckets)?
        .install_recorder()?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}
