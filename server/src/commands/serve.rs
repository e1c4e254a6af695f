//! `sportello serve`.

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{config::Config, http, jobs, wiring};

pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    let metrics = http::metrics_handle()?;
    let metrics_listener = TcpListener::bind(config.metrics_listen)
        .await
        .with_context(|| format!("`metrics_listen`: {} cannot be taken", config.metrics_listen))?;
    let world = wiring::world(&config).await?;
    let app = http::App::new(config.clone(), &world);
    let router = http::router(&app);
    let stop = CancellationToken::new();
    let runner = tokio::spawn(jobs::run(world.ctx.clone(), stop.clone()));
    let metrics = tokio::spawn(http::serve_metrics(metrics_listener, metrics, stop.clone()));
    tokio::spawn(stop_on_signal(stop.clone())?);
    tracing::info!(listen = %config.listen, url = %config.public_url, "the portal is open");
    let served = http::serve(config.listen, router, stop.clone()).await;
    stop.cancel();
    runner.await.context("the runner of jobs broke")?;
    if let Err(err) = metrics.await.context("the metrics broke")? {
        tracing::warn!(error = format!("{err:#}"), "metrics were not served");
    }
    if let Some(store) = world.embedded {
        store.shutdown().await;
    }
    tracing::info!("the portal is closed");
    served
}

fn stop_on_signal(stop: CancellationToken) -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: requests in flight are finished");
        stop.cancel();
    })
}
