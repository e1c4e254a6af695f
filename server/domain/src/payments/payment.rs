//! How a payment goes, for who began it; what the browser brings back changes no notice to paid.

use contract::{
    ids::CartId,
    payments::{CartState, PaymentPage, Returned},
    time::Moment,
};
use entity::payments::{payment_cart_notices, payment_carts, payment_notices};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use uuid::Uuid;

use super::notices::{Held, view};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

async fn open(
    db: &impl ConnectionTrait,
    actor: &Actor,
    held: &Held,
    id: CartId,
) -> Result<payment_carts::Model> {
    let row = payment_carts::Entity::find_by_id(id.0).one(db).await?.ok_or(Error::NotFound(Kind::Cart))?;
    if policy::allows(actor, Action::SeePayment(&row, held.key)) {
        Ok(row)
    } else {
        Err(Error::Hidden(format!("cart:{id}")))
    }
}

/// The notices in a cart, in their order.
pub(super) async fn notices_of(db: &impl ConnectionTrait, cart: Uuid) -> Result<Vec<Uuid>> {
    let rows = payment_cart_notices::Entity::find()
        .filter(payment_cart_notices::Column::CartId.eq(cart))
        .order_by_asc(payment_cart_notices::Column::Place)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.notice_id).collect())
}

/// How a payment goes.
///
/// # Errors
/// [`Error::NotFound`] if there is none or somebody else began it; the attempt is audited.
pub async fn payment(ctx: &Ctx, actor: &Actor, held: &Held, id: CartId) -> Result<PaymentPage> {
    let cart = open(ctx.db.read(), actor, held, id).await;
    let cart = access::guarded_as(ctx, actor, "payment.read", Kind::Cart, cart).await?;
    let ids = notices_of(ctx.db.read(), cart.id).await?;
    let mut rows = payment_notices::Entity::find()
        .filter(payment_notices::Column::Id.is_in(ids.clone()))
        .all(ctx.db.read())
        .await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    Ok(PaymentPage {
        id,
        state: CartState::parse(&cart.state).unwrap_or(CartState::Waiting),
        notices: rows.iter().map(|row| view(ctx, row)).collect(),
        total: cart.total,
        checkout: cart.checkout_url.filter(|_| cart.state == CartState::Begun.as_str()),
        begun_at: Moment(cart.begun_at),
        cases: Vec::new(),
    })
}

/// The browser came back from the page where one pays. Nothing is paid by that: a payment is known by its receipt
/// alone. What was given up or did not work can be begun again at once.
///
/// # Errors
/// As [`payment`].
pub async fn came_back(ctx: &Ctx, actor: &Actor, held: &Held, id: CartId, how: Returned) -> Result<()> {
    let outcome = repeating(|| note_return(ctx, actor, held, id, how)).await;
    access::guarded_as(ctx, actor, "payment.read", Kind::Cart, outcome).await
}

async fn note_return(ctx: &Ctx, actor: &Actor, held: &Held, id: CartId, how: Returned) -> Result<()> {
    let tx = ctx.db.begin().await?;
    let cart = open(&tx, actor, held, id).await?;
    let state = match how {
        Returned::Done | Returned::Waiting => CartState::Waiting,
        Returned::Cancelled => CartState::Cancelled,
        Returned::Failed => CartState::Failed,
    };
    let now = ctx.clock.now().0;
    // The receipt may have been faster, and an old tab may come back late.
    let changed = payment_carts::Entity::update_many()
        .col_expr(payment_carts::Column::State, Expr::value(state.as_str()))
        .col_expr(payment_carts::Column::UpdatedAt, Expr::value(now))
        .filter(payment_carts::Column::Id.eq(cart.id))
        .filter(payment_carts::Column::State.is_in(["begun", "waiting"]))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 1 && !state.under_way() {
        let ids = notices_of(&tx, cart.id).await?;
        payment_notices::Entity::update_many()
            .col_expr(payment_notices::Column::State, Expr::value("open"))
            .col_expr(payment_notices::Column::UpdatedAt, Expr::value(now))
            .filter(payment_notices::Column::Id.is_in(ids))
            .filter(payment_notices::Column::State.eq("paying"))
            .exec(&tx)
            .await?;
    }
    tx.commit().await?;
    Ok(())
}
