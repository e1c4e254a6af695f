//! A receipt arrives from the hub: the one thing that makes a notice paid.

use contract::{ids::NoticeId, payments::NoticeState, time::Moment};
use entity::payments::{
    payment_cart_notices, payment_carts, payment_messages, payment_notices, payment_receipts,
};
use pagopa::{
    Nav,
    answer::{Fault, receipt_answer},
    receipt::{Delivery, ReadError},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{notices, payment::notices_of, proof::Proof};
use crate::{
    audit,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Result},
    jobs::{self, Work},
};

/// What becomes of a receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// The notice is paid by it.
    Taken,
    /// The debt was paid already: somebody has to give the money back.
    Overpaid,
    /// It tells of a payment that did not happen.
    NotExecuted,
    /// No notice has this number.
    Unknown,
    /// The notice is about another sum, or another payment.
    Contradicts,
}

impl Verdict {
    fn as_str(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Overpaid => "overpaid",
            Self::NotExecuted => "not_executed",
            Self::Unknown => "unknown",
            Self::Contradicts => "contradicts",
        }
    }

    /// What the hub is told. Money that cannot be matched is kept on record all the same.
    fn answer(self) -> Result<(), Fault> {
        match self {
            Self::Taken | Self::Overpaid | Self::NotExecuted => Ok(()),
            Self::Unknown => Err(Fault::Unknown),
            Self::Contradicts => Err(Fault::Semantics),
        }
    }
}

/// Takes a message of the hub and returns the answer, a whole SOAP message. The door has made sure that it is the
/// hub that sends. A receipt is stored before it is answered, and counts once, however often it is sent
/// (SANP: the hub sends again for two days whatever is not answered).
///
/// # Errors
/// Database errors: the hub has to send it again.
pub async fn receive(ctx: &Ctx, actor: &Actor, message: &str) -> Result<String> {
    let outcome = match Delivery::read(message) {
        Err(ReadError::Sum) => Err(Fault::SyntaxExtraXsd),
        Err(wrong) => {
            tracing::warn!(error = %wrong, "what the hub sent is no receipt");
            Err(Fault::SyntaxXsd)
        }
        Ok(delivery) => match misdirected(ctx, &delivery) {
            Some(fault) => Err(fault),
            None => {
                let taken = repeating(|| take(ctx, actor, &delivery, message)).await?;
                // Who paid is looking at the page.
                ctx.wake.notify_one();
                taken
            }
        },
    };
    if let Err(fault) = outcome {
        tracing::warn!(payment.fault = fault.words().0, "a receipt was refused");
    }
    Ok(receipt_answer(&ctx.pagopa.creditor, outcome))
}

/// Whether a message is for somebody else.
fn misdirected(ctx: &Ctx, delivery: &Delivery) -> Option<Fault> {
    let ours = &ctx.pagopa;
    let other = |expected: &str, named: &str| !expected.is_empty() && expected != named;
    if delivery.creditor != ours.creditor.as_str() {
        Some(Fault::WrongCreditor)
    } else if other(&ours.broker, &delivery.broker) {
        Some(Fault::WrongBroker)
    } else if other(&ours.station, &delivery.station) {
        Some(Fault::WrongStation)
    } else {
        None
    }
}

async fn take(ctx: &Ctx, actor: &Actor, delivery: &Delivery, message: &str) -> Result<Result<(), Fault>> {
    let receipt = &delivery.receipt;
    let tx = ctx.db.begin().await?;
    // The notice first: who sees it paid by another delivery of this receipt then sees that receipt too.
    let notice = payment_notices::Entity::find()
        .filter(payment_notices::Column::Nav.eq(&receipt.notice))
        .one(&tx)
        .await?;
    let earlier: Vec<String> = payment_receipts::Entity::find()
        .filter(payment_receipts::Column::ReceiptId.eq(&receipt.id))
        .all(&tx)
        .await?
        .into_iter()
        .map(|row| row.verdict)
        .collect();
    if earlier.iter().any(|verdict| matches!(verdict.as_str(), "taken" | "overpaid" | "not_executed")) {
        return Ok(Err(Fault::Repeated));
    }
    let verdict = judge(ctx, delivery, notice.as_ref());
    // Sent again before anybody looked into it: it is on record.
    if earlier.iter().any(|of| of == verdict.as_str()) {
        return Ok(verdict.answer());
    }
    let row = record(ctx, &tx, delivery, notice.as_ref(), verdict, message).await?;
    if let Some(notice) = &notice {
        settle(
            ctx,
            &tx,
            notice,
            &Proof::of(delivery, verdict == Verdict::Overpaid, ctx.clock.now()),
            verdict,
        )
        .await?;
    }
    let subject =
        notice.map_or_else(|| format!("receipt:{row}"), |notice| format!("notice:{}", NoticeId(notice.id)));
    audit::note(ctx, &tx, actor, "payment.receipt", subject, verdict.as_str()).await?;
    ctx.fail.reached("payment.receiving");
    tx.commit().await?;
    ctx.fail.reached("payment.received");
    if verdict != Verdict::Taken {
        tracing::warn!(payment.verdict = verdict.as_str(), "a receipt has to be looked into");
    }
    Ok(verdict.answer())
}

