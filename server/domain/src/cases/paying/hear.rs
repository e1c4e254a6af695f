//! A payment that has arrived: which event waited for it, and what that brings about.

use contract::{
    Lang,
    cases::Act,
    ids::{CaseId, NoticeId, PersonId},
    money::euros,
    time::day_words,
};
use engine::{Chart, Event, Happening, Standing, Step, Who};
use entity::{
    cases::{case_events, case_payments},
    payments::payment_notices,
};
use jiff::civil::Date;
use pagopa::Nav;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{ids, is_owed, rows_of};
use crate::{
    access,
    cases::{
        acts::{self, news},
        advance::{Advance, advance},
        clock::{self, CaseFacts, Known},
        links::{possible_days, to_read},
        requests,
    },
    ctx::Ctx,
    db::repeating,
    error::Result,
    messages::notify,
    payments, procedures,
};

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
        requests::close_of(&tx, id, asked.event_seq, seq).await?;
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
    let mut days = possible_days(said, today, today, case);
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
