//! What linking two cases would bring about: it is done, looked at and taken back, so that nothing else is foretold.

use contract::{
    Lang,
    cases::{Act, LinkForeseen},
    ids::CaseId,
};
use entity::cases::{case_events, cases};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::office::{LINK, Linking, begin, joined};
use crate::{
    access, audit,
    cases::clock::Snapshot,
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
        let of = CaseId(followed.id);
        let after = Snapshot::take(ctx, &tx, of).await?;
        Ok(Some((follower, after, waiting(&tx, of).await?)))
    })
    .await;
    let Some((follower, after, waits)) = access::guarded(ctx, actor, LINK, outcome).await? else {
        return Ok(None);
    };
    let followed = CaseId(after.case.id);
    let before = Snapshot::take(ctx, ctx.db.read(), followed).await?;
    let definition = procedures::by_hash(ctx, &before.case.definition_hash).await?;
    let texts = definition.text(lang);
    let new = after.history.facts().iter().filter(|fact| fact.seq > before.last && fact.act.is_none());
    let foreseen = LinkForeseen {
        case: id,
        linking: linking.words(),
        follower: name(ctx, lang, &follower).await?,
        followed: name(ctx, lang, &before.case).await?,
        happens: new.map(|fact| (texts.event(&fact.event).timeline.to_owned(), fact.day)).collect(),
        waits: waits.into_iter().filter(|(seq, _)| *seq > before.last).map(|(_, day)| day).collect(),
        comes: before.until(ctx, None, lang, (&definition, &after)).await?,
    };
    audit::note_now(ctx, actor, "case.read", format!("case:{followed}"), "ok").await?;
    Ok(foreseen.brings_about().then_some(foreseen))
}

/// The short name of a case's procedure, and its number.
async fn name(ctx: &Ctx, lang: Lang, case: &cases::Model) -> Result<(String, String)> {
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    Ok((definition.text(lang).service().short.clone(), case.number.clone().unwrap_or_default()))
}

/// The days to come on which something will happen in a case, each with the place in its journal where that is noted.
async fn waiting(tx: &impl ConnectionTrait, id: CaseId) -> Result<Vec<(i64, jiff::civil::Date)>> {
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .filter(case_events::Column::Event.eq(Act::Linked.as_str()))
        .order_by_asc(case_events::Column::Seq)
        .all(tx)
        .await?;
    let day = |row: case_events::Model| {
        let facts: Value = serde_json::from_str(&row.payload).ok()?;
        Some((row.seq, facts.get("day")?.as_str()?.parse().ok()?))
    };
    Ok(rows.into_iter().filter_map(day).collect())
}
