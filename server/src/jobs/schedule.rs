//! What happens by the clock. The key holds the hour, so that of several instances one does it.

use contract::time::Moment;
use domain::{
    Ctx, Result,
    jobs::{Work, enqueue_now},
};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// The hour in Rome from which people are warned of terms that end.
const MORNING: i8 = 7;

/// How often the box of certified mail is looked into.
const PEC_MS: i64 = 5 * 60 * 1000;

/// Orders the work of this hour, once among all instances.
pub(super) async fn order_hourly(ctx: &Ctx) -> Result<()> {
    let now = ctx.clock.now();
    let hour = now.0 / HOUR_MS;
    let hourly =
        [Work::SealAudit, Work::ExpireDrafts, Work::AnnounceDrafts, Work::CloseRegister, Work::Sweep];
    for work in hourly {
        enqueue_now(ctx, &work, Moment(now.0), Some(format!("{}:{hour}", work.kind()))).await?;
    }
    // One message a person and morning: from seven in Rome on, also where the portal was down at seven.
    if now.hour() >= MORNING {
        let day = now.day();
        enqueue_now(ctx, &Work::WarnOfTerms, now, Some(format!("warn_of_terms:{day}"))).await?;
    }
    if ctx.post.pec.is_some() {
        let (work, turn) = (Work::FetchPec, now.0 / PEC_MS);
        enqueue_now(ctx, &work, now, Some(format!("{}:{turn}", work.kind()))).await?;
    }
    Ok(())
}
