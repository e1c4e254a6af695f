//! Payments that the office asks for in a case: each a notice, heard of when its receipt arrives.

use std::collections::BTreeMap;

use contract::{
    Code, Lang,
    cases::{Act, CasePayments, GREATEST_SUM},
    deeds::DeedPayment,
    ids::{CaseId, NoticeId, PersonId},
    money::euros,
    payments::NoticeState,
    time::day_words,
};
use engine::{Chart, Event, Happening, Standing, Step, Who};
use entity::{
    cases::{case_events, case_payments, cases},
    identity::persons,
    payments::payment_notices,
};
use jiff::civil::Date;
use pagopa::Nav;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{
    acts,
    advance::{Advance, advance, news},
    clock::{self, CaseFacts, Known},
    links::{possible_days, to_read},
    requests,
    show::full_name,
};
use crate::{
    access,
    ctx::{Actor, Ctx},
    db::repeating,
    error::{Error, Kind, Result},
    messages::notify,
    payments::{self, Issued, NewNotice},
    procedures::{self, Definition},
};

/// A payment that the office asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPayment {
    /// In cents.
    pub cents: i64,
    /// The last day.
    pub by: Date,
}

/// What is to be paid with an event; nothing if its procedure asks for no payment with it.
///
/// # Errors
/// [`Error::Refused`] with `SumMissing`, `SumWrong` or `PayByPast`.
pub(super) fn to_pay(
    event: &Event,
    (asked, due): (Option<AskedPayment>, Option<Date>),
    today: Date,
) -> Result<Option<AskedPayment>> {
    let Some(rule) = event.payment else { return Ok(None) };
    match asked {
        None if rule.required => Err(Error::Refused(Code::SumMissing)),
        Some(asked) if asked.cents <= 0 || asked.cents > GREATEST_SUM => Err(Error::Refused(Code::SumWrong)),
        // Not after the day that the act itself sets: the case would not wait so long.
        Some(asked) if asked.by <= today || due.is_some_and(|due| asked.by > due) => {
            Err(Error::Refused(Code::PayByPast))
        }
        asked => Ok(asked),
    }
}

/// The notice of what is to be paid with an event, where its procedure asks for a payment and the office typed a sum; the
/// journal will know it.
///
/// # Errors
/// As [`to_pay`]; database errors.
pub(super) async fn ask(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    (case, definition): (&cases::Model, &Definition),
    (event, asked, due): (&Event, Option<AskedPayment>, Option<Date>),
    facts: &mut Map<String, Value>,
) -> Result<Option<(AskedPayment, Issued)>> {
    let Some(asked) = to_pay(event, (asked, due), ctx.clock.now().day())? else { return Ok(None) };
    let issued = issue(ctx, tx, case, definition, event, asked).await?;
    facts.insert("notice".into(), json!(issued.id.to_string()));
    facts.insert("cents".into(), json!(asked.cents));
    facts.insert("pay_by".into(), json!(asked.by.to_string()));
    Ok(Some((asked, issued)))
}

/// Issues the notice of a payment that is asked for, to whose case it is.
async fn issue(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    case: &cases::Model,
    definition: &Definition,
    event: &Event,
    asked: AskedPayment,
) -> Result<Issued> {
    let debtor = persons::Entity::find_by_id(case.created_by).one(tx).await?;
    let debtor = debtor.ok_or(Error::NotFound(Kind::Case))?;
    // The notice is an act of the office: its language is Italian.
    let texts = definition.text(Lang::It);
    let words = texts.event(&event.id);
    let kind = words.message_kind.unwrap_or(words.timeline);
    let number = case.number.as_deref().unwrap_or_default();
    let notice = NewNotice {
        debt: ctx.ids.next(),
        plan: 0,
        debtor_code: &debtor.fiscal_code,
        debtor_name: &full_name(&debtor),
        reason: format!("{} {number} – {kind}", texts.service().short),
        cents: asked.cents,
        due: asked.by,
    };
    payments::issue(ctx, tx, &notice).await
}

