//! What happens by the clock. The key holds the hour, so that of several instances one does it.

use contract::time::Moment;
use domain::{
    Ctx, Result,
    jobs::{Work, enqueue_now},
};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Orders the work of this hour, once among all instances.
pub(super) async fn order_hourly(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now();
    let hour = now.0 / HOUR_MS;
    for work in [Work::SealAudit, Work::ExpireDrafts, Work::Sweep] {
        enqueue_now(ctx, &work, Moment(now.0), Some(format!("{}:{hour}", work.kind()))).await?;
    }
    Ok(())
}
