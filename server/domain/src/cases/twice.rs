//! What the journal keeps of what somebody typed for a step, and the same button pressed twice: a double click, or a page
//! of before that is sent once more. It is done once.

use contract::{
    cases::Act,
    ids::{CaseId, PersonId},
    time::Moment,
};
use engine::Effect;
use entity::cases::{arrivals, case_events, cases};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value, json};

use super::{arrivals::arrival, arriving::Read, communications, fire::Fire, links, requests::Asked};
use crate::{
    access,
    ctx::{Actor, Ctx},
    documents::Brought,
    error::Result,
    journal::Salt,
    procedures::{self, Definition},
};

/// How many rows of a journal are looked at: what says nothing of the way of the case may stand after the step.
const ROWS: u64 = 20;

/// What the journal keeps of what somebody typed for a step.
const TYPED: [&str; 9] = [
    "bodies",
    "cents",
    "evidence_sha256",
    "message_sha256",
    "pay_by",
    "points_sha256",
    "reason_sha256",
    "recipients_sha256",
    "until",
];

/// Within how many milliseconds what has the same words is taken for the same press of a button.
pub(super) const TWICE_MS: i64 = 60_000;

/// The case that the same person has registered just now with all the same words and files.
///
/// # Errors
/// Database errors.
pub(super) async fn just_registered(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    author: PersonId,
    (read, brought): (&Read, &[Brought]),
) -> Result<Option<CaseId>> {
    let now = ctx.clock.now();
    let lately = arrivals::Entity::find()
        .filter(arrivals::Column::RegisteredBy.eq(author.0))
        .filter(arrivals::Column::RegisteredAt.gt(now.0 - TWICE_MS))
        .all(tx)
        .await?;
    let same = |row: &&arrivals::Model| {
        let as_typed = arrival(read, CaseId(row.case_id), author, Moment(row.registered_at));
        **row == as_typed
    };
    for row in lately.iter().filter(same) {
        let case = access::row(tx, CaseId(row.case_id)).await?;
        let office_number = case.office_number.as_deref().unwrap_or_default();
        if case.slug == read.definition.slug()
            && case.channel == read.channel.as_str()
            && case.received_at == Some(read.received.0)
            && office_number == read.typed.office_number
            && with_the_same(tx, CaseId(case.id), read, brought).await?
        {
            return Ok(Some(CaseId(case.id)));
        }
    }
    Ok(None)
}

/// Whether a case was registered with the same files, and from the same case.
async fn with_the_same(
    tx: &impl ConnectionTrait,
    id: CaseId,
    read: &Read,
    brought: &[Brought],
) -> Result<bool> {
    let filed = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .order_by_asc(case_events::Column::Seq)
        .one(tx)
        .await?;
    let Some(filed) = filed else { return Ok(false) };
    let facts: Map<String, Value> = serde_json::from_str(&filed.payload)?;
    let files = facts.get("documents").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let files = files.iter().filter_map(|file| file.get("sha256").and_then(Value::as_str));
    let same = files.eq(brought.iter().map(|file| file.sha256.as_str()));
    let from = match read.typed.from {
        Some(from) => links::beside(tx, id, from).await?,
        None => true,
    };
    Ok(same && from)
}

/// Whether what is asked is what the same person has just done from the same page, with the same words.
///
/// # Errors
/// Database errors.
pub(super) async fn just_done(ctx: &Ctx, actor: &Actor, fire: &Fire) -> Result<bool> {
    let Some((last, done)) = last_own(ctx, actor, fire.case, fire.row_version).await? else {
        return Ok(false);
    };
    if last.event != fire.event {
        return Ok(false);
    }
    let case = access::row(ctx.db.read(), fire.case).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let Some(asked) = typed(ctx, (Salt::of(&case), &definition), fire) else { return Ok(false) };
    // The same words about another day are another act.
    let written = Moment(last.at).day();
    let counted = done.get("on").and_then(Value::as_str).and_then(|on| on.parse().ok()).unwrap_or(written);
    let same_day = fire.came.as_ref().is_none_or(|came| came.on == counted);
    Ok(same_day && TYPED.iter().all(|name| asked.get(*name) == done.get(*name)))
}

