//! Money that arrived and pays no notice: for the office to look into.

use std::collections::HashSet;

use contract::{
    payments::{ReceiptFault, ReceiptToCheck},
    time::Moment,
};
use entity::payments::payment_receipts;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    ctx::{Actor, Ctx},
    error::Result,
    identity::policy::{self, Action},
};

/// The most receipts of the list.
const MOST: u64 = 200;

/// The latest receipts that pay no notice, latest first. One that was sent again and taken then is not among
/// them.
///
/// # Errors
/// [`crate::Error::Forbidden`] for who is not staff.
pub async fn receipts_to_check(ctx: &Ctx, actor: &Actor) -> Result<Vec<ReceiptToCheck>> {
    policy::demand(actor, Action::SeeReceiptsToCheck)?;
    let rows = payment_receipts::Entity::find()
        .filter(payment_receipts::Column::Verdict.is_in(ReceiptFault::ALL.map(ReceiptFault::as_str)))
        .order_by_desc(payment_receipts::Column::Id)
        .limit(MOST)
        .all(ctx.db.read())
        .await?;
    let tokens = rows.iter().map(|row| row.receipt_id.clone());
    let taken: HashSet<String> = payment_receipts::Entity::find()
        .filter(payment_receipts::Column::ReceiptId.is_in(tokens))
        .filter(payment_receipts::Column::Verdict.eq("taken"))
        .all(ctx.db.read())
        .await?
        .into_iter()
        .map(|row| row.receipt_id)
        .collect();
    let open = rows.into_iter().filter(|row| !taken.contains(&row.receipt_id));
    Ok(open
        .filter_map(|row| {
            Some(ReceiptToCheck {
                fault: ReceiptFault::parse(&row.verdict)?,
                token: row.receipt_id,
                nav: row.nav,
                cents: row.amount,
                psp: row.psp,
                at: Moment(row.received_at),
            })
        })
        .collect())
}
