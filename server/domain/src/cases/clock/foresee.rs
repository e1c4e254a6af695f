//! What a *rettifica* would bring about: it is written, looked at and taken back, so that nothing else is foretold.

use contract::{
    Lang,
    cases::{RectifyForeseen, Truth},
    ids::CaseId,
};
use entity::messages::communications;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    Snapshot,
    history::Fact,
    rectify::{self, RECTIFY, Rectify},
    rectify_days::{self, RectifyDays},
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    db::{Tx, repeating},
    error::{Error, Kind, Result},
    procedures,
};

/// What putting an event of a case right would bring about. Nothing is written.
///
/// # Errors
/// As [`rectify`](super::rectify()).
pub async fn foresee_rectify(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    asked: &Rectify,
) -> Result<RectifyForeseen> {
    super::catch_up(ctx, asked.case).await?;
    let outcome = repeating(|| async {
        let tx = rectify::written(ctx, actor, asked).await?;
        looked_at(ctx, tx, asked.case).await
    })
    .await;
    let after = access::guarded(ctx, actor, RECTIFY, outcome).await?;
    let before = Snapshot::take(ctx, ctx.db.read(), asked.case).await?;
    let asking = Asking { of: asked.of, reason: &asked.reason, row_version: asked.row_version };
    let truth = |stands: Option<&Fact>, _texts: &dyn Fn(&str) -> String| match (asked.truly, stands) {
        (None, _) => Truth::Never,
        (Some(day), Some(_)) => Truth::On(day),
        (Some(day), None) => Truth::AfterAll(day),
    };
    foreseen(ctx, actor, lang, asking, (&before, &after), &truth).await
}

/// What putting days right that answers said would bring about. Nothing is written.
///
/// # Errors
/// As [`rectify_days`](super::rectify_days()).
pub async fn foresee_rectify_days(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    asked: &RectifyDays,
) -> Result<RectifyForeseen> {
    super::catch_up(ctx, asked.case).await?;
    let outcome = repeating(|| async {
        let (tx, days) = rectify_days::written(ctx, actor, asked).await?;
        Ok((looked_at(ctx, tx, asked.case).await?, days))
    })
    .await;
    let (after, days) = access::guarded(ctx, actor, RECTIFY, outcome).await?;
    let before = Snapshot::take(ctx, ctx.db.read(), asked.case).await?;
    let asking = Asking { of: asked.of, reason: &asked.reason, row_version: asked.row_version };
    let truth = |stands: Option<&Fact>, words: &dyn Fn(&str) -> String| {
        let said = stands.map(|fact| fact.payload.days.as_slice()).unwrap_or_default();
        let day = |(name, after): &(String, Date)| {
            let (_, before) = said.iter().find(|(own, _)| own == name)?;
            Some((name.clone(), words(name), *before, *after))
        };
        Truth::Days(days.iter().filter_map(day).collect())
    };
    foreseen(ctx, actor, lang, asking, (&before, &after), &truth).await
}

/// Reads a case as it stands in a transaction that is never committed: what was written in it is gone when it is dropped.
async fn looked_at(ctx: &Ctx, tx: Tx, case: CaseId) -> Result<Snapshot> {
    Snapshot::take(ctx, &tx, case).await
}

/// What was typed, as it is confirmed.
struct Asking<'a> {
    of: i64,
    reason: &'a str,
    row_version: i64,
}

/// What is true instead, by the event as it stands now, if it does, and the words of a question.
type Telling<'a> = dyn Fn(Option<&Fact>, &dyn Fn(&str) -> String) -> Truth + Send + Sync + 'a;

async fn foreseen(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    asking: Asking<'_>,
    (before, after): (&Snapshot, &Snapshot),
    truth: &Telling<'_>,
) -> Result<RectifyForeseen> {
    let case = CaseId(before.case.id);
    let definition = procedures::by_hash(ctx, &before.case.definition_hash).await?;
    let texts = definition.text(lang);
    let stands = before.history.standing_facts().find(|fact| fact.seq == asking.of);
    let recorded = before.history.at(asking.of).ok_or(Error::NotFound(Kind::Case))?;
    let sent = communications::Entity::find()
        .filter(communications::Column::CaseId.eq(case.0))
        .filter(communications::Column::EventSeq.eq(asking.of))
        .count(ctx.db.read())
        .await?;
    audit::note_now(ctx, actor, "case.read", format!("case:{case}"), "ok").await?;
    Ok(RectifyForeseen {
        case,
        procedure: texts.service().short.clone(),
        number: before.case.number.clone().unwrap_or_default(),
        of: asking.of,
        event: definition.told(lang, &recorded.event, &recorded.payload.bodies),
        on: stands.as_ref().map_or(recorded.day, |fact| fact.day),
        truth: truth(stands.as_ref(), &|name| texts.question(name).label.to_owned()),
        reason: asking.reason.to_owned(),
        sent: sent > 0,
        comes: before.until(ctx, Some(actor), lang, (&definition, after)).await?,
        row_version: asking.row_version,
    })
}
