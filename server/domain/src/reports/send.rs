//! A report is sent: by anybody, once, and never more in a short time than people write.

use contract::{
    Code, Lang,
    ids::ReportId,
    reports::{NewReport, ReportKind, ReportReceipt, ReportState},
    time::Moment,
};
use entity::{cases::counters, reports::reports};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, Select,
    sea_query::{Expr, OnConflict},
};

use super::choices::offices;
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

const MINUTE_MS: i64 = 60_000;

/// The most that one address or one person sends in an hour.
const MOST_OF_ONE: u64 = 5;

/// The most that people who are not logged in send in ten minutes, together.
const MOST_OF_STRANGERS: u64 = 60;

/// Stores a report and gives it a number. The same form sent twice is one report. It goes to the office that
/// was chosen, else to the first of the list.
///
/// # Errors
/// [`Error::Refused`] with `TooManyReports` where more is sent in a short time than people write.
pub async fn send(ctx: &Ctx, actor: &Actor, report: &NewReport) -> Result<ReportId> {
    policy::demand(actor, Action::SendReport)?;
    let offices = offices(ctx, Lang::It).await?;
    let chosen = report.office.clone().filter(|id| offices.iter().any(|(of, _)| of == id));
    let office = chosen.or_else(|| offices.first().map(|(id, _)| id.clone())).unwrap_or_default();
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        if reports::Entity::find_by_id(report.id.0).one(&tx).await?.is_some() {
            return Ok(report.id);
        }
        not_too_many(ctx, &tx, actor, report).await?;
        let now = ctx.clock.now();
        let number = next_number(&tx, now).await?;
        let row = reports::ActiveModel {
            id: Set(report.id.0),
            number: Set(number),
            kind: Set(report.kind.as_str().to_owned()),
            state: Set(ReportState::Open.as_str().to_owned()),
            office: Set(office.clone()),
            service: Set(report.service.clone()),
            person_id: Set(actor.person.map(|person| person.0)),
            name: Set(report.name.clone()),
            email: Set(report.email.as_str().to_owned()),
            phone: Set(report.phone.clone()),
            place: Set(report.place.clone()),
            body: Set(report.text.clone()),
            days: Set(serde_json::to_string(&report.days)?),
            band: Set(report.band.map(|band| band.as_str().to_owned())),
            lang: Set(report.lang.as_str().to_owned()),
            received_at: Set(now.0),
            answer: Set(None),
            answered_by: Set(None),
            answered_at: Set(None),
            erased_at: Set(None),
            row_version: Set(1),
        };
        reports::Entity::insert(row).exec_without_returning(&tx).await?;
        audit::note(ctx, &tx, actor, "report.send", format!("report:{}", report.id), "ok").await?;
        tx.commit().await?;
        Ok(report.id)
    })
    .await
}

async fn not_too_many(ctx: &Ctx, tx: &impl ConnectionTrait, actor: &Actor, report: &NewReport) -> Result<()> {
    let now = ctx.clock.now().0;
    let since = |minutes: i64| {
        let select: Select<reports::Entity> = reports::Entity::find();
        select.filter(reports::Column::ReceivedAt.gt(now - minutes * MINUTE_MS))
    };
    let of_one = match actor.person {
        Some(person) => since(60).filter(reports::Column::PersonId.eq(person.0)).count(tx).await?,
        None => since(60).filter(reports::Column::Email.eq(report.email.as_str())).count(tx).await?,
    };
    let strangers = match actor.person {
        Some(_) => 0,
        None => since(10).filter(reports::Column::PersonId.is_null()).count(tx).await?,
    };
    if of_one >= MOST_OF_ONE || strangers >= MOST_OF_STRANGERS {
        return Err(Error::Refused(Code::TooManyReports));
    }
    Ok(())
}

/// `SG-2026-000001`: counted by the year in Rome, without gaps.
async fn next_number(tx: &impl ConnectionTrait, now: Moment) -> Result<String> {
    let year = now.day().year();
    let row = counters::ActiveModel { name: Set(format!("reports:{year}")), value: Set(1) };
    let moved = OnConflict::column(counters::Column::Name)
        .value(counters::Column::Value, Expr::col((counters::Entity, counters::Column::Value)).add(1))
        .to_owned();
    let row = counters::Entity::insert(row).on_conflict(moved).exec_with_returning(tx).await?;
    Ok(format!("SG-{year}-{:06}", row.value))
}

/// The page after sending, for whoever has its address. The answer is for the person who sent it.
///
/// # Errors
/// [`Error::NotFound`] if there is no such report.
pub async fn receipt(ctx: &Ctx, actor: &Actor, id: ReportId) -> Result<ReportReceipt> {
    let row =
        reports::Entity::find_by_id(id.0).one(ctx.db.read()).await?.ok_or(Error::NotFound(Kind::Report))?;
    let answer = row.answer.clone().filter(|_| policy::allows(actor, Action::OwnReport(&row)));
    Ok(ReportReceipt {
        kind: ReportKind::parse(&row.kind).unwrap_or(ReportKind::Assistance),
        state: ReportState::parse(&row.state).unwrap_or(ReportState::Open),
        received_at: Moment(row.received_at),
        number: row.number,
        answer,
    })
}
