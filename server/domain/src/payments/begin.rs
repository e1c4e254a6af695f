//! A payment begins: notices are put into a cart, the gateway is asked where it is paid.

use contract::{
    Code,
    ids::{CartId, NoticeId},
    payments::{CartState, MOST_TOGETHER, NoticeState, Returned},
};
use entity::payments::{payment_cart_notices, payment_carts, payment_notices};
use pagopa::cart::{CartNotice, CartRequest, ReturnUrls, fitting};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::notices::{self, Held, UNDER_WAY_MS};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Port, Result},
};

/// How long a click waits for the answer that an earlier one asked for, in milliseconds; then it asks itself.
const ASKING_MS: i64 = 20_000;

/// A payment that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The cart.
    pub cart: CartId,
    /// Where it is paid. `None` while another click is asking, and when its receipts are awaited already.
    pub checkout: Option<String>,
}

/// The addresses to which the browser comes back.
pub type Returns<'a> = &'a (dyn Fn(CartId, Returned) -> String + Send + Sync);

/// Begins to pay notices together. Done twice (double click, lost answer) it is the same cart, until that one was
/// given up, failed, or was left alone for half an hour.
///
/// # Errors
/// [`Error::NotFound`] for a notice that is not the actor's to pay; [`Error::Conflict`] with `AlreadyPaid` or
/// `NoticeCancelled`; [`Error::Refused`] with `PaymentsOff`, `NothingToPay` or `NoticesApart`;
/// [`Error::Unavailable`] if the gateway does not answer: nothing is lost, and the next click asks again.
pub async fn begin(
    ctx: &Ctx,
    actor: &Actor,
    held: &Held,
    chosen: &[NoticeId],
    returns: Returns<'_>,
) -> Result<Begun> {
    let gateway = ctx.pagopa.gateway.as_ref().ok_or(Error::Refused(Code::PaymentsOff))?;
    let mut chosen = chosen.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    let opened = repeating(|| open(ctx, actor, held, &chosen)).await;
    let opened = access::guarded_as(ctx, actor, "notice.pay", Kind::Notice, opened).await?;
    let cart = CartId(opened.cart.id);
    let Some(notices) = opened.ask else {
        let waiting = opened.cart.state == CartState::Waiting.as_str();
        return Ok(Begun { cart, checkout: opened.cart.checkout_url.filter(|_| !waiting) });
    };
    ctx.fail.reached("payment.begun");
    match gateway.open_cart(&request(ctx, cart, &notices, returns)).await {
        Ok(url) => {
            remember(ctx, cart, Some(url.clone())).await?;
            Ok(Begun { cart, checkout: Some(url) })
        }
        Err(why) => {
            remember(ctx, cart, None).await?;
            Err(Error::Unavailable(Port::Payments, why.to_string()))
        }
    }
}

/// A cart, and what the gateway has to be asked.
struct Opened {
    cart: payment_carts::Model,
    ask: Option<Vec<payment_notices::Model>>,
}

async fn open(ctx: &Ctx, actor: &Actor, held: &Held, chosen: &[NoticeId]) -> Result<Opened> {
    let tx = ctx.db.begin().await?;
    let rows = payable(&tx, actor, held, chosen).await?;
    let holder = actor.person.map_or(held.key, |person| person.0);
    let (key, now) = (key(holder, chosen), ctx.clock.now().0);
    let last = payment_carts::Entity::find()
        .filter(payment_carts::Column::IdempotencyKey.eq(&key))
        .order_by_desc(payment_carts::Column::Attempt)
        .one(&tx)
        .await?;
    let attempt = last.as_ref().map_or(0, |cart| cart.attempt + 1);
    let alive = |cart: &payment_carts::Model| {
        CartState::parse(&cart.state).is_some_and(CartState::under_way) && now - cart.begun_at < UNDER_WAY_MS
    };
    if let Some(cart) = last.filter(alive) {
        let ask = ask_again(&tx, &cart, now).await?.then_some(rows);
        tx.commit().await?;
        return Ok(Opened { cart, ask });
    }
    let cart = payment_carts::Model {
        id: ctx.ids.next(),
        holder,
        idempotency_key: key,
        attempt,
        state: CartState::Begun.as_str().to_owned(),
        total: rows.iter().map(|row| row.amount).sum(),
        checkout_url: None,
        asked_at: Some(now),
        begun_at: now,
        updated_at: now,
    };
    insert(&tx, &cart, &rows).await?;
    ctx.fail.reached("payment.written");
    tx.commit().await?;
    Ok(Opened { cart, ask: Some(rows) })
}

