//! Seals over the audit: rows are linked in batches, so that writing one never waits for another.

use entity::office::{audit, audit_seals};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{ctx::Ctx, db::repeating, error::Result};

/// Rows in one seal at most.
const BATCH: u64 = 10_000;

/// Rows younger than this may still be overtaken by one with a smaller id: they wait.
const SETTLE_MS: i64 = 60_000;

/// Seals the audit rows written since the last seal. Returns how many.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn seal_audit(ctx: &Ctx) -> Result<u64> {
    repeating(|| async {
        let now = ctx.clock.now().0;
        let tx = ctx.db.begin().await?;
        let last = audit_seals::Entity::find().order_by_desc(audit_seals::Column::Seq).one(&tx).await?;
        let mut select = audit::Entity::find()
            .filter(audit::Column::At.lt(now - SETTLE_MS))
            .order_by_asc(audit::Column::Id)
            .limit(BATCH);
        if let Some(last) = &last {
            select = select.filter(audit::Column::Id.gt(last.last_id));
        }
        let rows = select.all(&tx).await?;
        let (Some(first), Some(newest)) = (rows.first(), rows.last()) else { return Ok(0) };
        let root = merkle_root(&rows)?;
        let prev = last.as_ref().map_or("", |seal| &seal.hash);
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let row = audit_seals::ActiveModel {
            seq: Set(last.as_ref().map_or(1, |seal| seal.seq + 1)),
            sealed_at: Set(now),
            first_id: Set(first.id),
            last_id: Set(newest.id),
            rows: Set(count),
            hash: Set(seal_hash(prev, &root, count)),
            root: Set(root),
        };
        audit_seals::Entity::insert(row).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(u64::try_from(count).unwrap_or(0))
    })
    .await
}

/// What the verification of the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealVerdict {
    /// Seals looked at.
    pub seals: usize,
    /// The first seal that does not fit its rows or the seal before.
    pub broken_at: Option<i64>,
}

/// Recomputes every seal from the rows.
///
/// # Errors
/// Database errors.
pub async fn verify_seals(ctx: &Ctx) -> Result<SealVerdict> {
    let seals = audit_seals::Entity::find().order_by_asc(audit_seals::Column::Seq).all(ctx.db.read()).await?;
    let mut prev = String::new();
    for seal in &seals {
        let rows = audit::Entity::find()
            .filter(audit::Column::Id.between(seal.first_id, seal.last_id))
            .order_by_asc(audit::Column::Id)
            .all(ctx.db.read())
            .await?;
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let root = merkle_root(&rows)?;
        if count != seal.rows || root != seal.root || seal_hash(&prev, &root, count) != seal.hash {
            return Ok(SealVerdict { seals: seals.len(), broken_at: Some(seal.seq) });
        }
        prev.clone_from(&seal.hash);
    }
    Ok(SealVerdict { seals: seals.len(), broken_at: None })
}

fn seal_hash(prev: &str, root: &str, rows: i64) -> String {
    hex::encode(Sha256::digest(format!("{prev}|{root}|{rows}")))
}

fn merkle_root(rows: &[audit::Model]) -> Result<String> {
    let mut level: Vec<[u8; 32]> = Vec::with_capacity(rows.len());
    for row in rows {
        let leaf = serde_jcs::to_string(&json!({
            "id": row.id.to_string(), "at": row.at, "actor": row.actor_id.map(|id| id.to_string()),
            "action": row.action, "subject": row.subject, "outcome": row.outcome, "request": row.request,
        }))?;
        level.push(Sha256::digest(format!("leaf|{leaf}")).into());
    }
    while level.len() > 1 {
        level = level
            .chunks(2)
            .map(|pair| {
                let mut hasher = Sha256::new_with_prefix("node|");
                for half in pair {
                    hasher.update(half);
                }
                hasher.finalize().into()
            })
            .collect();
    }
    Ok(level.first().map(hex::encode).unwrap_or_default())
}
