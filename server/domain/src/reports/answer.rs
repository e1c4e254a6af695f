//! The office answers a report, or closes it.

use contract::{
    Code,
    ids::ReportId,
    reports::{LONGEST_ANSWER, ReportState},
};
use entity::reports::reports;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::show::{guarded, of_office};
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
};

/// What the office says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The report.
    pub report: ReportId,
    /// The answer; may be empty only where the report is closed.
    pub text: String,
    /// Whether nothing more is to be done.
    pub close: bool,
    /// The version of the report that was on the page.
    pub row_version: i64,
}

/// Stores the answer of the office in charge. Closing keeps the answer that is there if none is given.
///
/// # Errors
/// [`Error::NotFound`] if the actor may not, [`Error::Refused`] with `TextMissing`, `TextTooLong` or
/// `EventNotPossible` (closed already), [`Error::Conflict`] with `StaleSave`.
pub async fn answer(ctx: &Ctx, actor: &Actor, what: &Answer) -> Result<()> {
    let text = what.text.replace("\r\n", "\n").trim().to_owned();
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let report = of_office(&tx, actor, what.report).await?;
        if text.is_empty() && !what.close {
            return Err(Error::Refused(Code::TextMissing));
        }
        if text.chars().count() > LONGEST_ANSWER {
            return Err(Error::Refused(Code::TextTooLong));
        }
        if report.state == ReportState::Closed.as_str() || report.erased_at.is_some() {
            return Err(Error::Refused(Code::EventNotPossible));
        }
        let state = if what.close { ReportState::Closed } else { ReportState::Answered };
        let said = if text.is_empty() { report.answer } else { Some(text.clone()) };
        let changed = reports::Entity::update_many()
            .col_expr(reports::Column::State, Expr::value(state.as_str()))
            .col_expr(reports::Column::Answer, Expr::value(said))
            .col_expr(reports::Column::AnsweredBy, Expr::value(actor.person.map(|person| person.0)))
            .col_expr(reports::Column::AnsweredAt, Expr::value(Some(ctx.clock.now().0)))
            .col_expr(reports::Column::RowVersion, Expr::value(what.row_version + 1))
            .filter(reports::Column::Id.eq(what.report.0))
            .filter(reports::Column::RowVersion.eq(what.row_version))
            .exec(&tx)
            .await?;
        if changed.rows_affected == 0 {
            return Err(Error::Conflict(Code::StaleSave));
        }
        let did = if what.close { "report.close" } else { "report.answer" };
        audit::note(ctx, &tx, actor, did, format!("report:{}", what.report), "ok").await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    guarded(ctx, actor, "report.answer", outcome).await
}
