//! Taking a document out of a draft, or out of an answer that was not sent.

use contract::ids::{CaseId, DocumentId, PointId};
use entity::documents::documents;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
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

/// Removes a document from an answer of the actor's that was not sent; nothing happens if it is not there.
///
/// # Errors
/// [`crate::Error::NotFound`] for somebody else's case or what is no file of an answer,
/// [`crate::Error::Conflict`] once sent.
pub(crate) async fn remove_answer(
    ctx: &Ctx,
    actor: &Actor,
    case: CaseId,
    document: DocumentId,
) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::hold(&tx, case).await?;
        let row = documents::Entity::find_by_id(document.0)
            .filter(documents::Column::CaseId.eq(case.0))
            .one(&tx)
            .await?;
        let Some(row) = row else {
            access::own_case(ctx, &tx, actor, case).await?;
            return Ok(());
        };
        let point = row.point_id.map(PointId).ok_or(Error::NotFound(Kind::Document))?;
        access::open_point(ctx, &tx, actor, case, point).await?;
        documents::Entity::delete_by_id(document.0).exec(&tx).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}
