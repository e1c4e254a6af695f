//! Looking things up in the register, by day and by number: each office its own entries.

use std::collections::{HashMap, HashSet};

use contract::{
    Code,
    cases::Act,
    ids::CaseId,
    register::{
        Annulment, ClosedDay, Direction, EntryKey, NumberForm, RegisterEntry, RegisterName, RegisterPage,
        RegisterRow,
    },
    time::{Moment, typed_day},
};
use entity::{
    cases::{case_events, cases, protocollo, protocollo_annulments, protocollo_days, protocollo_outside},
    messages::messages,
};
use jiff::ToSpan;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    super::{communications::others_of, requests, show::names},
    outside::names_of,
};
use crate::{
    access, audit,
    ctx::{Actor, Ctx},
    documents,
    error::{Error, Kind, Result},
    identity::policy::{self, Action},
    ports::Protocol,
    procedures,
};

/// What part of the register is wanted; both empty is the latest.
#[derive(Debug, Clone, Default)]
pub struct RegisterQuery {
    /// A day, as typed.
    pub day: String,
    /// A number, as typed.
    pub number: String,
}

/// How many lines a page shows at most.
const MOST: u64 = 100;

/// How many closed days a page shows at most.
const DAYS: u64 = 14;

/// The entries of the actor's offices. The look is audited, as it shows people's names.
///
/// # Errors
/// [`Error::Forbidden`] for who is not staff.
pub async fn register_page(ctx: &Ctx, actor: &Actor, query: &RegisterQuery) -> Result<RegisterPage> {
    if !actor.is_staff() {
        return Err(Error::Forbidden);
    }
    let mut page = RegisterPage {
        day: query.day.trim().to_owned(),
        number: query.number.trim().to_owned(),
        problem: None,
        rows: Vec::new(),
        more: false,
        closed: closed(ctx, actor).await?,
    };
    let wanted = match wanted(ctx, &page) {
        Ok(wanted) => wanted,
        Err(problem) => {
            page.problem = Some(problem);
            return Ok(page);
        }
    };
    let offices: Vec<String> = actor
        .offices()
        .into_iter()
        .filter(|office| policy::allows(actor, Action::SeeRegister(office)))
        .collect();
    let own = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::Office.is_in(&offices))
        .into_query();
    let mut rows = protocollo::Entity::find()
        .filter(wanted)
        .filter(protocollo::Column::CaseId.in_subquery(own))
        .order_by_desc(protocollo::Column::RegisteredAt)
        .order_by_desc(protocollo::Column::Number)
        .limit(MOST + 1)
        .all(ctx.db.read())
        .await?;
    page.more = u64::try_from(rows.len()).unwrap_or(0) > MOST;
    rows.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let theirs = access::concerning(ctx.db.read(), actor, rows.iter().map(|row| row.case_id)).await?;
    if !rows.is_empty() {
        audit::note_now(ctx, actor, "register.read", format!("office:{}", offices.join(",")), "ok").await?;
    }
    page.rows = lines(ctx, ctx.db.read(), rows).await?;
    // Of their own matters people read as much as everybody of theirs: not whom the office wrote to besides.
    for row in page.rows.iter_mut().filter(|row| theirs.contains(&row.case.0)) {
        row.own = true;
        row.party.clear();
        row.subject.clear();
    }
    Ok(page)
}

/// What was typed, as a condition.
fn wanted(ctx: &Ctx, page: &RegisterPage) -> std::result::Result<Condition, Code> {
    let mut wanted = Condition::all();
    let mut year = ctx.clock.now().day().year();
    if !page.day.is_empty() {
        let day = typed_day(&page.day).ok_or(Code::DayWrong)?;
        let next = day.checked_add(1.day()).unwrap_or(day);
        year = day.year();
        wanted = wanted
            .add(protocollo::Column::RegisteredAt.gte(Moment::of_day(day).0))
            .add(protocollo::Column::RegisteredAt.lt(Moment::of_day(next).0));
    }
    if !page.number.is_empty() {
        let key = EntryKey::parse(&page.number, i32::from(year)).ok_or(Code::RegisterNumberWrong)?;
        wanted =
            wanted.add(protocollo::Column::Year.eq(key.year).and(protocollo::Column::Number.eq(key.number)));
    }
    Ok(wanted)
}

