//! One's own tax positions.

use contract::{Lang, taxes::PositionRow};
use entity::taxes::tax_positions;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::show::{plans_of, row};
use crate::{
    ctx::{Actor, Ctx},
    error::Result,
};

/// The most positions of a list.
const MOST: u64 = 100;

/// The actor's own positions: those with something to pay first, what is late before the rest, then the latest
/// years.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers.
pub async fn mine(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<PositionRow>> {
    actor.person()?;
    let positions = tax_positions::Entity::find()
        .filter(tax_positions::Column::OwnerCode.eq(&actor.fiscal_code))
        .order_by_desc(tax_positions::Column::Year)
        .order_by_desc(tax_positions::Column::Id)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    let mut rows = Vec::with_capacity(positions.len());
    for position in &positions {
        rows.push(row(position, lang, &plans_of(ctx, position).await?)?);
    }
    rows.sort_by_key(|row: &PositionRow| match (row.state.open(), row.next) {
        (true, Some((due, _))) => (0, Some(due)),
        (true, None) => (1, None),
        (false, _) => (2, None),
    });
    Ok(rows)
}

/// Whether any position is recorded, whoever's it is. For the demo, which fills only an empty installation.
///
/// # Errors
/// Database errors.
pub async fn any(ctx: &Ctx) -> Result<bool> {
    Ok(tax_positions::Entity::find().count(ctx.db.read()).await? > 0)
}
