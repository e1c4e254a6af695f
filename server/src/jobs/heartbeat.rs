//! The portal says each minute that it is alive: the gaps are its outages.

use std::{sync::Arc, time::Duration};

use domain::{Ctx, office};
use tokio_util::sync::CancellationToken;

const MINUTE: Duration = Duration::from_secs(60);

/// Beats until told to stop. The last beat is at the stop itself: an outage begins there.
pub(super) async fn beat(ctx: Arc<Ctx>, stop: CancellationToken) {
    loop {
        if let Err(err) = office::beat(&ctx).await {
            tracing::warn!(error = %err, "that the portal is alive cannot be recorded");
        }
        if stop.is_cancelled() {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(MINUTE) => {}
            () = stop.cancelled() => {}
        }
    }
}