/// The lists of the latest days, for who may read them.
async fn closed(ctx: &Ctx, actor: &Actor) -> Result<Vec<ClosedDay>> {
    if !policy::allows(actor, Action::SeeRegisterDays) {
        return Ok(Vec::new());
    }
    let rows = protocollo_days::Entity::find()
        .order_by_desc(protocollo_days::Column::Day)
        .limit(DAYS)
        .all(ctx.db.read())
        .await?;
    let view = |row: protocollo_days::Model| {
        Some(ClosedDay {
            day: row.day.parse().ok()?,
            entries: row.entries,
            sha256: row.sha256,
            made_at: Moment(row.made_at),
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

/// Entries with the words that are kept elsewhere: names, numbers of cases, whether they were annulled.
pub(super) async fn lines(
    ctx: &Ctx,
    db: &impl ConnectionTrait,
    rows: Vec<protocollo::Model>,
) -> Result<Vec<RegisterRow>> {
    let of: Vec<Uuid> = rows.iter().map(|row| row.case_id).collect();
    let of = cases::Entity::find().filter(cases::Column::Id.is_in(of)).all(db).await?;
    let of: HashMap<Uuid, cases::Model> = of.into_iter().map(|case| (case.id, case)).collect();
    let party =
        |row: &protocollo::Model| row.party_id.or_else(|| of.get(&row.case_id).map(|case| case.created_by));
    let names = names(ctx, rows.iter().filter_map(party).collect()).await?;
    let mut others = others_of(db, rows.iter().map(|row| row.case_id)).await?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let annulled = protocollo_annulments::Entity::find()
        .filter(protocollo_annulments::Column::Number.is_in(numbers))
        .all(db)
        .await?;
    let annulled: HashSet<(i32, i64)> = annulled.into_iter().map(|row| (row.year, row.number)).collect();
    let keys: Vec<EntryKey> =
        rows.iter().map(|row| EntryKey { year: row.year, number: row.number }).collect();
    let named = names_of(db, &keys).await?;
    let name = |key: EntryKey| {
        named.get(&key).cloned().unwrap_or_else(|| RegisterName { words: key.words(), awaited: false })
    };
    let mut line = |row: protocollo::Model| RegisterRow {
        key: EntryKey { year: row.year, number: row.number },
        name: name(EntryKey { year: row.year, number: row.number }),
        direction: Direction::of(&row.direction),
        at: Moment(row.registered_at),
        party: parties(
            party(&row).and_then(|id| names.get(&id).cloned()),
            others.remove(&(row.case_id, row.event_seq)),
        ),
        case: CaseId(row.case_id),
        case_number: of.get(&row.case_id).and_then(|case| case.number.clone()).unwrap_or_default(),
        annulled: annulled.contains(&(row.year, row.number)),
        own: false,
        subject: row.subject,
    };
    Ok(rows.into_iter().map(&mut line).collect())
}

/// Everybody whom an entry came from or went to, as the register names them.
pub(super) fn parties(first: Option<String>, others: Option<Vec<String>>) -> String {
    let all: Vec<String> =
        first.into_iter().filter(|name| !name.is_empty()).chain(others.into_iter().flatten()).collect();
    all.join(", ")
}

/// An entry of the actor's office, opened for reading or for annulling it.
pub(super) async fn opened(
    db: &impl ConnectionTrait,
    key: EntryKey,
    may: impl Fn(&str) -> bool,
) -> Result<(protocollo::Model, cases::Model)> {
    let row = protocollo::Entity::find_by_id((key.year, key.number)).one(db).await?;
    let row = row.ok_or(Error::NotFound(Kind::Entry))?;
    let case = cases::Entity::find_by_id(row.case_id).one(db).await?.ok_or(Error::NotFound(Kind::Entry))?;
    if !may(&case.office) {
        return Err(Error::Hidden(format!("protocollo:{}", key.words())));
    }
    Ok((row, case))
}

/// The same, for who is no party: an entry says whom the office wrote to, also where whose case it is may not know.
pub(super) async fn opened_to(
    db: &impl ConnectionTrait,
    actor: &Actor,
    key: EntryKey,
    may: impl Fn(&str) -> bool,
) -> Result<(protocollo::Model, cases::Model)> {
    let (row, case) = opened(db, key, may).await?;
    if access::works_on(db, actor, &case).await? {
        return Ok((row, case));
    }
    Err(Error::Hidden(format!("protocollo:{}", key.words())))
}

/// An entry with what came with it. The read is audited before it is answered.
///
/// # Errors
/// [`Error::NotFound`] if there is none or it is another office's; the attempt is audited.
pub async fn register_entry(ctx: &Ctx, actor: &Actor, key: EntryKey) -> Result<RegisterEntry> {
    let may = |office: &str| policy::allows(actor, Action::SeeRegister(office));
    let found = opened_to(ctx.db.read(), actor, key, may).await;
    let (row, case) = access::guarded(ctx, actor, "register.read", found).await?;
    audit::note_now(ctx, actor, "register.read", format!("protocollo:{}", key.words()), "ok").await?;
    let text = messages::Entity::find()
        .filter(messages::Column::CaseId.eq(row.case_id))
        .filter(messages::Column::EventSeq.eq(row.event_seq))
        .filter(messages::Column::Event.ne(Act::Rectified.as_str()))
        .one(ctx.db.read())
        .await?;
    let points = requests::act_words(ctx.db.read(), CaseId(row.case_id), row.event_seq).await?;
    let files = files(ctx, actor, &case, row.event_seq).await?;
    let annulment =
        protocollo_annulments::Entity::find_by_id((key.year, key.number)).one(ctx.db.read()).await?;
    let annulment = match annulment {
        Some(row) => Some(Annulment {
            by: names(ctx, vec![row.annulled_by]).await?.remove(&row.annulled_by).unwrap_or_default(),
            reason: row.reason,
            authority: row.authority,
            at: Moment(row.annulled_at),
        }),
        None => None,
    };
    let works = access::works_on(ctx.db.read(), actor, &case).await?;
    let may_annul = annulment.is_none() && works && policy::allows(actor, Action::AnnulEntry(&case.office));
    let signed_here = row.port == Protocol::BuiltIn.as_str();
    let typed = protocollo_outside::Entity::find_by_id((key.year, key.number)).one(ctx.db.read()).await?;
    let typed = typed.is_some_and(|given| given.given_by.is_some());
    let by_hand = typed || row.port == Protocol::Manual.as_str();
    let row = lines(ctx, ctx.db.read(), vec![row]).await?.pop().ok_or(Error::NotFound(Kind::Entry))?;
    let numbering = (!signed_here && works && row.name.awaited).then(NumberForm::default);
    Ok(RegisterEntry {
        row,
        numbering,
        signed_here,
        by_hand,
        files,
        text: text.map(|message| message.body + &points),
        annulment,
        may_annul,
        reason: String::new(),
        authority: String::new(),
        problem: None,
    })
}

/// The names and hashes of the files that the journal says came with an act. What is of a special category
/// is named only to who works on the case; its hash still proves that it came.
async fn files(ctx: &Ctx, actor: &Actor, case: &cases::Model, seq: i64) -> Result<Vec<(String, String)>> {
    match payload(ctx, case, seq).await? {
        Some(payload) => came_with(ctx, actor, case, &payload).await,
        None => Ok(Vec::new()),
    }
}

/// What a line of the journal holds.
pub(super) async fn payload(ctx: &Ctx, case: &cases::Model, seq: i64) -> Result<Option<Value>> {
    let event = case_events::Entity::find_by_id((case.id, seq)).one(ctx.db.read()).await?;
    Ok(event.map(|event| serde_json::from_str(&event.payload)).transpose()?)
}

/// The same from the payload of a line of the journal.
pub(super) async fn came_with(
    ctx: &Ctx,
    actor: &Actor,
    case: &cases::Model,
    payload: &Value,
) -> Result<Vec<(String, String)>> {
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let (db, id) = (ctx.db.read(), CaseId(case.id));
    let mut rows = documents::list_for_office(db, &definition, contract::Lang::It, id).await?;
    if !access::reads_special(ctx.db.read(), actor, case).await? {
        documents::reserve(&definition, &mut rows);
    }
    let came = payload.get("documents").and_then(Value::as_array).cloned().unwrap_or_default();
    let file = |came: &Value| {
        let text = |key: &str| came.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (id, sha256) = (text("document"), text("sha256"));
        let name = rows.iter().find(|row| row.id.to_string() == id);
        (
            name.map(|row| if row.reserved { String::new() } else { row.name.clone() }).unwrap_or_default(),
            sha256,
        )
    };
    Ok(came.iter().map(file).collect())
}
