//! The journal of a case: every step, chained by hash. It holds ids, codes and hashes only.

use contract::{
    ids::{CaseId, PersonId},
    time::Moment,
};
use entity::cases::case_events;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::Result;

/// One step to be written.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// The case.
    pub case: CaseId,
    /// The workflow's event.
    pub event: &'a str,
    /// State before.
    pub from: &'a str,
    /// State after.
    pub to: &'a str,
    /// Who.
    pub author: PersonId,
    /// When.
    pub at: Moment,
    /// Ids, codes and hashes.
    pub payload: Value,
}

/// Writes the first step of a case and returns its place.
///
/// # Errors
/// Database errors; if the case has a journal already, a conflict, and the transaction repeats.
pub async fn begin(db: &impl ConnectionTrait, step: &Step<'_>) -> Result<i64> {
    write(db, step, 1, String::new()).await
}

/// Appends a step after the last one and returns its place.
///
/// # Errors
/// Database errors; two writers at once give a conflict on the place, and the transaction repeats.
pub async fn append(db: &impl ConnectionTrait, step: &Step<'_>) -> Result<i64> {
    let last = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(step.case.0))
        .order_by_desc(case_events::Column::Seq)
        .one(db)
        .await?;
    let (seq, prev_hash) = last.map_or((1, String::new()), |row| (row.seq + 1, row.hash));
    write(db, step, seq, prev_hash).await
}

async fn write(db: &impl ConnectionTrait, step: &Step<'_>, seq: i64, prev_hash: String) -> Result<i64> {
    let payload = serde_jcs::to_string(&step.payload)?;
    let hash = digest(step, seq, &payload, &prev_hash)?;
    let row = case_events::ActiveModel {
        case_id: Set(step.case.0),
        seq: Set(seq),
        event: Set(step.event.to_owned()),
        from_state: Set(step.from.to_owned()),
        to_state: Set(step.to.to_owned()),
        author_id: Set(step.author.0),
        payload: Set(payload),
        at: Set(step.at.0),
        prev_hash: Set(prev_hash),
        hash: Set(hash),
    };
    case_events::Entity::insert(row).exec_without_returning(db).await?;
    Ok(seq)
}

/// The place of the first row that does not fit the chain, `None` if all fit.
///
/// # Errors
/// Only if a row cannot be put into canonical form.
pub fn broken_at(rows: &[case_events::Model]) -> Result<Option<i64>> {
    let mut prev = String::new();
    for (row, seq) in rows.iter().zip(1..) {
        let step = Step {
            case: CaseId(row.case_id),
            event: &row.event,
            from: &row.from_state,
            to: &row.to_state,
            author: PersonId(row.author_id),
            at: Moment(row.at),
            payload: Value::Null,
        };
        let expected = digest(&step, seq, &row.payload, &prev)?;
        if row.seq != seq || row.prev_hash != prev || row.hash != expected {
            return Ok(Some(row.seq));
        }
        prev.clone_from(&row.hash);
    }
    Ok(None)
}

/// SHA-256 over the canonical form of the row; the payload counts as the text that is stored.
fn digest(step: &Step<'_>, seq: i64, payload: &str, prev_hash: &str) -> Result<String> {
    let text = serde_jcs::to_string(&json!({
        "case": step.case.to_string(),
        "seq": seq,
        "event": step.event,
        "from": step.from,
        "to": step.to,
        "author": step.author.to_string(),
        "at": step.at.0,
        "payload": payload,
        "prev": prev_hash,
    }))?;
    Ok(hex::encode(Sha256::digest(text)))
}
