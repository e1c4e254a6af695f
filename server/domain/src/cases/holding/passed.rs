//! What stays with who filed a case that another holds now: the proof that they filed it.

use std::collections::HashMap;

use contract::{
    Lang,
    cases::{PassedCase, Phase},
    ids::DocumentId,
    time::Moment,
};
use entity::{
    cases::{case_titolari, cases},
    documents::documents,
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use crate::{
    ctx::{Actor, Ctx},
    documents::{PROVISIONAL_RECEIPT, RECEIPT},
    error::Result,
    procedures,
};

/// The cases that the actor filed in the portal and that are no more theirs, the latest filing first, 50 at most.
///
/// # Errors
/// [`crate::Error::Forbidden`] for strangers; database errors.
pub async fn passed_on(ctx: &Ctx, actor: &Actor, lang: Lang) -> Result<Vec<PassedCase>> {
    let person = actor.person()?.0;
    let cases = cases::Entity::find()
        .filter(cases::Column::CreatedBy.eq(person))
        // In these words the index over the few that passed is used.
        .filter(Expr::col(cases::Column::HeldBy).ne(Expr::col(cases::Column::CreatedBy)))
        .filter(cases::Column::Channel.eq("portal"))
        .filter(cases::Column::Phase.ne(Phase::Draft.as_str()))
        .filter(cases::Column::Id.not_in_subquery(named(&actor.fiscal_code)))
        .order_by_desc(cases::Column::ReceivedAt)
        .limit(50)
        .all(ctx.db.read())
        .await?;
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let receipts = documents::Entity::find()
        .filter(documents::Column::CaseId.is_in(cases.iter().map(|case| case.id)))
        .filter(documents::Column::Slot.is_in([PROVISIONAL_RECEIPT, RECEIPT]))
        // Where both are there, the final one.
        .order_by_desc(documents::Column::Slot)
        .all(ctx.db.read())
        .await?;
    let receipts: HashMap<Uuid, Uuid> = receipts.into_iter().map(|row| (row.case_id, row.id)).collect();
    let mut passed = Vec::new();
    for case in cases {
        let (Some(number), Some(received_at)) = (case.number, case.received_at) else { continue };
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        passed.push(PassedCase {
            procedure: definition.text(lang).service().short.clone(),
            number,
            received_at: Moment(received_at),
            receipt: receipts.get(&case.id).copied().map(DocumentId),
        });
    }
    Ok(passed)
}

/// The cases that are for somebody: whoever holds them, they read them.
fn named(fiscal_code: &str) -> SelectStatement {
    Query::select()
        .column(case_titolari::Column::CaseId)
        .from(case_titolari::Entity)
        .cond_where(case_titolari::Column::FiscalCode.eq(fiscal_code))
        .to_owned()
}
