//! Payments that the office asks for in a case: each a notice, heard of when its receipt arrives.

mod debtor;
mod hear;

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Code, Lang,
    cases::{CasePayments, GREATEST_SUM},
    deeds::DeedPayment,
    ids::{CaseId, NoticeId},
    money::euros,
    payments::NoticeState,
    time::day_words,
};
use engine::Event;
use entity::{
    cases::{case_payments, cases},
    payments::payment_notices,
};
use jiff::{Span, civil::Date};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::Expr,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use self::debtor::Debtor;
use crate::{
    ctx::{Actor, Ctx},
    error::{Error, Result},
    payments::{self, Issued, NewNotice},
    procedures::Definition,
};

pub(super) use debtor::foretell;
pub use hear::payment_arrived;

/// A payment that the office asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPayment {
    /// In cents.
    pub cents: i64,
    /// The last day.
    pub by: Date,
}

/// What is to be paid, and who owes it.
pub(super) struct ToPay {
    asked: AskedPayment,
    debtor: Debtor,
}

/// What is to be paid with an event; nothing if its procedure asks for no payment with it.
///
/// # Errors
/// [`Error::Refused`] with `SumMissing`, `SumWrong` or `PayByPast`; database errors.
pub(super) async fn to_pay(
    db: &impl ConnectionTrait,
    case: (&cases::Model, &Definition),
    (event, asked, due): (&Event, Option<AskedPayment>, Option<Date>),
    today: Date,
) -> Result<Option<ToPay>> {
    let Some(rule) = &event.payment else { return Ok(None) };
    let asked = match asked {
        None if rule.required => return Err(Error::Refused(Code::SumMissing)),
        None => return Ok(None),
        Some(asked) => asked,
    };
    if asked.cents <= 0 || asked.cents > GREATEST_SUM {
        return Err(Error::Refused(Code::SumWrong));
    }
    // Not after the day that the act itself sets: the case would not wait so long.
    // A slip of the year is not years of waiting.
    let furthest = today.saturating_add(Span::new().days(engine::LONGEST_DAY_SET));
    if asked.by <= today || asked.by > furthest || due.is_some_and(|due| asked.by > due) {
        return Err(Error::Refused(Code::PayByPast));
    }
    Ok(Some(ToPay { asked, debtor: Debtor::of(db, case, rule).await? }))
}

/// The notice of what is to be paid with an event, where its procedure asks for a payment and the office typed a sum; the
/// journal will know it.
///
/// # Errors
/// As [`to_pay`]; database errors.
pub(super) async fn ask(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: (&cases::Model, &Definition),
    (event, asked, due): (&Event, Option<AskedPayment>, Option<Date>),
    facts: &mut Map<String, Value>,
) -> Result<Option<(ToPay, Issued)>> {
    let today = ctx.clock.now().day();
    let Some(to_pay) = to_pay(tx, case, (event, asked, due), today).await? else { return Ok(None) };
    let issued = issue(ctx, tx, case, event, &to_pay).await?;
    facts.insert("notice".into(), json!(issued.id.to_string()));
    facts.insert("cents".into(), json!(to_pay.asked.cents));
    facts.insert("pay_by".into(), json!(to_pay.asked.by.to_string()));
    Ok(Some((to_pay, issued)))
}

/// Issues the notice of a payment that is asked for.
async fn issue(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (case, definition): (&cases::Model, &Definition),
    event: &Event,
    ToPay { asked, debtor }: &ToPay,
) -> Result<Issued> {
    // The notice is an act of the office: its language is Italian.
    let texts = definition.text(Lang::It);
    let words = texts.event(&event.id);
    let kind = words.message_kind.unwrap_or(words.timeline);
    let number = case.number.as_deref().unwrap_or_default();
    let notice = NewNotice {
        debt: ctx.ids.next(),
        plan: 0,
        debtor_code: &debtor.code,
        debtor_name: &debtor.name,
        reason: format!("{} {number} – {kind}", texts.service().short),
        cents: asked.cents,
        due: asked.by,
    };
    payments::issue(ctx, tx, &notice).await
}

/// What the written act says of it; the number is there once it was sent.
pub(super) fn in_deed(ctx: &Ctx, ToPay { asked, debtor }: &ToPay, issued: Option<&Issued>) -> DeedPayment {
    DeedPayment {
        sum: euros(asked.cents, Lang::It),
        by: day_words(asked.by, Lang::It),
        notice: issued.map(|issued| issued.nav.grouped()).unwrap_or_default(),
        creditor: ctx.pagopa.creditor.to_string(),
        debtor: debtor.words(),
    }
}

