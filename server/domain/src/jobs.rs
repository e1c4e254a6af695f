//! Work that happens after the answer: outbox, jobs and timers in one table.
//!
//! A row is written in the transaction of the verb that needs it, so it exists exactly when the
//! fact exists. A process leases it, works outside any transaction, and writes the result.

use std::time::Duration;

use contract::{ids::JobId, office::FailedJob, time::Moment};
use entity::office::jobs;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, LockBehavior, LockType, OnConflict, Query},
};

mod work;

pub use work::Work;

use crate::{
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// How long a process keeps a piece of work without saying that it is alive.
pub const LEASE: Duration = Duration::from_secs(60);

/// After so many attempts a person has to look.
pub const MAX_ATTEMPTS: i32 = 8;

/// A piece of work that this process has leased.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Its row.
    pub id: JobId,
    /// What to do.
    pub work: Work,
    /// Which attempt this is, from 1.
    pub attempt: i32,
}

/// Puts work in the table, in the caller's transaction. Two with the same key are one.
///
/// # Errors
/// Database errors.
pub async fn enqueue(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    work: &Work,
    run_at: Moment,
    dedupe_key: Option<String>,
) -> Result<()> {
    enqueue_all(ctx, db, vec![(work.clone(), dedupe_key)], run_at).await
}

/// The same for several pieces of work at once, each with its key.
pub(crate) async fn enqueue_all(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    works: Vec<(Work, Option<String>)>,
    run_at: Moment,
) -> Result<()> {
    enqueue_each(ctx, db, works.into_iter().map(|(work, key)| (work, key, run_at)).collect()).await
}

/// The same, each to be done at a time of its own.
pub(crate) async fn enqueue_each(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    works: Vec<(Work, Option<String>, Moment)>,
) -> Result<()> {
    if works.is_empty() {
        return Ok(());
    }
    let now = ctx.clock.now();
    let at_once = works.iter().any(|(.., run_at)| *run_at <= now);
    let row = |(work, dedupe_key, run_at): (Work, Option<String>, Moment)| {
        Ok(jobs::ActiveModel {
            id: Set(ctx.ids.next()),
            kind: Set(work.kind().to_owned()),
            payload: Set(serde_json::to_string(&work)?),
            dedupe_key: Set(dedupe_key),
            run_at: Set(run_at.0),
            attempts: Set(0),
            lease_until: Set(None),
            lease_owner: Set(None),
            last_error: Set(None),
            state: Set("ready".to_owned()),
            updated_at: Set(now.0),
        })
    };
    let rows = works.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    let once = OnConflict::column(jobs::Column::DedupeKey).do_nothing().to_owned();
    let mut insert = jobs::Entity::insert_many(rows).on_conflict(once).into_query();
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres && at_once {
        // Delivered at commit: the other instances wake at once instead of at their next look. What is due later is
        // found by a look.
        insert.returning(Query::returning().expr(Expr::cust("pg_notify('sportello_jobs', '')")));
    }
    db.execute_raw(backend.build(&insert)).await?;
    Ok(())
}

/// Puts work in the table in a transaction of its own, and wakes the runner.
///
/// # Errors
/// Database errors.
pub async fn enqueue_now(ctx: &Ctx, work: &Work, run_at: Moment, dedupe_key: Option<String>) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        enqueue(ctx, &tx, work, run_at, dedupe_key.clone()).await?;
        tx.commit().await?;
        Ok(())
    })
    .await?;
    ctx.wake.notify_one();
    Ok(())
}

/// The longest rest after a piece of work.
const LONGEST_REST: Duration = Duration::from_millis(250);

/// How long a worker rests after a piece of work, so that a night's worth of what nobody waits for leaves half of the
/// machine to people.
#[must_use]
pub fn rest_after(work: &Work, took: Duration) -> Duration {
    if work.can_wait() { took.min(LONGEST_REST) } else { Duration::ZERO }
}

/// Leases a piece of work whose owner has fallen silent, else the oldest that is due.
///
/// # Errors
/// Database errors.
pub async fn claim(ctx: &Ctx, owner: &str) -> Result<Option<Claimed>> {
    claim_from(ctx, owner, Order::Asc).await
}

