//! Taking a document out of a draft.

use contract::ids::{CaseId, DocumentId};
use entity::documents::documents;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

/// Removes a document from the actor's own draft; nothing happens if it is not there any more.
///
/// # Errors
/// [`crate::Error::NotFound`] for somebody else's case, [`crate::Error::Conflict`] once filed.
pub async fn remove(ctx: &Ctx, actor: &Actor, case: CaseId, document: DocumentId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::draft(ctx, &tx, actor, case).await?;
        access::touch_draft(ctx, &tx, case).await?;
        documents::Entity::delete_many()
            .filter(documents::Column::Id.eq(document.0))
            .filter(documents::Column::CaseId.eq(case.0))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.fill", outcome).await
}
