//! An act of the office arrived, and that is proven: terms that run for a person begin on that day.

use contract::{
    cases::Act,
    ids::{CaseId, PersonId},
};
use entity::cases::cases;
use jiff::civil::Date;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Map, json};

use super::{History, kept};
use crate::{
    access,
    cases::acts,
    ctx::Ctx,
    error::{Error, Kind, Result},
    jobs, procedures,
};

/// Writes into the journal that the act at a place was received on a day, and counts the terms again. `proof` is the
/// kind of its proof: `opened`, `pec`, `evidence`. Nothing is written where no term depends on it.
///
/// # Errors
/// Database errors.
pub(in crate::cases) async fn received(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: CaseId,
    seq: i64,
    on: Date,
    proof: &str,
    by: PersonId,
) -> Result<()> {
    access::hold(tx, id).await?;
    let case = cases::Entity::find_by_id(id.0).one(tx).await?.ok_or(Error::NotFound(Kind::Case))?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let from_receipt = |event: &str| {
        let moves = definition.clocks.terms.iter().flat_map(|term| &term.moves);
        moves.into_iter().any(|moves| moves.day.is_receipt() && moves.event == event)
    };
    if definition.clocks.is_empty() {
        return Ok(());
    }
    let history = History::load(tx, id).await?;
    if !history.at(seq).is_some_and(|fact| from_receipt(&fact.event)) {
        return Ok(());
    }
    let facts = Map::from_iter([
        ("of".to_owned(), json!(seq)),
        ("on".to_owned(), json!(on.to_string())),
        ("proof".to_owned(), json!(proof)),
    ]);
    let written = acts::record(ctx, tx, &case, Act::Received, by, facts).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let before = kept::load(tx, &chart, &case).await?;
    let after =
        History::load(tx, id).await?.replay(&chart).map_err(|refusal| Error::Internal(refusal.into()))?;
    let works =
        kept::store(tx, &chart, &case, &before, &after.standing, written, ctx.clock.now().day()).await?;
    jobs::enqueue_each(ctx, tx, works).await
}
