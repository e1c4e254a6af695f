//! Lists of reports: those of the actor's offices, and the actor's own.

use contract::{
    ids::ReportId,
    reports::{ReportKind, ReportList, ReportRow, ReportState},
    time::Moment,
};
use entity::reports::reports;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    audit,
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
};

/// What part of the list is wanted.
#[derive(Debug, Clone, Default)]
pub struct ReportQuery {
    /// Only this kind.
    pub kind: Option<ReportKind>,
    /// Only this state; all that are not closed if none.
    pub state: Option<ReportState>,
    /// The key that the page before gave for this one.
    pub after: Option<String>,
}

const PAGE: u64 = 25;

/// One page of the reports of the actor's offices, oldest first. The look is audited: it shows names.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who is not staff.
pub async fn list(ctx: &Ctx, actor: &Actor, query: &ReportQuery) -> Result<ReportList> {
    policy::demand(actor, Action::SeeReports)?;
    let offices = actor.offices();
    let mut select = reports::Entity::find().filter(reports::Column::Office.is_in(&offices));
    select = match query.state {
        Some(state) => select.filter(reports::Column::State.eq(state.as_str())),
        None => select.filter(reports::Column::State.ne(ReportState::Closed.as_str())),
    };
    if let Some(kind) = query.kind {
        select = select.filter(reports::Column::Kind.eq(kind.as_str()));
    }
    if let Some((at, id)) = query.after.as_deref().and_then(parse_key) {
        select = select.filter(
            Condition::any()
                .add(reports::Column::ReceivedAt.gt(at))
                .add(reports::Column::ReceivedAt.eq(at).and(reports::Column::Id.gt(id))),
        );
    }
    let mut rows = select
        .order_by_asc(reports::Column::ReceivedAt)
        .order_by_asc(reports::Column::Id)
        .limit(PAGE + 1)
        .all(ctx.db.read())
        .await?;
    let more = u64::try_from(rows.len()).unwrap_or(0) > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| format!("{}.{}", row.received_at, row.id));
    if !rows.is_empty() {
        audit::note_now(ctx, actor, "reports.read", format!("office:{}", offices.join(",")), "ok").await?;
    }
    Ok(ReportList { kind: query.kind, state: query.state, rows: rows.iter().map(row).collect(), next })
}

/// The latest 50 reports that the actor sent while logged in, latest first; none for strangers.
///
/// # Errors
/// Database errors.
pub async fn mine(ctx: &Ctx, actor: &Actor) -> Result<Vec<ReportRow>> {
    let Some(person) = actor.person else { return Ok(Vec::new()) };
    let rows = reports::Entity::find()
        .filter(reports::Column::PersonId.eq(person.0))
        .order_by_desc(reports::Column::ReceivedAt)
        .order_by_desc(reports::Column::Id)
        .limit(50)
        .all(ctx.db.read())
        .await?;
    Ok(rows.iter().map(row).collect())
}

pub(super) fn row(row: &reports::Model) -> ReportRow {
    ReportRow {
        id: ReportId(row.id),
        number: row.number.clone(),
        kind: ReportKind::parse(&row.kind).unwrap_or(ReportKind::Assistance),
        state: ReportState::parse(&row.state).unwrap_or(ReportState::Open),
        name: row.name.clone(),
        received_at: Moment(row.received_at),
    }
}

/// A key that was tampered with shows the first page: it holds no right.
fn parse_key(key: &str) -> Option<(i64, Uuid)> {
    let (at, id) = key.split_once('.')?;
    Some((at.parse().ok()?, Uuid::parse_str(id).ok()?))
}
