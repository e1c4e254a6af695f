//! Listening, and stopping without cutting anybody off.

use std::{net::SocketAddr, time::Duration};

use anyhow::Context;
use axum::{Router, routing::get, serve::ListenerExt};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// How long requests in flight may take to end after the signal to stop.
const GRACE: Duration = Duration::from_secs(30);

/// Serves until told to stop, then finishes the requests in flight.
///
/// # Errors
/// When the address cannot be taken.
pub async fn serve(listen: SocketAddr, router: Router, stop: CancellationToken) -> anyhow::Result<()> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("`listen`: {listen} cannot be taken; is another portal running?"))?;
    // Without it small answers wait 40 ms for the other side's acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(err) = stream.set_nodelay(true) {
            tracing::warn!(error = %err, "TCP_NODELAY cannot be set");
        }
    });
    let ending = stop.clone();
    let served =
        axum::serve(listener, router).with_graceful_shutdown(async move { ending.cancelled().await });
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        outcome = served => outcome.context("the portal stopped listening"),
        () = patience => {
            tracing::warn!("some requests did not end in time and were cut off");
            Ok(())
        }
    }
}

/// Serves the metrics on their own loopback address until told to stop.
///
/// # Errors
/// What the network says.
pub async fn serve_metrics(
    listener: TcpListener,
    handle: PrometheusHandle,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let router = Router::new().route("/metrics", get(move || async move { handle.render() }));
    axum::serve(listener, router).with_graceful_shutdown(stop.cancelled_owned()).await?;
    Ok(())
}