/// What the written act says of it; the number is there once it was sent.
pub(super) fn in_deed(ctx: &Ctx, asked: AskedPayment, issued: Option<&Issued>) -> DeedPayment {
    DeedPayment {
        sum: euros(asked.cents, Lang::It),
        by: day_words(asked.by, Lang::It),
        notice: issued.map(|issued| issued.nav.grouped()).unwrap_or_default(),
        creditor: ctx.pagopa.creditor.to_string(),
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
        .filter(cases::Column::CreatedBy.eq(person.0))
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

/// Tells the case that asked for it that a payment has arrived. With the last one of those that an event of its procedure
/// waits for that event happens, where it is possible; otherwise the journal says so and the office looks. Called by a
/// job: it is heard of once, however often it is told.
///
/// # Errors
/// Database errors.
pub async fn payment_arrived(ctx: &Ctx, notice: NoticeId) -> Result<()> {
    let asked = case_payments::Entity::find_by_id(notice.0).one(ctx.db.read()).await?;
    // Of taxes no case hears.
    let Some(asked) = asked else { return Ok(()) };
    repeating(|| hear(ctx, notice, CaseId(asked.case_id))).await?;
    ctx.wake.notify_one();
    Ok(())
}

async fn hear(ctx: &Ctx, notice: NoticeId, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let rows = rows_of(&tx, id).await?;
    let Some(asked) = rows.iter().find(|row| row.notice_id == notice.0 && row.heard_seq.is_none()) else {
        return Ok(());
    };
    let all = payments::some(&tx, &ids(&rows)).await?;
    let Some(paid) = all.iter().find(|row| row.id == notice.0) else { return Ok(()) };
    let mut facts = Map::from_iter([
        ("notice".to_owned(), json!(notice.to_string())),
        ("cents".to_owned(), json!(paid.amount)),
    ]);
    // What was to be paid no more has to be given back: it brings nothing about.
    let back = payments::too_much(paid);
    if back {
        facts.insert("overpaid".to_owned(), json!(true));
    }
    let fired = if back {
        None
    } else {
        let requests = Requests::load(&tx, id, &rows, &all).await?;
        brought_about(ctx, &tx, id, (paid, &requests), &facts).await?
    };
    let case = access::row(&tx, id).await?;
    if let Some(seq) = fired {
        // Who was asked has answered by paying.
        requests::close_of(&tx, id, asked.event_seq, (seq, ctx.clock.now())).await?;
    }
    let seq = match fired {
        Some(seq) => seq,
        None => acts::record(ctx, &tx, &case, Act::Paid, PersonId(Uuid::nil()), facts).await?,
    };
    to_read(&tx, id).await?;
    notify(ctx, &tx, news(&case, seq)).await?;
    case_payments::Entity::update_many()
        .col_expr(case_payments::Column::HeardSeq, Expr::value(Some(seq)))
        .filter(case_payments::Column::NoticeId.eq(notice.0))
        .exec(&tx)
        .await?;
    ctx.fail.reached("paid.written");
    tx.commit().await?;
    Ok(())
}

/// The payments that were asked for in a case: by which event, and whether each is still owed.
struct Requests(Vec<(NoticeId, String, bool)>);

impl Requests {
    async fn load(
        tx: &impl ConnectionTrait,
        case: CaseId,
        rows: &[case_payments::Model],
        notices: &[payment_notices::Model],
    ) -> Result<Self> {
        let events: Vec<(i64, String)> = case_events::Entity::find()
            .select_only()
            .columns([case_events::Column::Seq, case_events::Column::Event])
            .filter(case_events::Column::CaseId.eq(case.0))
            .filter(case_events::Column::Seq.is_in(rows.iter().map(|row| row.event_seq)))
            .into_tuple()
            .all(tx)
            .await?;
        let by = |seq: i64| events.iter().find(|(own, _)| *own == seq).map(|(_, event)| event.clone());
        let owed = |id: Uuid| notices.iter().any(|notice| notice.id == id && is_owed(notice));
        let each = rows
            .iter()
            .map(|row| (NoticeId(row.notice_id), by(row.event_seq).unwrap_or_default(), owed(row.notice_id)));
        Ok(Self(each.collect()))
    }

    /// Whether that was the last payment that an event waits for.
    fn last_for(&self, event: &Event, paid: NoticeId) -> bool {
        let waits =
            |asked: &str| event.payments_of.is_empty() || event.payments_of.iter().any(|of| of == asked);
        let mut awaited = self.0.iter().filter(|(_, asked, _)| waits(asked));
        awaited.clone().any(|(id, ..)| *id == paid) && awaited.all(|(_, _, owed)| !owed)
    }
}

/// Fires what the procedure has for a payment. What had ended by itself before it was paid comes before it; what ended
/// since then did not wait for the receipt, if the payment is possible on its own day.
async fn brought_about(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: CaseId,
    (paid, requests): (&payment_notices::Model, &Requests),
    facts: &Map<String, Value>,
) -> Result<Option<i64>> {
    let on = payments::paid_on(paid).unwrap_or_else(|| ctx.clock.now().day());
    if !ended_before(ctx, tx, id, on).await?
        && let Some(seq) = fire(ctx, tx, id, (paid, requests, Some(on)), facts).await?
    {
        return Ok(Some(seq));
    }
    clock::settle(ctx, tx, id).await?;
    fire(ctx, tx, id, (paid, requests, None), facts).await
}

/// Whether something ended by itself in a case before a day.
async fn ended_before(ctx: &Ctx, tx: &impl ConnectionTrait, id: CaseId, day: Date) -> Result<bool> {
    let case = access::row(tx, id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    Ok(clock::any_over(&chart, &clock::load(tx, &chart, &case).await?, day))
}

/// Fires it on the day on which it was paid if that is possible, and on no other where `only` says so.
async fn fire(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: CaseId,
    (paid, requests, only): (&payment_notices::Model, &Requests, Option<Date>),
    facts: &Map<String, Value>,
) -> Result<Option<i64>> {
    let case = &access::row(tx, id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let before = clock::load(tx, &chart, case).await?;
    let known = Known::load(ctx, tx, &definition, case).await?;
    let today = ctx.clock.now().day();
    let said = payments::paid_on(paid);
    let words = words(paid, said.unwrap_or(today));
    let mut days = possible_days(said, today, today, case, &before);
    days.retain(|day| only.is_none_or(|only| only == *day));
    let own = definition
        .workflow
        .events
        .iter()
        .filter(|event| event.who.contains(&Who::Payment) && requests.last_for(event, NoticeId(paid.id)));
    let tried = step_of(own, &chart, &before, &known.facts(&definition), &days, &words);
    let Some((on, step)) = tried else { return Ok(None) };
    let portal = PersonId(Uuid::nil());
    let what = Advance {
        facts: facts.clone(),
        unseen: true,
        ..Advance::of(case, (&definition, &chart), (&before, &step), on, portal)
    };
    advance(ctx, tx, what).await.map(Some)
}

/// The first of these events that is possible now, on the first day on which it is.
fn step_of<'d>(
    own: impl Iterator<Item = &'d Event>,
    chart: &Chart<'d>,
    before: &Standing,
    facts: &CaseFacts<'_>,
    days: &[Date],
    words: &str,
) -> Option<(Date, Step<'d>)> {
    let mut tried = own.flat_map(|event| days.iter().map(move |on| (event, *on)));
    tried.find_map(|(event, on)| {
        let what = Happening {
            event: &event.id,
            who: &[Who::Payment],
            on,
            bodies: &[],
            text: Some(words),
            until: None,
            forced: false,
            seq: 0,
            versions: &[],
            days: &[],
        };
        Some((on, chart.step(before, &what, facts).ok()?))
    })
}

/// What the event's text says, where it has one: which notice, how much, when it was paid.
fn words(paid: &payment_notices::Model, on: Date) -> String {
    let nav = Nav::parse(&paid.nav).map_or_else(|_old| paid.nav.clone(), |nav| nav.grouped());
    format!("Avviso {nav}: {}, {}", euros(paid.amount, Lang::It), day_words(on, Lang::It))
}
