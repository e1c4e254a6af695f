//! The runner: leases work, does it, says how it went. Several instances share one table.

use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::{
    Ctx, cases,
    jobs::{self, Claimed, LEASE},
};
use futures_util::FutureExt;
use sea_orm::DbBackend;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{dispatch::perform, heartbeat, schedule};

/// How often the table is looked at when nothing wakes the runner.
const LOOK: Duration = Duration::from_secs(2);

/// How often the clock's work is ordered; the hour in its key makes it once an hour.
const CLOCK: Duration = Duration::from_secs(5 * 60);

/// How many pieces of work at once.
const AT_ONCE: usize = 2;

/// Runs until told to stop, then finishes what it has leased.
pub async fn run(ctx: Arc<Ctx>, stop: CancellationToken) {
    let owner = ctx.ids.next().to_string();
    let working = TaskTracker::new();
    if ctx.db.backend() == DbBackend::Postgres {
        working.spawn(listen(Arc::clone(&ctx), stop.clone()));
    }
    working.spawn(heartbeat::beat(Arc::clone(&ctx), stop.clone()));
    working.spawn(clock(Arc::clone(&ctx), stop.clone()));
    for place in 0..AT_ONCE {
        working.spawn(work(Arc::clone(&ctx), owner.clone(), place > 0, stop.clone()));
    }
    working.close();
    working.wait().await;
}

/// Takes the newest work that is due, or the oldest: of two workers one does each.
async fn work(ctx: Arc<Ctx>, owner: String, newest: bool, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let claimed =
            if newest { jobs::claim_newest(&ctx, &owner).await } else { jobs::claim(&ctx, &owner).await };
        match claimed {
            Ok(Some(claimed)) => {
                let began = Instant::now();
                one(&ctx, &owner, &claimed).await;
                let rest = jobs::rest_after(&claimed.work, began.elapsed());
                tokio::select! {
                    () = tokio::time::sleep(rest) => {}
                    () = stop.cancelled() => {}
                }
            }
            Ok(None) => idle(&ctx, &stop, LOOK).await,
            Err(err) => {
                tracing::warn!(error = %err, "the table of jobs cannot be read");
                idle(&ctx, &stop, LOOK).await;
            }
        }
    }
}

async fn idle(ctx: &Ctx, stop: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = ctx.wake.notified() => {}
        () = tokio::time::sleep(pause) => {}
        () = stop.cancelled() => {}
    }
}

/// Does one piece of work, keeping its lease alive meanwhile.
async fn one(ctx: &Ctx, owner: &str, claimed: &Claimed) {
    let kind = claimed.work.kind();
    // A panic is a failure of this piece of work, not the end of the worker.
    let performed = async {
        AssertUnwindSafe(perform(ctx, &claimed.work))
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(domain::Error::Internal(anyhow::anyhow!("the work panicked"))))
    };
    let alive = async {
        loop {
            tokio::time::sleep(LEASE / 3).await;
            if let Err(err) = jobs::heartbeat(ctx, claimed.id, owner).await {
                tracing::warn!(job.kind = kind, error = %err, "a lease cannot be kept");
            }
        }
    };
    let outcome = tokio::select! {
        outcome = performed => outcome,
        () = alive => return,
    };
    let recorded = match &outcome {
        Ok(()) => jobs::done(ctx, claimed.id).await,
        Err(err) => {
            tracing::warn!(job.kind = kind, job.id = %claimed.id, attempt = claimed.attempt, error = %err, "work failed");
            jobs::failed(ctx, claimed, &err.to_string(), rand::random()).await
        }
    };
    metrics::counter!("sportello_jobs_total", "kind" => kind, "outcome" => if outcome.is_ok() { "ok" } else { "failed" })
        .increment(1);
    if let Err(err) = recorded {
        tracing::warn!(job.kind = kind, error = %err, "the outcome of work cannot be recorded; it will be repeated");
    }
}

async fn clock(ctx: Arc<Ctx>, stop: CancellationToken) {
    // Once for each start: instances that run with other files would order it in turns.
    let mut ordered = false;
    while !stop.is_cancelled() {
        if !ordered {
            match cases::order_anew(&ctx).await {
                Ok(()) => ordered = true,
                Err(err) => tracing::warn!(error = %err, "what has to be worked out anew cannot be ordered"),
            }
        }
        if let Err(err) = schedule::order_hourly(&ctx).await {
            tracing::warn!(error = %err, "the work of the hour cannot be ordered");
        }
        tokio::select! {
            () = tokio::time::sleep(CLOCK) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// PostgreSQL tells every instance that there is work.
async fn listen(ctx: Arc<Ctx>, stop: CancellationToken) {
    use sea_orm::sqlx::postgres::PgListener;
    while !stop.is_cancelled() {
        let Some(pool) = ctx.db.postgres() else { return };
        let heard = async {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen("sportello_jobs").await?;
            loop {
                listener.recv().await?;
                ctx.wake.notify_one();
            }
        };
        let heard: Result<(), sea_orm::sqlx::Error> = tokio::select! {
            outcome = heard => outcome,
            () = stop.cancelled() => return,
        };
        if let Err(err) = heard {
            tracing::warn!(error = %err, "the database's bell cannot be heard; looking every {LOOK:?}");
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Does everything that is due now, one after the other. For the demo and for tests.
///
/// # Errors
/// Database errors; work that fails is recorded, not returned.
pub async fn drain(ctx: &Ctx) -> domain::Result<usize> {
    let mut count = 0;
    while let Some(claimed) = jobs::claim(ctx, "drain").await? {
        one(ctx, "drain", &claimed).await;
        count += 1;
    }
    Ok(count)
}
