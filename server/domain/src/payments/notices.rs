//! Notices as rows: loaded, judged by the policy, shown.

use contract::{
    ids::{CaseId, NoticeId, PersonId},
    payments::{BasketPage, NoticeForm, NoticeState, NoticeView},
};
use entity::{
    cases::{case_payments, cases},
    payments::payment_notices,
};
use jiff::civil::Date;
use pagopa::Nav;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
};

/// What a browser's session holds of payments, also without a login.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Names the session towards the carts that it begins.
    pub key: Uuid,
    /// The notices that were found by number and codice fiscale.
    pub notices: Vec<NoticeId>,
}

/// How long a payment that was begun counts as under way, in milliseconds; who gave it up without a word may
/// begin again at any time.
pub(super) const UNDER_WAY_MS: i64 = 30 * 60 * 1000;

/// A notice that the actor may read and pay.
///
/// # Errors
/// [`Error::NotFound`] if there is none, [`Error::Hidden`] if it is not for them.
pub(super) async fn open(
    db: &impl ConnectionTrait,
    actor: &Actor,
    held: &Held,
    id: NoticeId,
) -> Result<payment_notices::Model> {
    let row = payment_notices::Entity::find_by_id(id.0).one(db).await?;
    let row = row.ok_or(Error::NotFound(Kind::Notice))?;
    let may = |holder| policy::allows(actor, Action::PayNotice(&row, holder, &held.notices));
    if may(None) {
        return Ok(row);
    }
    let hidden = || Error::Hidden(format!("notice:{id}"));
    let case = asked_in(db, id).await?.ok_or_else(hidden)?;
    let titolari = access::titolari_of(db, CaseId(case.id)).await?;
    let theirs = policy::allows(actor, Action::ReadAsTitolare(&case, &titolari));
    if theirs || may(Some(PersonId(case.held_by))) { Ok(row) } else { Err(hidden()) }
}

/// Writes down that somebody looked at a notice whose debtor is another.
///
/// # Errors
/// Database errors.
pub(super) async fn note_of_others(ctx: &Ctx, actor: &Actor, row: &payment_notices::Model) -> Result<()> {
    if actor.person.is_none() || actor.fiscal_code == row.debtor_code {
        return Ok(());
    }
    audit::note_now(ctx, actor, "notice.read", format!("notice:{}", NoticeId(row.id)), "ok").await
}

/// The case that a notice is asked for in; none for one of a tax.
async fn asked_in(db: &impl ConnectionTrait, id: NoticeId) -> Result<Option<cases::Model>> {
    let Some(of) = case_payments::Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    Ok(cases::Entity::find_by_id(of.case_id).one(db).await?)
}

/// Every notice of a debt, way of paying by way of paying, in the order of their last days.
///
/// # Errors
/// Database errors.
pub(crate) async fn of_debt(db: &impl ConnectionTrait, debt: Uuid) -> Result<Vec<payment_notices::Model>> {
    Ok(payment_notices::Entity::find()
        .filter(payment_notices::Column::DebtId.eq(debt))
        .order_by_asc(payment_notices::Column::Plan)
        .order_by_asc(payment_notices::Column::DueOn)
        .order_by_asc(payment_notices::Column::Id)
        .all(db)
        .await?)
}

