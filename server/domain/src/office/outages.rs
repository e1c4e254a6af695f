//! The register of the portal's own outages: a beat each minute, and what its gaps say.

use contract::{
    ids::OutageId,
    outages::{Days, NewOutage, OutagePage, OutageRow},
    time::Moment,
};
use entity::office::{heartbeat, outages};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

const MINUTE_MS: i64 = 60_000;

/// The only row of its table.
const BEAT: i64 = 1;

/// Shown at most.
const MOST: u64 = 1_000;

/// Says that the portal is alive. If it has been silent for longer than the minutes that count as an outage,
/// the silence is recorded. Of several instances any may say it: an outage is the silence of all.
///
/// # Errors
/// Database errors: the silence goes on, and is recorded by the first beat after it.
pub async fn beat(ctx: &Ctx) -> Result<()> {
    repeating(|| async {
        let now = ctx.clock.now();
        let tx = ctx.db.begin().await?;
        let Some(last) = heartbeat::Entity::find_by_id(BEAT).one(&tx).await? else {
            let first = heartbeat::ActiveModel { id: Set(BEAT), at: Set(now.0) };
            let once = OnConflict::column(heartbeat::Column::Id).do_nothing().to_owned();
            heartbeat::Entity::insert(first).on_conflict(once).exec_without_returning(&tx).await?;
            tx.commit().await?;
            return Ok(());
        };
        // Whoever moves the row from where it was read records the silence; a clock set back moves nothing.
        let moved = heartbeat::Entity::update_many()
            .col_expr(heartbeat::Column::At, Expr::value(now.0))
            .filter(heartbeat::Column::Id.eq(BEAT))
            .filter(heartbeat::Column::At.eq(last.at))
            .filter(heartbeat::Column::At.lt(now.0))
            .exec(&tx)
            .await?;
        let silent = now.0 - last.at;
        if moved.rows_affected == 1 && silent > i64::from(ctx.ente.outage_minutes) * MINUTE_MS {
            write(ctx, &tx, false, Moment(last.at), now, "").await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}

async fn write(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    announced: bool,
    began_at: Moment,
    ended_at: Moment,
    reason: &str,
) -> Result<OutageId> {
    let id = OutageId(ctx.ids.next());
    let row = outages::ActiveModel {
        id: Set(id.0),
        announced: Set(i64::from(announced)),
        began_at: Set(began_at.0),
        ended_at: Set(ended_at.0),
        reason: Set(reason.to_owned()),
        written_at: Set(ctx.clock.now().0),
    };
    outages::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Announces an outage to come.
///
/// # Errors
/// [`Error::Forbidden`] for who does not run the portal.
pub async fn announce_outage(ctx: &Ctx, actor: &Actor, outage: &NewOutage) -> Result<OutageId> {
    policy::demand(actor, Action::AnnounceOutages)?;
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        let id = write(ctx, &tx, true, outage.began_at, outage.ended_at, &outage.reason).await?;
        audit::note(ctx, &tx, actor, "outage.announce", format!("outage:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(id)
    })
    .await
}

/// Takes back an announcement whose time has not come. What has begun, or was recorded, stays.
///
/// # Errors
/// [`Error::Forbidden`] for who does not run the portal, [`Error::NotFound`] if there is none to take back.
pub async fn recall_outage(ctx: &Ctx, actor: &Actor, id: OutageId) -> Result<()> {
    policy::demand(actor, Action::AnnounceOutages)?;
    let gone = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let gone = outages::Entity::delete_many()
            .filter(outages::Column::Id.eq(id.0))
            .filter(outages::Column::Announced.eq(1))
            .filter(outages::Column::BeganAt.gt(ctx.clock.now().0))
            .exec(&tx)
            .await?;
        audit::note(ctx, &tx, actor, "outage.recall", format!("outage:{id}"), "ok").await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    })
    .await?;
    if gone == 0 { Err(Error::NotFound(Kind::Outage)) } else { Ok(()) }
}

/// Announced outages that have not ended, for who may announce more.
///
/// # Errors
/// [`Error::Forbidden`] for who does not run the portal.
pub async fn announced_outages(ctx: &Ctx, actor: &Actor) -> Result<Vec<OutageRow>> {
    policy::demand(actor, Action::AnnounceOutages)?;
    coming_outages(ctx).await
}

async fn coming_outages(ctx: &Ctx) -> Result<Vec<OutageRow>> {
    let rows = outages::Entity::find()
        .filter(outages::Column::Announced.eq(1))
        .filter(outages::Column::EndedAt.gt(ctx.clock.now().0))
        .order_by_asc(outages::Column::BeganAt)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

/// The public page: what is announced, and what was in some days. For anybody.
///
/// # Errors
/// Database errors.
pub async fn outages(ctx: &Ctx, asked: Option<Days>, wrong: bool) -> Result<OutagePage> {
    let days = asked.unwrap_or_else(|| Days::until(ctx.clock.now().day()));
    Ok(OutagePage { days, wrong, coming: coming_outages(ctx).await?, past: past_outages(ctx, days).await? })
}

/// The outages that touch these days and have begun, latest first.
///
/// # Errors
/// Database errors.
pub(super) async fn past_outages(ctx: &Ctx, days: Days) -> Result<Vec<OutageRow>> {
    let (from, to) = days.moments();
    let rows = outages::Entity::find()
        .filter(outages::Column::EndedAt.gte(from.0))
        .filter(outages::Column::BeganAt.lte(to.0.min(ctx.clock.now().0)))
        .order_by_desc(outages::Column::BeganAt)
        .order_by_desc(outages::Column::Id)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

fn view(row: outages::Model) -> OutageRow {
    OutageRow {
        id: OutageId(row.id),
        announced: row.announced == 1,
        began_at: Moment(row.began_at),
        ended_at: Moment(row.ended_at),
        reason: row.reason,
    }
}

/// Forgets when the portal was last there: the next beat begins anew, and the time between is no outage. For an
/// installation that was restored from a backup.
///
/// # Errors
/// Database errors.
pub async fn forget_beat(ctx: &Ctx) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        heartbeat::Entity::delete_by_id(BEAT).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
