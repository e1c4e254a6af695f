//! What lists say of cases that were filed before they said it.

use std::collections::BTreeSet;

use contract::{forms::Filling, ids::CaseId, time::Moment};
use entity::cases::{arrivals, cases};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{
    described::{Described, kept, on_paper},
    holding::{titolari_named, titolari_names},
    index,
    progress::{Filled, Today},
};
use crate::{
    access,
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    procedures,
};

/// Cases whose ids are read at once.
const BATCH: u64 = 1_000;

/// Writes of whom a case is and where, for the filed cases of which lists say no place. Called by a job; returns how many
/// cases were looked at.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn describe_cases(ctx: &Ctx) -> Result<u64> {
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let ids: Vec<Uuid> = cases::Entity::find()
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Id.gt(after))
            .filter(cases::Column::ReceivedAt.is_not_null())
            .filter(cases::Column::Place.is_null())
            .order_by_asc(cases::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(ctx.db.read())
            .await?;
        let Some(last) = ids.last() else { return Ok(count) };
        after = *last;
        for id in ids.into_iter().map(CaseId) {
            match repeating(|| describe(ctx, id)).await {
                // One case that cannot be read keeps nobody from telling the others.
                Err(error @ (Error::Internal(_) | Error::NotFound(_))) => {
                    tracing::error!(case = %id, %error, "what lists say of a case could not be worked out");
                }
                done => done?,
            }
            count += 1;
        }
    }
}

async fn describe(ctx: &Ctx, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let case = access::row(&tx, id).await?;
    if case.place.is_some() {
        return Ok(());
    }
    let (told, since) = now(ctx, &tx, &case).await?;
    // Who was named meanwhile was named for a reason.
    let Described { whose, place } = Described { whose: case.whose.unwrap_or(told.whose), ..told };
    if whose.is_empty() && place.is_empty() {
        return Ok(());
    }
    cases::Entity::update_many()
        .col_expr(cases::Column::Whose, kept(&whose))
        .col_expr(cases::Column::Place, kept(&place))
        .filter(cases::Column::Id.eq(id.0))
        .exec(&tx)
        .await?;
    // What was filed is found already.
    if since {
        index::order(ctx, &tx, id).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// As it was filed, and where the office said since that it is somebody else's, as it said; and whether it did.
async fn now(ctx: &Ctx, tx: &impl ConnectionTrait, case: &cases::Model) -> Result<(Described, bool)> {
    let id = CaseId(case.id);
    let titolari = access::titolari_of(tx, id).await?.into_iter().map(|row| row.fiscal_code);
    let titolari: BTreeSet<String> = titolari.collect();
    let (filed, named) = match arrivals::Entity::find_by_id(case.id).one(tx).await? {
        Some(row) => (on_paper(&row), BTreeSet::new()),
        None => {
            let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
            let filled = Filled::load(tx, id).await?;
            let filed_on = Today(Moment(case.received_at.unwrap_or_default()).day());
            let filling = Filling::new(&definition.form, &filled.pages, &filed_on);
            (Described::of(&definition, &filling), titolari_named(&definition, &filling))
        }
    };
    if titolari == named {
        return Ok((filed, false));
    }
    let whose = titolari_names(tx, id).await?.unwrap_or_default();
    Ok((Described::said(&whose, &filed.place), true))
}