fn judge(ctx: &Ctx, delivery: &Delivery, notice: Option<&payment_notices::Model>) -> Verdict {
    let receipt = &delivery.receipt;
    let ours = receipt.creditor == ctx.pagopa.creditor.as_str();
    let Some(notice) = notice.filter(|_| ours) else { return Verdict::Unknown };
    let reference = Nav::parse(&notice.nav).map(|nav| nav.iuv().to_string());
    if receipt.cents != notice.amount || reference.is_ok_and(|iuv| iuv != receipt.reference) {
        return Verdict::Contradicts;
    }
    if !receipt.executed {
        return Verdict::NotExecuted;
    }
    if notices::state(notice).payable() { Verdict::Taken } else { Verdict::Overpaid }
}

/// Writes the receipt down for good, and its message for as long as it may be kept.
async fn record(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    delivery: &Delivery,
    notice: Option<&payment_notices::Model>,
    verdict: Verdict,
    message: &str,
) -> Result<Uuid> {
    let id = ctx.ids.next();
    let row = payment_receipts::ActiveModel {
        id: Set(id),
        receipt_id: Set(delivery.receipt.id.clone()),
        verdict: Set(verdict.as_str().to_owned()),
        nav: Set(delivery.receipt.notice.clone()),
        notice_id: Set(notice.map(|notice| notice.id)),
        amount: Set(delivery.receipt.cents),
        psp: Set(delivery.receipt.psp.clone()),
        message_sha256: Set(hex::encode(Sha256::digest(message))),
        received_at: Set(ctx.clock.now().0),
    };
    payment_receipts::Entity::insert(row).exec_without_returning(tx).await?;
    let message = payment_messages::ActiveModel { receipt_id: Set(id), message: Set(message.to_owned()) };
    payment_messages::Entity::insert(message).exec_without_returning(tx).await?;
    Ok(id)
}

/// The notice is paid, the other ways of paying the same debt are closed, carts that are paid whole say so.
async fn settle(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    notice: &payment_notices::Model,
    proof: &Proof,
    verdict: Verdict,
) -> Result<()> {
    if !matches!(verdict, Verdict::Taken | Verdict::Overpaid) {
        return Ok(());
    }
    let now = ctx.clock.now();
    let paid = payment_notices::Entity::update_many()
        .col_expr(payment_notices::Column::State, Expr::value(NoticeState::Paid.as_str()))
        .col_expr(payment_notices::Column::Receipt, Expr::value(Some(serde_json::to_string(proof)?)))
        .col_expr(payment_notices::Column::UpdatedAt, Expr::value(now.0))
        .filter(payment_notices::Column::Id.eq(notice.id))
        .filter(payment_notices::Column::State.eq(notice.state.as_str()))
        .filter(payment_notices::Column::State.ne("paid"))
        .exec(tx)
        .await?;
    match (paid.rows_affected, verdict) {
        (1, _) => {}
        // Another receipt of the same notice was faster: looked at again, this one is too much.
        (_, Verdict::Taken) => return Err(Error::Repeat),
        _ => return Ok(()),
    }
    if verdict == Verdict::Taken {
        close_other_ways(tx, notice, now).await?;
    }
    jobs::enqueue(ctx, tx, &Work::TellPaid { notice: NoticeId(notice.id) }, now, None).await?;
    end_carts(tx, notice.id, now).await
}

async fn close_other_ways(
    tx: &impl ConnectionTrait,
    paid: &payment_notices::Model,
    now: Moment,
) -> Result<()> {
    payment_notices::Entity::update_many()
        .col_expr(payment_notices::Column::State, Expr::value(NoticeState::Cancelled.as_str()))
        .col_expr(payment_notices::Column::UpdatedAt, Expr::value(now.0))
        .filter(payment_notices::Column::DebtId.eq(paid.debt_id))
        .filter(payment_notices::Column::Plan.ne(paid.plan))
        .filter(payment_notices::Column::State.is_in(["open", "paying"]))
        .exec(tx)
        .await?;
    Ok(())
}

async fn end_carts(tx: &impl ConnectionTrait, notice: Uuid, now: Moment) -> Result<()> {
    let carts = payment_cart_notices::Entity::find()
        .filter(payment_cart_notices::Column::NoticeId.eq(notice))
        .all(tx)
        .await?;
    for cart in carts {
        let ids = notices_of(tx, cart.cart_id).await?;
        let rows = payment_notices::Entity::find().filter(payment_notices::Column::Id.is_in(ids));
        if rows.all(tx).await?.iter().any(|row| notices::state(row) != NoticeState::Paid) {
            continue;
        }
        payment_carts::Entity::update_many()
            .col_expr(payment_carts::Column::State, Expr::value("paid"))
            .col_expr(payment_carts::Column::UpdatedAt, Expr::value(now.0))
            .filter(payment_carts::Column::Id.eq(cart.cart_id))
            .exec(tx)
            .await?;
    }
    Ok(())
}
