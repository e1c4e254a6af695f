//! One step of a case's workflow, with everything that follows from it, in one transaction.

use contract::{
    Code,
    cases::Phase,
    ids::{CaseId, MessageId, PersonId},
    register::EntryKey,
    time::Moment,
};
use engine::{Chart, Effect, Standing, Step, Who};
use entity::{
    cases::{cases, receipts},
    messages::messages,
};
use jiff::civil::Date;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait,
    sea_query::{Expr, Query},
};
use serde_json::{Map, Value, json};

use super::{
    albo, clock,
    communications::Recipient,
    deeds::Deed,
    described::Listed,
    links::{Heard, carry},
    numbers, paying, register,
    registered::{Placed, reach_of, registered_act},
    requests, responsible,
};
use crate::{
    ctx::Ctx,
    error::{Error, Result},
    jobs::{self, Work},
    journal::{self, Last, Salt},
    messages::telling,
    procedures::Definition,
};

/// What is known about the step before it is written.
pub(super) struct Advance<'a> {
    pub(super) case: &'a cases::Model,
    pub(super) definition: &'a Definition,
    pub(super) chart: &'a Chart<'a>,
    /// Where the case is before it.
    pub(super) before: &'a Standing,
    pub(super) step: &'a Step<'a>,
    /// The day on which it counts.
    pub(super) on: Date,
    pub(super) author: PersonId,
    pub(super) from_office: bool,
    /// What it says as a document, where its procedure makes one of it.
    pub(super) deed: Option<&'a Deed>,
    /// Ids, codes and hashes for the journal.
    pub(super) facts: Map<String, Value>,
    /// What the case will be found by, and what lists say of it, when that changes.
    pub(super) listed: Option<Listed>,
    /// The certified mail that is chosen for the acts of the case, where one is.
    pub(super) domicile: Option<String>,
    /// When it came to the office, if that was before now: on paper, or by certified mail.
    pub(super) received: Option<Moment>,
    /// Whether it has a place in another register: it gets none in ours, and no receipt.
    pub(super) elsewhere: bool,
    /// Whether the applicant wrote something that the office's page did not show: it stays to be read.
    pub(super) unseen: bool,
    /// Whom its act goes to beside whose case it is.
    pub(super) recipients: &'a [Recipient],
}

