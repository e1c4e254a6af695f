//! A report as the office in charge works on it.

use contract::{
    Lang,
    ids::ReportId,
    reports::{Band, ReportView},
    time::Moment,
};
use entity::reports::reports;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{choices, list::row};
use crate::{
    audit, catalogue,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// A report of an office where the actor works. Reading it is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] if there is none or the actor may not see it; the attempt is audited.
pub async fn show(ctx: &Ctx, actor: &Actor, lang: Lang, id: ReportId) -> Result<ReportView> {
    let found = of_office(ctx.db.read(), actor, id).await;
    let report = guarded(ctx, actor, "report.read", found).await?;
    audit::note_now(ctx, actor, "report.read", format!("report:{id}"), "ok").await?;
    let service = match &report.service {
        Some(slug) => match catalogue::service(ctx, lang, slug).await {
            Ok(page) => Some(page.card.title),
            // It is no longer on offer.
            Err(Error::NotFound(_)) => Some(slug.clone()),
            Err(other) => return Err(other),
        },
        None => None,
    };
    Ok(ReportView {
        row: row(&report),
        office: choices::office_name(ctx, lang, &report.office).await?,
        service,
        email: report.email,
        phone: report.phone,
        place: report.place,
        text: report.body,
        days: serde_json::from_str(&report.days)?,
        band: report.band.as_deref().and_then(Band::parse),
        lang: Lang::parse(&report.lang).unwrap_or_default(),
        answer: report.answer.unwrap_or_default(),
        answered_at: report.answered_at.map(Moment),
        erased_at: report.erased_at.map(Moment),
        row_version: report.row_version,
    })
}

/// A report that the actor may work on.
pub(super) async fn of_office(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: ReportId,
) -> Result<reports::Model> {
    let report = reports::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound(Kind::Report))?;
    if policy::allows(actor, Action::WorkOnReport(&report)) {
        Ok(report)
    } else {
        Err(Error::Hidden(format!("report:{id}")))
    }
}

/// Turns "may not be seen" into "there is none", after writing the attempt down.
pub(super) async fn guarded<T>(ctx: &Ctx, actor: &Actor, action: &str, outcome: Result<T>) -> Result<T> {
    match outcome {
        Err(Error::Hidden(subject)) => {
            audit::note_now(ctx, actor, action, subject, "denied").await?;
            Err(Error::NotFound(Kind::Report))
        }
        other => other,
    }
}