/// The same from the other end: the newest that is due. Where some workers take from here, what somebody waits for now
/// does not stand behind ten thousand terms that ended in the night.
///
/// # Errors
/// Database errors.
pub async fn claim_newest(ctx: &Ctx, owner: &str) -> Result<Option<Claimed>> {
    claim_from(ctx, owner, Order::Desc).await
}

async fn claim_from(ctx: &Ctx, owner: &str, order: Order) -> Result<Option<Claimed>> {
    repeating(|| async {
        let now = ctx.clock.now().0;
        let silent = jobs::Column::State.eq("running").and(jobs::Column::LeaseUntil.lt(now));
        let ready = jobs::Column::State.eq("ready").and(jobs::Column::RunAt.lte(now));
        // One after the other, each in the order of its index: both at once would be sorted at every look, and ten
        // thousand terms may end in one night.
        for due in [silent, ready] {
            // Most looks find nothing, and need not wait for who writes.
            let any = jobs::Entity::find().select_only().column(jobs::Column::Id).filter(due.clone());
            let any = any.order_by(jobs::Column::RunAt, order.clone()).limit(1).into_tuple::<uuid::Uuid>();
            if any.one(ctx.db.read()).await?.is_some()
                && let Some(claimed) = lease(ctx, owner, (due, order.clone()), now).await?
            {
                return Ok(Some(claimed));
            }
        }
        Ok(None)
    })
    .await
}

/// Leases the first of some work in an order, if nobody else was faster.
async fn lease(ctx: &Ctx, owner: &str, (due, order): (Expr, Order), now: i64) -> Result<Option<Claimed>> {
    let tx = ctx.db.begin().await?;
    let due = jobs::Entity::find()
        .filter(due)
        .order_by(jobs::Column::RunAt, order)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(&tx)
        .await?;
    // Nothing was written: there is nothing to commit.
    let Some(row) = due else { return Ok(None) };
    // Work that ends its process never gets to say that it failed: it is given up here.
    if row.attempts >= MAX_ATTEMPTS {
        mark(&tx, JobId(row.id), "dead", Some("it ended the process that did it"), now, now).await?;
        tx.commit().await?;
        return Ok(None);
    }
    let attempt = row.attempts + 1;
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value("running"))
        .col_expr(jobs::Column::Attempts, Expr::value(attempt))
        .col_expr(jobs::Column::LeaseOwner, Expr::value(owner))
        .col_expr(jobs::Column::LeaseUntil, Expr::value(now + millis(LEASE)))
        .col_expr(jobs::Column::UpdatedAt, Expr::value(now))
        .filter(jobs::Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    match serde_json::from_str(&row.payload) {
        Ok(work) => Ok(Some(Claimed { id: JobId(row.id), work, attempt })),
        // Written by another version: a person sees it and tries again after the upgrade.
        Err(_) => {
            finish(ctx, JobId(row.id), "dead", Some("work of an unknown kind"), now).await?;
            Ok(None)
        }
    }
}

/// Says that a leased piece of work is still being done.
///
/// # Errors
/// Database errors.
pub async fn heartbeat(ctx: &Ctx, id: JobId, owner: &str) -> Result<()> {
    jobs::Entity::update_many()
        .col_expr(jobs::Column::LeaseUntil, Expr::value(ctx.clock.now().0 + millis(LEASE)))
        .filter(jobs::Column::Id.eq(id.0))
        .filter(jobs::Column::LeaseOwner.eq(owner))
        .exec(ctx.db.writer())
        .await?;
    Ok(())
}

/// The work is done.
///
/// # Errors
/// Database errors.
pub async fn done(ctx: &Ctx, id: JobId) -> Result<()> {
    finish(ctx, id, "done", None, ctx.clock.now().0).await
}

/// The work failed: it is tried again later, longer each time, until a person has to look.
/// `jitter` in 0..1 spreads the retries of several instances.
///
/// # Errors
/// Database errors.
pub async fn failed(ctx: &Ctx, claimed: &Claimed, why: &str, jitter: f64) -> Result<()> {
    let now = ctx.clock.now().0;
    if claimed.attempt >= MAX_ATTEMPTS {
        return finish(ctx, claimed.id, "dead", Some(why), now).await;
    }
    finish(ctx, claimed.id, "ready", Some(why), now + backoff(claimed.attempt, jitter)).await
}