/// Some notices, oldest first.
///
/// # Errors
/// Database errors.
pub(crate) async fn some(db: &impl ConnectionTrait, ids: &[NoticeId]) -> Result<Vec<payment_notices::Model>> {
    Ok(payment_notices::Entity::find()
        .filter(payment_notices::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .order_by_asc(payment_notices::Column::CreatedAt)
        .order_by_asc(payment_notices::Column::Id)
        .all(db)
        .await?)
}

/// Closes those of these notices that nobody has paid: they are to be paid no more. What was under way and arrives all the
/// same has to be given back.
///
/// # Errors
/// Database errors.
pub(crate) async fn cancel(ctx: &Ctx, tx: &impl ConnectionTrait, ids: &[NoticeId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    payment_notices::Entity::update_many()
        .col_expr(payment_notices::Column::State, Expr::value(NoticeState::Cancelled.as_str()))
        .col_expr(payment_notices::Column::UpdatedAt, Expr::value(ctx.clock.now().0))
        .filter(payment_notices::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(payment_notices::Column::State.is_in(["open", "paying"]))
        .exec(tx)
        .await?;
    Ok(())
}

/// Opens those of these notices again that were closed and that nobody has paid since.
///
/// # Errors
/// Database errors.
pub(crate) async fn reopen(ctx: &Ctx, tx: &impl ConnectionTrait, ids: &[NoticeId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    payment_notices::Entity::update_many()
        .col_expr(payment_notices::Column::State, Expr::value(NoticeState::Open.as_str()))
        .col_expr(payment_notices::Column::UpdatedAt, Expr::value(ctx.clock.now().0))
        .filter(payment_notices::Column::Id.is_in(ids.iter().map(|id| id.0)))
        .filter(payment_notices::Column::State.eq(NoticeState::Cancelled.as_str()))
        .filter(payment_notices::Column::Receipt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// The day on which a notice was paid, in Italy, if it is: the one that frees from the debt.
pub(crate) fn paid_on(row: &payment_notices::Model) -> Option<Date> {
    let proof: super::proof::Proof = serde_json::from_str(row.receipt.as_deref()?).ok()?;
    Some(proof.paid_at.day())
}

/// Whether what was paid has to be given back: the notice was to be paid no more, or was paid already.
pub(crate) fn too_much(row: &payment_notices::Model) -> bool {
    let proof =
        row.receipt.as_deref().and_then(|text| serde_json::from_str::<super::proof::Proof>(text).ok());
    proof.is_some_and(|proof| proof.overpaid)
}

/// A notice as pages show it. A payment that was begun long ago and never ended is forgotten.
pub(crate) fn view(ctx: &Ctx, row: &payment_notices::Model) -> NoticeView {
    let now = ctx.clock.now();
    let stored = state(row);
    let given_up = stored == NoticeState::Paying && now.0 - row.updated_at > UNDER_WAY_MS;
    let state = if given_up { NoticeState::Open } else { stored };
    let due = row.due_on.as_deref().and_then(|day| day.parse::<Date>().ok());
    NoticeView {
        id: NoticeId(row.id),
        nav: Nav::parse(&row.nav).map_or_else(|_old| row.nav.clone(), |nav| nav.grouped()),
        reason: row.reason.clone(),
        debtor: row.debtor_name.clone(),
        cents: row.amount,
        due,
        late: state.payable() && due.is_some_and(|due| due < now.day()),
        state,
    }
}

pub(super) fn state(row: &payment_notices::Model) -> NoticeState {
    NoticeState::parse(&row.state).unwrap_or(NoticeState::Cancelled)
}

/// The notices that a session found, in the order in which they were found.
async fn found(ctx: &Ctx, held: &Held) -> Result<Vec<payment_notices::Model>> {
    let ids = held.notices.iter().map(|id| id.0);
    let rows = payment_notices::Entity::find().filter(payment_notices::Column::Id.is_in(ids));
    let mut rows = rows.all(ctx.db.read()).await?;
    rows.sort_by_key(|row| held.notices.iter().position(|id| id.0 == row.id));
    Ok(rows)
}

/// The notices of a session that can still be paid: those that are paid meanwhile leave it.
///
/// # Errors
/// Database errors.
pub async fn basket_notices(ctx: &Ctx, held: &Held) -> Result<Vec<NoticeId>> {
    let rows = found(ctx, held).await?;
    Ok(rows.iter().filter(|row| state(row).payable()).map(|row| NoticeId(row.id)).collect())
}

/// What a session is about to pay, with the form for one notice more. Only notices that this session found by
/// number and codice fiscale are in it.
///
/// # Errors
/// Database errors.
pub async fn basket(ctx: &Ctx, held: &Held, form: NoticeForm) -> Result<BasketPage> {
    let rows = found(ctx, held).await?;
    let notices: Vec<NoticeView> = rows.iter().map(|row| view(ctx, row)).collect();
    let notices: Vec<NoticeView> = notices.into_iter().filter(|notice| notice.state.payable()).collect();
    Ok(BasketPage {
        total: notices.iter().map(|notice| notice.cents).sum(),
        notices,
        online: ctx.pagopa.gateway.is_some(),
        form,
    })
}
