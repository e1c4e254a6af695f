//! Renewing a draft: it stays as long again as after a change.

use contract::ids::CaseId;

use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::Result,
};

/// Counts as a change of the actor's own draft, so that its time begins anew.
///
/// # Errors
/// [`crate::Error::NotFound`] for somebody else's case, [`crate::Error::Conflict`] if it was filed.
pub async fn renew(ctx: &Ctx, actor: &Actor, id: CaseId) -> Result<()> {
    let outcome = repeating(|| async {
        let tx = ctx.db.begin().await?;
        access::draft(ctx, &tx, actor, id).await?;
        access::touch_draft(ctx, &tx, id).await?;
        tx.commit().await?;
        Ok(())
    })
    .await;
    access::guarded(ctx, actor, "case.renew", outcome).await
}