/// The chosen notices, if they can be paid, and together.
async fn payable(
    tx: &impl ConnectionTrait,
    actor: &Actor,
    held: &Held,
    chosen: &[NoticeId],
) -> Result<Vec<payment_notices::Model>> {
    if chosen.is_empty() {
        return Err(Error::Refused(Code::NothingToPay));
    }
    let mut rows: Vec<payment_notices::Model> = Vec::with_capacity(chosen.len());
    for id in chosen.iter().take(MOST_TOGETHER + 1) {
        let row = notices::open(tx, actor, held, *id).await?;
        match notices::state(&row) {
            NoticeState::Paid => return Err(Error::Conflict(Code::AlreadyPaid)),
            NoticeState::Cancelled => return Err(Error::Conflict(Code::NoticeCancelled)),
            NoticeState::Open | NoticeState::Paying => {}
        }
        // Paying all at once and paying in parts exclude each other.
        if rows.iter().any(|other| other.debt_id == row.debt_id && other.plan != row.plan) {
            return Err(Error::Refused(Code::NoticesApart));
        }
        rows.push(row);
    }
    if rows.len() > MOST_TOGETHER { Err(Error::Refused(Code::NoticesApart)) } else { Ok(rows) }
}

/// Whether the gateway has to be asked again for a cart: it did not answer, or whoever asked never came back.
async fn ask_again(tx: &impl ConnectionTrait, cart: &payment_carts::Model, now: i64) -> Result<bool> {
    if cart.checkout_url.is_some() || cart.asked_at.is_some_and(|at| now - at < ASKING_MS) {
        return Ok(false);
    }
    let unasked = Condition::any()
        .add(payment_carts::Column::AskedAt.is_null())
        .add(payment_carts::Column::AskedAt.lte(now - ASKING_MS));
    let asked = payment_carts::Entity::update_many()
        .col_expr(payment_carts::Column::AskedAt, Expr::value(Some(now)))
        .filter(payment_carts::Column::Id.eq(cart.id))
        .filter(unasked)
        .exec(tx)
        .await?;
    Ok(asked.rows_affected == 1)
}

async fn insert(
    tx: &impl ConnectionTrait,
    cart: &payment_carts::Model,
    rows: &[payment_notices::Model],
) -> Result<()> {
    let row: payment_carts::ActiveModel = cart.clone().into();
    payment_carts::Entity::insert(row.reset_all()).exec_without_returning(tx).await?;
    let places = rows.iter().zip(1..).map(|(notice, place)| payment_cart_notices::ActiveModel {
        cart_id: Set(cart.id),
        notice_id: Set(notice.id),
        place: Set(place),
    });
    payment_cart_notices::Entity::insert_many(places).exec_without_returning(tx).await?;
    payment_notices::Entity::update_many()
        .col_expr(payment_notices::Column::State, Expr::value(NoticeState::Paying.as_str()))
        .col_expr(payment_notices::Column::UpdatedAt, Expr::value(cart.begun_at))
        .filter(payment_notices::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .filter(payment_notices::Column::State.is_in(["open", "paying"]))
        .exec(tx)
        .await?;
    Ok(())
}

/// The same for the same notices of the same holder; says nothing of either.
fn key(holder: Uuid, chosen: &[NoticeId]) -> String {
    let mut digest = Sha256::new();
    digest.update(holder.as_bytes());
    for id in chosen {
        digest.update(id.0.as_bytes());
    }
    hex::encode(digest.finalize())
}

/// Keeps what the gateway answered; `None` lets the next click ask again.
async fn remember(ctx: &Ctx, cart: CartId, checkout: Option<String>) -> Result<()> {
    let asked = checkout.as_ref().map(|_| ctx.clock.now().0);
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        payment_carts::Entity::update_many()
            .col_expr(payment_carts::Column::CheckoutUrl, Expr::value(checkout.clone()))
            .col_expr(payment_carts::Column::AskedAt, Expr::value(asked))
            .filter(payment_carts::Column::Id.eq(cart.0))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

fn request(ctx: &Ctx, cart: CartId, rows: &[payment_notices::Model], returns: Returns<'_>) -> CartRequest {
    let notices = rows.iter().map(|row| CartNotice {
        notice_number: row.nav.clone(),
        fiscal_code: ctx.pagopa.creditor.to_string(),
        amount: row.amount,
        company_name: fitting(&ctx.ente.name),
        description: fitting(&row.reason),
    });
    CartRequest {
        email_notice: None,
        payment_notices: notices.collect(),
        return_urls: ReturnUrls {
            return_ok_url: returns(cart, Returned::Done),
            return_cancel_url: returns(cart, Returned::Cancelled),
            return_error_url: returns(cart, Returned::Failed),
            return_waiting_url: returns(cart, Returned::Waiting),
        },
        id_cart: Some(cart.to_string()),
    }
}