/// Milliseconds before the next attempt: 2 s, 8 s, 32 s … at most an hour, spread by up to a half.
fn backoff(attempt: i32, jitter: f64) -> i64 {
    let doublings = u32::try_from(attempt.clamp(0, 10)).unwrap_or(0) * 2;
    let base = Ord::min(500_i64 << doublings, 3_600_000);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a spread, not a measure"
    )]
    let spread = (base as f64 * 0.5 * jitter.clamp(0.0, 1.0)) as i64;
    base + spread
}

async fn finish(ctx: &Ctx, id: JobId, state: &str, error: Option<&str>, run_at: i64) -> Result<()> {
    mark(ctx.db.writer(), id, state, error, run_at, ctx.clock.now().0).await?;
    ctx.db.settled().await
}

async fn mark(
    db: &impl ConnectionTrait,
    id: JobId,
    state: &str,
    error: Option<&str>,
    run_at: i64,
    now: i64,
) -> Result<()> {
    jobs::Entity::update_many()
        .col_expr(jobs::Column::State, Expr::value(state))
        .col_expr(jobs::Column::RunAt, Expr::value(run_at))
        .col_expr(jobs::Column::LeaseOwner, Expr::value(None::<String>))
        .col_expr(jobs::Column::LeaseUntil, Expr::value(None::<i64>))
        .col_expr(jobs::Column::LastError, Expr::value(error.map(str::to_owned)))
        .col_expr(jobs::Column::UpdatedAt, Expr::value(now))
        .filter(jobs::Column::Id.eq(id.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets work that was done before this moment. Returns how many rows.
///
/// # Errors
/// Database errors.
pub async fn forget_done(ctx: &Ctx, before: Moment) -> Result<u64> {
    let outcome = jobs::Entity::delete_many()
        .filter(jobs::Column::State.eq("done"))
        .filter(jobs::Column::UpdatedAt.lt(before.0))
        .exec(ctx.db.writer())
        .await?;
    Ok(outcome.rows_affected)
}

/// Work that waits for a person, newest first.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff.
pub async fn list_failed(ctx: &Ctx, actor: &Actor) -> Result<Vec<FailedJob>> {
    policy::demand(actor, Action::SeeFailedWork)?;
    let rows = jobs::Entity::find()
        .filter(jobs::Column::State.eq("dead"))
        .order_by_desc(jobs::Column::UpdatedAt)
        .limit(200)
        .all(ctx.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| FailedJob {
            id: JobId(row.id),
            kind: row.kind,
            attempts: row.attempts,
            error: row.last_error.unwrap_or_default(),
            at: Moment(row.updated_at),
        })
        .collect())
}

/// Gives failed work another eight attempts, from now.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff, [`Error::NotFound`] if it does not wait any more.
pub async fn retry(ctx: &Ctx, actor: &Actor, id: JobId) -> Result<()> {
    policy::demand(actor, Action::RetryWork)?;
    let changed = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let outcome = jobs::Entity::update_many()
            .col_expr(jobs::Column::State, Expr::value("ready"))
            .col_expr(jobs::Column::Attempts, Expr::value(0))
            .col_expr(jobs::Column::RunAt, Expr::value(ctx.clock.now().0))
            .filter(jobs::Column::Id.eq(id.0))
            .filter(jobs::Column::State.eq("dead"))
            .exec(&tx)
            .await?;
        crate::audit::note(ctx, &tx, actor, "job.retry", format!("job:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(outcome.rows_affected)
    })
    .await?;
    if changed == 0 {
        return Err(Error::NotFound(Kind::Job));
    }
    ctx.wake.notify_one();
    Ok(())
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::backoff;

    #[test]
    fn each_attempt_waits_longer_and_never_over_an_hour_and_a_half() {
        assert_eq!(backoff(1, 0.0), 2_000);
        assert_eq!(backoff(2, 0.0), 8_000);
        assert_eq!(backoff(8, 0.0), 3_600_000);
        assert_eq!(backoff(8, 1.0), 5_400_000);
    }
}