impl<'a> Advance<'a> {
    /// A step that nobody typed anything for: not by the office, without a document, facts, recipients.
    pub(super) fn of(
        case: &'a cases::Model,
        (definition, chart): (&'a Definition, &'a Chart<'a>),
        (before, step): (&'a Standing, &'a Step<'a>),
        on: Date,
        author: PersonId,
    ) -> Self {
        Self {
            case,
            definition,
            chart,
            before,
            step,
            on,
            author,
            from_office: false,
            deed: None,
            facts: Map::new(),
            listed: None,
            domicile: None,
            received: None,
            elsewhere: false,
            unseen: false,
            recipients: &[],
        }
    }
}

/// Writes the step with all that follows from it. Returns its place in the journal.
///
/// # Errors
/// [`Error::Conflict`] if the case is not as it was read.
pub(super) async fn advance(ctx: &Ctx, tx: &impl ConnectionTrait, what: Advance<'_>) -> Result<i64> {
    write(ctx, tx, what, None).await
}

/// The same where the end of the journal was read too.
///
/// # Errors
/// [`Error::Repeat`] if the case is not as it was read: what is possible now has to be judged anew.
pub(super) async fn advance_after(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    what: Advance<'_>,
    last: Option<Last>,
) -> Result<i64> {
    match write(ctx, tx, what, last).await {
        Err(Error::Conflict(_)) => Err(Error::Repeat),
        outcome => outcome,
    }
}

async fn write(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    mut what: Advance<'_>,
    last: Option<Last>,
) -> Result<i64> {
    let now = ctx.clock.now();
    let year = numbers::year(now);
    let step = what.step;
    let has = |effect: Effect| step.effects.contains(&effect);
    let reach = reach_of(tx, &what).await?;
    let (registered, case_number) = numbered(ctx, tx, &mut what, year).await?;
    let text = step.text.as_deref().filter(|_| has(Effect::Message));
    let message = text.map(|text| (MessageId(ctx.ids.next()), text));
    if let Some((id, text)) = message {
        what.facts.insert("message".into(), json!(id.to_string()));
        what.facts.insert("message_sha256".into(), json!(Salt::of(what.case).hash(text)));
    }
    let published = albo::published(ctx, &mut what);
    ctx.fail.reached("advance.numbered");
    update_case(tx, &what, case_number.as_deref(), last.is_some(), now).await?;
    let case = CaseId(what.case.id);
    counted(&mut what, now);
    let seq = written(tx, &what, last, now).await?;
    ctx.fail.reached("advance.journalled");
    if let Some(number) = registered {
        let key = EntryKey { year, number };
        let placed = Placed { case: case_number.as_deref(), key, seq, at: now, reach };
        registered_act(ctx, tx, &what, placed).await?;
    }
    if let Some((rule, id)) = published {
        albo::publish(ctx, tx, (what.case, what.definition), (&step.event.id, rule), (id, seq)).await?;
    }
    ended(ctx, tx, &what, seq).await?;
    let mut works =
        clock::store(tx, what.chart, what.case, what.before, &step.standing, seq, now.day()).await?;
    works.extend(to_come(ctx, &what, seq, now));
    if let (true, Some(number), Some(protocollo)) = (has(Effect::Receipt), case_number, registered) {
        let row = receipts::ActiveModel {
            case_id: Set(case.0),
            number: Set(number),
            protocollo_year: Set(year),
            protocollo_number: Set(protocollo),
            received_at: Set(what.received.unwrap_or(now).0),
            payload: Set(serde_jcs::to_string(&what.facts)?),
        };
        receipts::Entity::insert(row).exec_without_returning(tx).await?;
        works.push((Work::MakeReceipt { case }, Some(format!("receipt:{case}")), now));
    }
    if let Some((id, text)) = message {
        said(tx, &what, (id, text), seq, now).await?;
    }
    jobs::enqueue_each(ctx, tx, works).await?;
    carry(ctx, tx, &heard(&what)).await?;
    Ok(seq)
}

/// What waited for the applicant and waits no more: requests that they did not answer, payments that are called off.
async fn ended(ctx: &Ctx, tx: &impl ConnectionTrait, what: &Advance<'_>, seq: i64) -> Result<()> {
    let (case, step, waiting) = (CaseId(what.case.id), what.step, Phase::WaitingApplicant);
    // One that asks anew takes the place of what was asked before: one answer would not say to which it is.
    let goes_on = step.phase != waiting || step.event.points.is_some();
    if what.case.phase == waiting.as_str() && goes_on && !step.event.answers {
        requests::over(tx, case, seq).await?;
    }
    if step.effects.contains(&Effect::CancelPayments) {
        paying::cancel_open(ctx, tx, case, seq).await?;
    }
    Ok(())
}

/// The work that a step leaves for later, whatever it did to terms.
fn to_come(ctx: &Ctx, what: &Advance<'_>, seq: i64, now: Moment) -> Vec<(Work, Option<String>, Moment)> {
    let case = CaseId(what.case.id);
    let mut works = Vec::new();
    if what.from_office {
        works.extend(telling(ctx, case, seq));
    }
    if what.step.phase == Phase::Concluded && what.case.phase != Phase::Concluded.as_str() {
        works.push((Work::TellTime { case }, None, now));
    }
    if what.listed.is_some() {
        works.push((Work::IndexCase { case }, None, now));
    }
    works
}

/// The step as cases that this one follows hear of it.
fn heard<'a>(what: &Advance<'a>) -> Heard<'a> {
    Heard {
        case: CaseId(what.case.id),
        definition: what.definition,
        event: &what.step.event.id,
        on: what.on,
        author: what.author,
        from_office: what.from_office,
        only: None,
    }
}

