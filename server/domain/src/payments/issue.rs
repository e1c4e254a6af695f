//! A notice is issued: an amount gets its number.

use contract::ids::NoticeId;
use entity::payments::payment_notices;
use jiff::civil::Date;
use pagopa::Nav;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    error::{Error, Result},
};

/// A notice about to be issued.
pub(crate) struct NewNotice<'a> {
    /// The debt it is a part of.
    pub(crate) debt: Uuid,
    /// The way of paying that debt to which it belongs.
    pub(crate) plan: i32,
    /// The tax code of who owes.
    pub(crate) debtor_code: &'a str,
    /// Their name.
    pub(crate) debtor_name: &'a str,
    /// What is paid for.
    pub(crate) reason: String,
    /// In cents.
    pub(crate) cents: i64,
    /// The last day.
    pub(crate) due: Date,
}

/// Thirteen digits, the room for the base of a number.
const BASES: u128 = 10_000_000_000_000;

/// A notice that was issued.
#[derive(Debug, Clone)]
pub(crate) struct Issued {
    pub(crate) id: NoticeId,
    /// Its number.
    pub(crate) nav: Nav,
}

/// Issues a notice in the caller's transaction. Its number is drawn by lot: whoever knows one number, or how
/// many there are, knows no other one. A number that is taken already repeats the transaction.
///
/// # Errors
/// Database errors.
pub(crate) async fn issue(ctx: &Ctx, tx: &impl ConnectionTrait, new: &NewNotice<'_>) -> Result<Issued> {
    let base = u64::try_from(lot(ctx.ids.next()) % BASES).unwrap_or(0);
    let nav = Nav::new(ctx.pagopa.segregation, base).map_err(|wrong| Error::Internal(wrong.into()))?;
    let (id, now) = (ctx.ids.next(), ctx.clock.now().0);
    let row = payment_notices::ActiveModel {
        id: Set(id),
        nav: Set(nav.to_string()),
        debt_id: Set(new.debt),
        plan: Set(new.plan),
        debtor_code: Set(new.debtor_code.to_owned()),
        debtor_name: Set(new.debtor_name.to_owned()),
        reason: Set(new.reason.clone()),
        amount: Set(new.cents),
        due_on: Set(Some(new.due.to_string())),
        state: Set("open".to_owned()),
        receipt: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    };
    payment_notices::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(Issued { id: NoticeId(id), nav })
}

/// The random half of an identifier of version 7.
fn lot(id: Uuid) -> u128 {
    id.as_u128() & 0x3fff_ffff_ffff_ffff
}
