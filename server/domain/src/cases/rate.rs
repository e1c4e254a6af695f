//! Rating the service at the end of a case: once for each case, and nobody can tell whose rating is whose.

use contract::{Code, ids::CaseId, rating::Rating};
use entity::cases::{cases, ratings};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
};

/// Stores a rating of the service that the actor's own filed case used. A second one for the same
/// case changes nothing: the first stays.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case, [`Error::Conflict`] with `Incomplete` for a draft.
pub async fn rate(ctx: &Ctx, actor: &Actor, id: CaseId, rating: &Rating) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        let case = access::own_case(ctx, &tx, actor, id).await?.case;
        if case.phase == "draft" {
            return Err(Error::Conflict(Code::Incomplete));
        }
        // Neither the version nor the time of the last change moves: they would date the rating.
        let marked = cases::Entity::update_many()
            .col_expr(cases::Column::Rated, Expr::value(1))
            .filter(cases::Column::Id.eq(id.0))
            .filter(cases::Column::Rated.eq(0))
            .exec(&tx)
            .await?;
        if marked.rows_affected == 1 {
            store(ctx, &tx, &case, rating).await?;
        }
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.rate", outcome).await
}

async fn store(ctx: &Ctx, tx: &impl ConnectionTrait, case: &cases::Model, rating: &Rating) -> Result<()> {
    let row = ratings::ActiveModel {
        id: Set(timeless(ctx.ids.next())),
        slug: Set(case.slug.clone()),
        definition_hash: Set(case.definition_hash.clone()),
        stars: Set(i32::from(rating.stars.number())),
        aspects: Set(serde_json::to_string(&rating.aspects)?),
        details: Set(rating.details.clone()),
        given_on: Set(ctx.clock.now().day().to_string()),
    };
    ratings::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// An id made of another one: ours carry the millisecond, which beside a log would name the person.
pub(crate) fn timeless(id: Uuid) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(id.as_bytes()).into();
    let half = digest.first_chunk().copied().unwrap_or_default();
    Builder::from_custom_bytes(half).into_uuid()
}
