//! Discarding a draft: nothing of it is kept.

use contract::ids::CaseId;
use entity::cases::cases;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
};

/// Erases the actor's own draft with its answers and documents. Stored bytes follow within a day.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's case, [`Error::Conflict`] if it was filed.
pub async fn discard(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::draft(ctx, &tx, actor, id).await?;
        let gone = cases::Entity::delete_many()
            .filter(cases::Column::Id.eq(id.0))
            .filter(cases::Column::Phase.eq("draft"))
            .exec(&tx)
            .await?;
        if gone.rows_affected == 0 {
            return Err(Error::Conflict(contract::Code::AlreadySubmitted));
        }
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.discard", outcome).await
}