/// What was written with the step.
async fn said(
    tx: &impl ConnectionTrait,
    what: &Advance<'_>,
    (id, text): (MessageId, &str),
    seq: i64,
    now: Moment,
) -> Result<()> {
    let row = messages::ActiveModel {
        id: Set(id.0),
        case_id: Set(what.case.id),
        event_seq: Set(seq),
        author_id: Set(what.author.0),
        from_office: Set(i32::from(what.from_office)),
        event: Set(what.step.event.id.clone()),
        body: Set(text.to_owned()),
        at: Set(now.0),
    };
    messages::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// What the journal keeps so that terms and state come out the same when it is replayed without the answers.
fn counted(what: &mut Advance<'_>, now: Moment) {
    let step = what.step;
    // What came on paper says its day by the moment at which it came.
    if what.on != now.day() && what.received.is_none() {
        what.facts.insert("on".into(), json!(what.on.to_string()));
    }
    if let Some(track) = step.event.track.as_deref().and_then(|track| what.chart.track_place(track)) {
        let body = what.facts.get("bodies").and_then(|bodies| bodies.get(0)).and_then(Value::as_str);
        let own =
            |running: &&engine::Running| running.track == track && running.body == body.unwrap_or_default();
        let state = step.standing.tracks.iter().find(own).and_then(|running| what.chart.state(running.state));
        let state = state.map_or("", |state| state.id.as_str());
        what.facts.insert("track_state".into(), json!(state));
    }
    let chosen = step.standing.terms.iter().filter(|counting| {
        counting.version > 0
            && !what.before.terms.iter().any(|old| old.term == counting.term && old.body == counting.body)
    });
    let versions: Vec<Value> = chosen
        .filter_map(|counting| Some(json!([what.chart.term(counting.term)?.id, counting.version])))
        .collect();
    if !versions.is_empty() {
        what.facts.insert("versions".into(), Value::Array(versions));
    }
    if !step.days.is_empty() {
        what.facts.insert("days".into(), json!(step.days));
    }
    if let Some(last) = step.late {
        what.facts.insert("late".into(), json!(last.to_string()));
    }
    if let Some(deed) = what.deed {
        what.facts.insert("deed".into(), json!(deed.template));
        what.facts.insert("deed_sha256".into(), json!(Salt::of(what.case).hash(&deed.text)));
    }
}

/// The numbers that the step gives: in the register, and to the case where it has none yet.
async fn numbered(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    what: &mut Advance<'_>,
    year: i32,
) -> Result<(Option<i64>, Option<String>)> {
    let step = what.step;
    let has = |effect: Effect| step.effects.contains(&effect);
    let direction = register::direction(step.effects).filter(|_| !what.elsewhere);
    let register = direction.map(|_| format!("protocollo-{year}"));
    let new_case = what.case.number.is_none() && has(Effect::Receipt);
    let new_case = new_case.then(|| format!("case-{year}"));
    // Always in this order, so that no two filings wait for each other.
    let names: Vec<String> = register.iter().chain(&new_case).cloned().collect();
    let moved = if names.is_empty() { Vec::new() } else { numbers::next(tx, &names).await? };
    let mut moved = moved.into_iter();
    let registered = register.and_then(|_| moved.next());
    if let Some(number) = registered {
        what.facts.insert("protocollo".into(), json!(numbers::protocollo(year, number)));
    }
    let given = new_case.and_then(|_| moved.next());
    let given = given.map(|number| numbers::case_number(&ctx.ente.prefix, year, number));
    if let Some(number) = &given {
        what.facts.insert("number".into(), json!(number));
    }
    Ok((registered, given.or_else(|| what.case.number.clone())))
}

/// The step in the journal. A draft has no journal yet, and only one filing gets past its row.
async fn written(
    tx: &impl ConnectionTrait,
    what: &Advance<'_>,
    last: Option<Last>,
    now: Moment,
) -> Result<i64> {
    let step = journal::Step {
        case: CaseId(what.case.id),
        event: &what.step.event.id,
        from: &what.case.state,
        to: what.step.to,
        author: what.author,
        at: now,
        payload: Value::Object(what.facts.clone()),
    };
    match last {
        Some(last) => journal::append_after(tx, &step, Some(last)).await,
        None if what.case.phase == "draft" => journal::begin(tx, &step).await,
        None => journal::append(tx, &step).await,
    }
}

/// Moves the row only if it is still as it was read: two at once cannot both win. `read_here` says that it was read
/// together with the end of its journal.
async fn update_case(
    tx: &impl ConnectionTrait,
    what: &Advance<'_>,
    number: Option<&str>,
    read_here: bool,
    now: Moment,
) -> Result<()> {
    let mut update = cases::Entity::update_many()
        .col_expr(cases::Column::State, Expr::value(what.step.to))
        .col_expr(cases::Column::UpdatedAt, Expr::value(now.0))
        .col_expr(cases::Column::RowVersion, Expr::value(what.case.row_version + 1));
    // SQLite writes the index of a column anew, whatever it is set to.
    let phase = what.step.phase.as_str();
    if what.case.phase != phase {
        update = update.col_expr(cases::Column::Phase, Expr::value(phase));
    }
    if what.case.number.is_none() && number.is_some() {
        update = update
            .col_expr(cases::Column::Number, Expr::value(number.map(str::to_owned)))
            .col_expr(cases::Column::ReceivedAt, Expr::value(Some(what.received.unwrap_or(now).0)));
    }
    // What ended by itself waits for the office, as what the applicant wrote does.
    let ended = what.step.event.who.contains(&Who::System);
    let from_applicant = ended || !what.from_office && what.case.phase != "draft";
    if ended || !what.unseen {
        update = update.col_expr(cases::Column::ToRead, Expr::value(i32::from(from_applicant)));
    }
    if let Some(listed) = &what.listed {
        update = listed.written(update);
    }
    if let Some(address) = &what.domicile {
        update = update.col_expr(cases::Column::Domicile, Expr::value(Some(address.clone())));
    }
    if what.step.effects.contains(&Effect::Assign) {
        update = update.col_expr(cases::Column::AssignedTo, Expr::value(Some(what.author.0)));
    }
    if what.facts.contains_key(responsible::RUP) {
        update = update.col_expr(cases::Column::Rup, Expr::value(Some(what.author.0)));
    }
    let update = update
        .filter(cases::Column::Id.eq(what.case.id))
        .filter(cases::Column::RowVersion.eq(what.case.row_version))
        .filter(cases::Column::Phase.eq(what.case.phase.as_str()));
    // Who has changed the case meanwhile has written its journal, where this step's place is taken then.
    if read_here {
        update.exec(tx).await?;
        return Ok(());
    }
    let mut update = update.into_query();
    update.returning(Query::returning().column(cases::Column::RowVersion));
    match tx.query_one_raw(tx.get_database_backend().build(&update)).await? {
        Some(_) => Ok(()),
        None => Err(Error::Conflict(Code::StaleSave)),
    }
}
