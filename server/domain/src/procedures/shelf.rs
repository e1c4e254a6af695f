//! Published revisions, read from the database and kept in memory under their hash.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use entity::procedures::definitions;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, OnConflict},
};

use super::Definition;
use crate::{
    ctx::Ctx,
    db::repeating,
    error::{Error, Kind, Result},
};

/// Revisions by hash. A revision never changes, so it is kept as long as the process lives.
#[derive(Debug, Default)]
pub struct Shelf {
    by_hash: RwLock<HashMap<String, Arc<Definition>>>,
}

impl Shelf {
    fn get(&self, hash: &str) -> Option<Arc<Definition>> {
        self.by_hash.read().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    fn put(&self, definition: Arc<Definition>) {
        let mut kept = self.by_hash.write().unwrap_or_else(PoisonError::into_inner);
        kept.insert(definition.hash.clone(), definition);
    }
}

/// The revision of this hash.
///
/// # Errors
/// [`Error::NotFound`] if there is none.
pub async fn by_hash(ctx: &Ctx, hash: &str) -> Result<Arc<Definition>> {
    if let Some(kept) = ctx.shelf.get(hash) {
        return Ok(kept);
    }
    let row = definitions::Entity::find_by_id(hash)
        .one(ctx.db.read())
        .await?
        .ok_or(Error::NotFound(Kind::Service))?;
    let definition = Arc::new(Definition::from_json(&row.content)?);
    ctx.shelf.put(Arc::clone(&definition));
    Ok(definition)
}

/// Whether a word of an address may be a slug. What is none is not asked of the database, which refuses some characters
/// with an error.
pub(crate) fn is_slug(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// The revision that new cases of a procedure are born on: the latest published.
///
/// # Errors
/// [`Error::NotFound`] for an unknown slug.
pub async fn current(ctx: &Ctx, slug: &str) -> Result<Arc<Definition>> {
    if !is_slug(slug) {
        return Err(Error::NotFound(Kind::Service));
    }
    // The hash alone: the whole of a revision is long, and read once.
    let hash: Option<String> = definitions::Entity::find()
        .select_only()
        .column(definitions::Column::Hash)
        .filter(definitions::Column::Slug.eq(slug))
        .filter(definitions::Column::PublishedAt.is_not_null())
        .order_by_desc(definitions::Column::PublishedAt)
        .order_by_desc(definitions::Column::Version)
        .into_tuple()
        .one(ctx.db.read())
        .await?;
    by_hash(ctx, &hash.ok_or(Error::NotFound(Kind::Service))?).await
}

/// The current revision of every procedure.
///
/// # Errors
/// Database errors.
pub async fn all_current(ctx: &Ctx) -> Result<Vec<Arc<Definition>>> {
    let rows: Vec<(String, String)> = definitions::Entity::find()
        .select_only()
        .columns([definitions::Column::Slug, definitions::Column::Hash])
        .filter(definitions::Column::PublishedAt.is_not_null())
        .order_by_asc(definitions::Column::PublishedAt)
        .order_by_asc(definitions::Column::Version)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let latest: HashMap<String, String> = rows.into_iter().collect();
    let mut all = Vec::with_capacity(latest.len());
    for hash in latest.values() {
        all.push(by_hash(ctx, hash).await?);
    }
    Ok(all)
}

/// Puts a shipped revision beside the published ones. It is published at once only if the
/// procedure has no published revision yet, or `publish` says so (demo): an upgrade never replaces
/// what the office has published.
///
/// # Errors
/// Database errors.
pub async fn propose(ctx: &Ctx, definition: &Definition, publish: bool) -> Result<()> {
    repeating(|| async {
        let now = ctx.clock.now().0;
        let tx = ctx.db.begin().await?;
        let row = definitions::ActiveModel {
            hash: Set(definition.hash.clone()),
            slug: Set(definition.slug().to_owned()),
            version: Set(i32::try_from(definition.version()).unwrap_or(i32::MAX)),
            content: Set(definition.to_canonical_json()?),
            proposed_at: Set(now),
            published_at: Set(None),
        };
        let once = OnConflict::column(definitions::Column::Hash).do_nothing().to_owned();
        definitions::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
        let published: Option<String> = definitions::Entity::find()
            .select_only()
            .column(definitions::Column::Hash)
            .filter(definitions::Column::Slug.eq(definition.slug()))
            .filter(definitions::Column::PublishedAt.is_not_null())
            .order_by_desc(definitions::Column::PublishedAt)
            .into_tuple()
            .one(&tx)
            .await?;
        let newer = published.as_ref().is_none_or(|hash| publish && *hash != definition.hash);
        if newer {
            definitions::Entity::update_many()
                .col_expr(definitions::Column::PublishedAt, Expr::value(Some(now)))
                .filter(definitions::Column::Hash.eq(&definition.hash))
                .exec(&tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await
}