/// Whether a *rettifica* is what the same person has just done from the same page: of the same event, with the same reason,
/// and as `same` says of what the journal keeps.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn just_rectified(
    ctx: &Ctx,
    actor: &Actor,
    (case, row_version, of): (CaseId, i64, i64),
    reason: &str,
    same: impl Fn(&Map<String, Value>) -> bool,
) -> Result<bool> {
    let Some((last, done)) = last_own(ctx, actor, case, row_version).await? else { return Ok(false) };
    let salt = Salt::of(&access::row(ctx.db.read(), case).await?);
    let reason = json!(salt.hash(reason.trim()));
    let told = done.get("of") == Some(&json!(of)) && done.get("reason_sha256") == Some(&reason);
    Ok(Act::parse(&last.event) == Some(Act::Rectified) && told && same(&done))
}

/// What moved a case on last, with what the journal keeps of it, where this person did it from the page of a version of the
/// case and nothing has moved it since.
async fn last_own(
    ctx: &Ctx,
    actor: &Actor,
    id: CaseId,
    row_version: i64,
) -> Result<Option<(case_events::Model, Map<String, Value>)>> {
    let db = ctx.db.read();
    let case = cases::Entity::find_by_id(id.0).one(db).await?;
    if case.is_none_or(|case| case.row_version != row_version + 1) {
        return Ok(None);
    }
    let rows = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .order_by_desc(case_events::Column::Seq)
        .limit(ROWS)
        .all(db)
        .await?;
    // What moved the case on last, or counted it anew.
    let moves = |row: &case_events::Model| {
        Act::parse(&row.event).is_none_or(|act| matches!(act, Act::Rectified | Act::Moved))
    };
    let last = rows.into_iter().find(moves);
    let own = last.filter(|row| Some(row.author_id) == actor.person.map(|person| person.0));
    own.map(|row| Ok((row.clone(), serde_json::from_str(&row.payload)?))).transpose()
}

/// What the journal would keep of what was typed; nothing where that is no step at all.
fn typed(ctx: &Ctx, (salt, definition): (Salt, &Definition), fire: &Fire) -> Option<Map<String, Value>> {
    let event = definition.workflow.event(&fire.event)?;
    let asked = Asked::of(event, &fire.points, fire.due, ctx.clock.now().day()).ok()?;
    let mut facts = noted(salt, fire, asked.as_ref());
    let recipients =
        communications::recipients(ctx, definition, event, &fire.bodies, &fire.recipients).ok()?;
    communications::note(salt, &recipients, &mut facts);
    let text = fire.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    if let Some(text) = text.filter(|_| event.text.is_some() && event.effects.contains(&Effect::Message)) {
        facts.insert("message_sha256".to_owned(), json!(salt.hash(text)));
    }
    if let Some(asked) = &fire.payment {
        facts.insert("cents".to_owned(), json!(asked.cents));
        facts.insert("pay_by".to_owned(), json!(asked.by.to_string()));
    }
    Some(facts)
}

/// What the journal keeps of an event: what was asked, and what its terms can be counted again by.
pub(super) fn noted(salt: Salt, fire: &Fire, asked: Option<&Asked>) -> Map<String, Value> {
    let mut facts = Map::new();
    if let Some(asked) = asked {
        asked.note(salt, &mut facts);
    }
    if let Some(due) = fire.due {
        facts.insert("until".into(), json!(due.to_string()));
    }
    if !fire.bodies.is_empty() {
        facts.insert("bodies".into(), json!(fire.bodies));
    }
    if let Some(came) = &fire.came {
        facts.insert("evidence_sha256".into(), json!(salt.hash(came.evidence.trim())));
        facts.insert("day_kind".into(), json!("evidence"));
    }
    if let Some(reason) = &fire.reason {
        facts.insert("reason_sha256".into(), json!(salt.hash(reason.trim())));
    }
    facts
}
