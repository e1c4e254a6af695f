//! What linking two cases would bring about: it is done, looked at and taken back, so that nothing else is foretold.

use std::collections::BTreeSet;

use contract::{
    Lang,
    cases::{Act, LinkForeseen},
    ids::CaseId,
};
use entity::cases::{case_events, case_titolari, cases};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::office::{LINK, Linking, begin, joined};
use crate::{
    access, audit,
    cases::clock::{self, History, Side, changed_terms},
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
    procedures,
};

/// What putting these two cases together would bring about in the one that is followed; nothing where neither follows the
/// other, or nothing has happened yet that the other hears of.
///
/// # Errors
/// As [`super::link`].
pub async fn foresee_link(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    id: CaseId,
    linking: &Linking<'_>,
) -> Result<Option<LinkForeseen>> {
    let outcome = repeating(|| async {
        // Never committed: what is written here is gone when it is dropped.
        let (tx, case) = begin(ctx, actor, id).await?;
        let Some((follower, followed)) = joined(ctx, &tx, actor, &case, linking).await? else {
            return Ok(None);
        };
        let name = async |case: &cases::Model| -> Result<Name> {
            let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
            let short = definition.text(lang).service().short.clone();
            Ok((short, case.number.clone().unwrap_or_default()))
        };
        let names = (name(&follower).await?, name(&followed).await?);
        let foreseen = told(ctx, &tx, lang, (id, linking), (&followed, names)).await?;
        Ok(foreseen.brings_about().then_some((CaseId(followed.id), foreseen)))
    })
    .await;
    let Some((followed, foreseen)) = access::guarded(ctx, actor, LINK, outcome).await? else {
        return Ok(None);
    };
    audit::note_now(ctx, actor, "case.read", format!("case:{followed}"), "ok").await?;
    Ok(Some(foreseen))
}

/// The short name of a case's procedure, and its number.
type Name = (String, String);

/// What is different in a case in this transaction from what everybody else sees.
async fn told(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    lang: Lang,
    (case, linking): (CaseId, &Linking<'_>),
    (followed, names): (&cases::Model, (Name, Name)),
) -> Result<LinkForeseen> {
    let id = CaseId(followed.id);
    let db = ctx.db.read();
    let (old, new) = (access::row(db, id).await?, access::row(tx, id).await?);
    let definition = procedures::by_hash(ctx, &old.definition_hash).await?;
    let texts = definition.text(lang);
    let chart = definition.chart(&ctx.lists.calendar);
    let last = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .order_by_desc(case_events::Column::Seq)
        .one(db)
        .await?
        .map_or(0, |row| row.seq);
    let history = History::load(tx, id).await?;
    let happens = history.facts().iter().filter(|fact| fact.seq > last && fact.act.is_none());
    let happens: Vec<_> =
        happens.map(|fact| (texts.event(&fact.event).timeline.to_owned(), fact.day)).collect();
    let (before, after) = (clock::load(db, &chart, &old).await?, clock::load(tx, &chart, &new).await?);
    let side = |standing| Side { definition: &definition, chart: &chart, standing };
    let today = ctx.clock.now().day();
    Ok(LinkForeseen {
        case,
        linking: linking.words(),
        follower: names.0,
        followed: names.1,
        state: (texts.state(&old.state).label.to_owned(), texts.state(&new.state).label.to_owned()),
        terms: changed_terms(lang, today, side(&before), side(&after)),
        passes: old.held_by != new.held_by || titolari(db, id).await? != titolari(tx, id).await?,
        waits: waiting(tx, id, last).await?,
        happens,
    })
}

/// Of whom a case is, by their codici fiscali.
async fn titolari(db: &impl ConnectionTrait, id: CaseId) -> Result<BTreeSet<String>> {
    let rows = case_titolari::Entity::find().filter(case_titolari::Column::CaseId.eq(id.0)).all(db).await?;
    Ok(rows.into_iter().map(|row| row.fiscal_code).collect())
}

/// The days to come on which something will happen in a case, by what is noted there after a place in its journal.
async fn waiting(tx: &impl ConnectionTrait, id: CaseId, last: i64) -> Result<Vec<jiff::civil::Date>> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .filter(case_events::Column::Seq.gt(last))
        .filter(case_events::Column::Event.eq(Act::Linked.as_str()))
        .all(tx)
        .await?;
    let day = |row: case_events::Model| {
        let facts: Value = serde_json::from_str(&row.payload).ok()?;
        facts.get("day")?.as_str()?.parse().ok()
    };
    Ok(rows.into_iter().filter_map(day).collect())
}