/// Writes down which event of which case asked.
///
/// # Errors
/// Database errors.
pub(super) async fn keep(tx: &impl ConnectionTrait, case: CaseId, seq: i64, issued: &Issued) -> Result<()> {
    let row = case_payments::ActiveModel {
        notice_id: Set(issued.id.0),
        case_id: Set(case.0),
        event_seq: Set(seq),
        heard_seq: Set(None),
        closed_seq: Set(None),
    };
    case_payments::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

async fn rows_of(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<case_payments::Model>> {
    let rows = case_payments::Entity::find().filter(case_payments::Column::CaseId.eq(case.0));
    Ok(rows.order_by_asc(case_payments::Column::EventSeq).all(db).await?)
}

fn ids(rows: &[case_payments::Model]) -> Vec<NoticeId> {
    rows.iter().map(|row| NoticeId(row.notice_id)).collect()
}

/// What was asked to be paid for a case.
///
/// # Errors
/// Database errors.
pub(super) async fn of_case(ctx: &Ctx, case: CaseId) -> Result<CasePayments> {
    let rows = rows_of(ctx.db.read(), case).await?;
    let online = ctx.pagopa.gateway.is_some();
    if rows.is_empty() {
        return Ok(CasePayments { online, ..CasePayments::default() });
    }
    let notices = payments::some(ctx.db.read(), &ids(&rows)).await?;
    let notices = notices.iter().map(|notice| payments::view(ctx, notice)).collect();
    Ok(CasePayments { notices, online, problem: None })
}

/// The actor's own cases that some notices are paid for, each with its number.
///
/// # Errors
/// Database errors.
pub async fn paid_for(ctx: &Ctx, actor: &Actor, notices: &[NoticeId]) -> Result<Vec<(CaseId, String)>> {
    let Some(person) = actor.person else { return Ok(Vec::new()) };
    let of = case_payments::Entity::find()
        .filter(case_payments::Column::NoticeId.is_in(notices.iter().map(|notice| notice.0)))
        .all(ctx.db.read())
        .await?;
    let own = cases::Entity::find()
        .filter(cases::Column::Id.is_in(of.iter().map(|row| row.case_id)))
        .filter(cases::Column::HeldBy.eq(person.0))
        .order_by_asc(cases::Column::Id)
        .all(ctx.db.read())
        .await?;
    Ok(own.into_iter().map(|case| (CaseId(case.id), case.number.unwrap_or_default())).collect())
}

/// How much is still to be paid for each of these cases, in cents; nothing of the others.
///
/// # Errors
/// Database errors.
pub(super) async fn owed(ctx: &Ctx, of: impl Iterator<Item = Uuid>) -> Result<BTreeMap<Uuid, i64>> {
    let of: Vec<Uuid> = of.collect();
    let mut owed = BTreeMap::new();
    if of.is_empty() {
        return Ok(owed);
    }
    let asked = case_payments::Entity::find().filter(case_payments::Column::CaseId.is_in(of));
    let asked = asked.all(ctx.db.read()).await?;
    if asked.is_empty() {
        return Ok(owed);
    }
    for notice in payments::some(ctx.db.read(), &ids(&asked)).await?.iter().filter(|notice| is_owed(notice)) {
        if let Some(row) = asked.iter().find(|row| row.notice_id == notice.id) {
            *owed.entry(row.case_id).or_default() += notice.amount;
        }
    }
    Ok(owed)
}

fn is_owed(notice: &payment_notices::Model) -> bool {
    NoticeState::parse(&notice.state).is_some_and(NoticeState::payable)
}

/// The notices of a case that are to be paid, by their ids.
///
/// # Errors
/// Database errors.
pub(super) async fn payable(db: &impl ConnectionTrait, case: CaseId) -> Result<BTreeSet<Uuid>> {
    let notices = payments::some(db, &ids(&rows_of(db, case).await?)).await?;
    Ok(notices.iter().filter(|notice| is_owed(notice)).map(|notice| notice.id).collect())
}

/// Closes what nobody has paid of a case, by the event at that place in its journal.
///
/// # Errors
/// Database errors.
pub(super) async fn cancel_open(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, by: i64) -> Result<()> {
    let rows = rows_of(tx, case).await?;
    let notices = payments::some(tx, &ids(&rows)).await?;
    let open: Vec<_> =
        notices.iter().filter(|notice| is_owed(notice)).map(|notice| NoticeId(notice.id)).collect();
    payments::cancel(ctx, tx, &open).await?;
    closed_by(tx, &open, Some(by)).await
}

/// Closes what was asked for by mistake, and opens again what was closed by it.
///
/// # Errors
/// Database errors.
pub(super) async fn undone(ctx: &Ctx, tx: &impl ConnectionTrait, case: CaseId, of: i64) -> Result<()> {
    let rows = rows_of(tx, case).await?;
    let (asked, others): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.event_seq == of);
    payments::cancel(ctx, tx, &ids(&asked)).await?;
    // It is not opened again, whatever closed it before.
    closed_by(tx, &ids(&asked), None).await?;
    let closed: Vec<_> = others.into_iter().filter(|row| row.closed_seq == Some(of)).collect();
    payments::reopen(ctx, tx, &ids(&closed)).await?;
    closed_by(tx, &ids(&closed), None).await
}

async fn closed_by(tx: &impl ConnectionTrait, notices: &[NoticeId], by: Option<i64>) -> Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    case_payments::Entity::update_many()
        .col_expr(case_payments::Column::ClosedSeq, Expr::value(by))
        .filter(case_payments::Column::NoticeId.is_in(notices.iter().map(|id| id.0)))
        .exec(tx)
        .await?;
    Ok(())
}
