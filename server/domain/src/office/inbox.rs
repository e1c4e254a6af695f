//! The inbox: filed cases of the actor's offices, oldest filing first.

use std::collections::HashMap;

use contract::{
    Lang,
    cases::Phase,
    ids::CaseId,
    office::{COUNTED, Charge, Inbox, InboxRow},
    time::Moment,
};
use entity::{
    cases::{cases, requests},
    office::jobs,
};
use jiff::civil::Date;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Value,
    sea_query::{Expr, Query},
};
use uuid::Uuid;

use crate::{
    access, audit,
    cases::{self as rooms, described::Described},
    ctx::{Actor, Ctx},
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures,
    search::{self, Wanted},
};

/// What part of the inbox is wanted.
#[derive(Debug, Clone, Default)]
pub struct InboxQuery {
    /// Only this phase; every open one if none.
    pub phase: Option<Phase>,
    /// Only what is somebody's work; everybody's if none.
    pub charge: Option<Charge>,
    /// Only this procedure, by its slug.
    pub procedure: Option<String>,
    /// Words that all have to be there.
    pub query: String,
    /// The key that the page before gave for this one.
    pub after: Option<String>,
}

const PAGE: usize = 25;

/// One more than a page: whether there is another.
const LOOKED_AT: u64 = 26;

/// Phases in which somebody still has to do something.
const OPEN: [Phase; 3] = [Phase::Submitted, Phase::InReview, Phase::WaitingApplicant];

/// Phases that the office can look at.
const SHOWN: [Phase; 5] =
    [Phase::Submitted, Phase::InReview, Phase::WaitingApplicant, Phase::Concluded, Phase::Withdrawn];

/// Goes on only for who has an inbox to look at.
///
/// # Errors
/// [`Error::Forbidden`] for who works in no office.
pub fn demand_inbox(actor: &Actor) -> Result<()> {
    if actor.is_staff() { Ok(()) } else { Err(Error::Forbidden) }
}

/// One page of the inbox. The look is audited, as it shows people's names.
///
/// # Errors
/// [`Error::Forbidden`] for who works in no office.
pub async fn inbox(ctx: &Ctx, actor: &Actor, lang: Lang, query: &InboxQuery) -> Result<Inbox> {
    demand_inbox(actor)?;
    let offices: Vec<String> = actor
        .offices()
        .into_iter()
        .filter(|office| policy::allows(actor, Action::SeeInbox(office)))
        .collect();
    let (mut rows, next) = match query.query.trim() {
        "" => listed(ctx, actor, &offices, query).await?,
        _ => found(ctx, actor, &offices, query).await?,
    };
    rows.truncate(PAGE);
    let people = rows.iter().map(|row| row.held_by).chain(rows.iter().filter_map(|row| row.assigned_to));
    let names = rooms::names(ctx, people.collect()).await?;
    let dues = dues(ctx, &rows).await?;
    let theirs = access::concerning(ctx.db.read(), actor, rows.iter().map(|row| row.id)).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let (due, own) = (dues.get(&row.id).copied(), theirs.contains(&row.id));
        shown.push(InboxRow { due, own, ..view(ctx, lang, &names, row).await? });
    }
    if !shown.is_empty() {
        audit::note_now(ctx, actor, "inbox.read", format!("office:{}", offices.join(",")), "ok").await?;
    }
    Ok(Inbox {
        counters: counters(ctx, &offices).await?,
        filter: query.phase,
        charge: query.charge,
        procedure: query.procedure.clone(),
        procedures: procedures_of(ctx, lang, &offices).await?,
        query: query.query.clone(),
        rows: shown,
        next,
        failed_jobs: jobs::Entity::find().filter(jobs::Column::State.eq("dead")).count(ctx.db.read()).await?,
        announces: policy::allows(actor, Action::AnnounceOutages),
    })
}

/// The phases that a query looks at. A search looks everywhere: a closed case is what people most often look for.
fn phases(query: &InboxQuery) -> Vec<&'static str> {
    let phases: &[Phase] = match &query.phase {
        Some(phase) => std::slice::from_ref(phase),
        None if query.query.trim().is_empty() => &OPEN,
        None => &SHOWN,
    };
    phases.iter().map(|phase| phase.as_str()).collect()
}

/// What has to hold of a case besides its phase: a column, and its value or that it has none.
fn also(actor: &Actor, query: &InboxQuery) -> Result<Vec<(cases::Column, Option<Value>)>> {
    let me = actor.person()?.0;
    let charge = query.charge.map(|charge| match charge {
        Charge::Mine => (cases::Column::AssignedTo, Some(me.into())),
        Charge::Rup => (cases::Column::Rup, Some(me.into())),
        Charge::Nobody => (cases::Column::AssignedTo, None),
        Charge::ToRead => (cases::Column::ToRead, Some(1.into())),
    });
    let procedure = query.procedure.as_ref().map(|slug| (cases::Column::Slug, Some(slug.as_str().into())));
    Ok(charge.into_iter().chain(procedure).collect())
}

/// A page and the key of the next, by day of filing. Each office and phase is read by its index and the page
/// put together here: over years of closed cases one query for all would look at each of them.
async fn listed(
    ctx: &Ctx,
    actor: &Actor,
    offices: &[String],
    query: &InboxQuery,
) -> Result<(Vec<cases::Model>, Option<String>)> {
    let also = also(actor, query)?;
    let after = query.after.as_deref().and_then(parse_key);
    let mut rows = Vec::new();
    let phases = phases(query);
    let parts: Vec<(&String, &str)> =
        offices.iter().flat_map(|office| phases.iter().map(move |phase| (office, *phase))).collect();
    for (office, phase) in parts {
        let mut select = cases::Entity::find()
            .filter(cases::Column::Office.eq(office))
            .filter(cases::Column::Phase.eq(phase))
            .filter(cases::Column::ReceivedAt.is_not_null());
        for (column, value) in &also {
            select = match value {
                Some(value) => select.filter(column.eq(value.clone())),
                None => select.filter(column.is_null()),
            };
        }
        if let Some((at, id)) = after {
            select = select.filter(
                Condition::any()
                    .add(cases::Column::ReceivedAt.gt(at))
                    .add(cases::Column::ReceivedAt.eq(at).and(cases::Column::Id.gt(id))),
            );
        }
        let select = select.order_by_asc(cases::Column::ReceivedAt).order_by_asc(cases::Column::Id);
        rows.extend(select.limit(LOOKED_AT).all(ctx.db.read()).await?);
    }
    rows.sort_by_key(|row| (row.received_at, row.id));
    let more = rows.len() > PAGE;
    let next = rows.get(PAGE - 1).filter(|_| more).map(key);
    Ok((rows, next))
}

/// A page of what is found, and the key of the next, in the order of filing here.
async fn found(
    ctx: &Ctx,
    actor: &Actor,
    offices: &[String],
    query: &InboxQuery,
) -> Result<(Vec<cases::Model>, Option<String>)> {
    let column = |column: cases::Column| match column {
        cases::Column::AssignedTo => "assigned_to",
        cases::Column::Rup => "rup",
        cases::Column::ToRead => "to_read",
        _ => "slug",
    };
    let wanted = Wanted {
        words: &query.query,
        offices,
        phases: &phases(query),
        also: also(actor, query)?.into_iter().map(|(of, value)| (column(of), value)).collect(),
        after: query.after.as_deref().and_then(|key| key.parse().ok()).unwrap_or(0),
        limit: LOOKED_AT,
    };
    let found = search::find(ctx.db.read(), &wanted).await?;
    let next = found.get(PAGE - 1).filter(|_| found.len() > PAGE).map(|(place, _)| place.to_string());
    // The index has the words of what the office keeps for itself: nobody finds their own case by them.
    let theirs = access::concerning(ctx.db.read(), actor, found.iter().map(|(_, id)| *id)).await?;
    let ids: Vec<Uuid> = found.iter().map(|(_, id)| *id).filter(|id| !theirs.contains(id)).collect();
    let rows = cases::Entity::find().filter(cases::Column::Id.is_in(ids.clone())).all(ctx.db.read()).await?;
    let mut rows: HashMap<Uuid, cases::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok((ids.iter().filter_map(|id| rows.remove(id)).collect(), next))
}

/// How many cases there are in each phase, counted as far as [`COUNTED`].
async fn counters(ctx: &Ctx, offices: &[String]) -> Result<Vec<(Phase, u64)>> {
    let mut counters = Vec::with_capacity(SHOWN.len());
    for phase in SHOWN {
        let some = cases::Entity::find()
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Office.is_in(offices))
            .filter(cases::Column::Phase.eq(phase.as_str()))
            .filter(cases::Column::ReceivedAt.is_not_null())
            .limit(COUNTED)
            .into_query();
        let count = Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(some, "some_cases").to_owned();
        let row = ctx.db.read().query_one(&count).await?;
        let n: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
        counters.push((phase, u64::try_from(n).unwrap_or(0)));
    }
    Ok(counters)
}

/// The procedures whose new cases come to these offices, by name.
async fn procedures_of(ctx: &Ctx, lang: Lang, offices: &[String]) -> Result<Vec<(String, String)>> {
    let all = procedures::all_current(ctx).await?;
    let of = all.iter().filter(|definition| offices.contains(&definition.meta.office));
    let mut named: Vec<(String, String)> = of
        .map(|definition| (definition.slug().to_owned(), definition.text(lang).service().short.clone()))
        .collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}

/// The last days for an answer that run now, by case.
async fn dues(ctx: &Ctx, rows: &[cases::Model]) -> Result<HashMap<Uuid, Moment>> {
    let waiting: Vec<Uuid> =
        rows.iter().filter(|row| row.phase == "waiting_applicant").map(|row| row.id).collect();
    if waiting.is_empty() {
        return Ok(HashMap::new());
    }
    let open = requests::Entity::find()
        .filter(requests::Column::CaseId.is_in(waiting))
        .filter(requests::Column::AnsweredSeq.is_null())
        .filter(requests::Column::OwnEvent.is_null())
        .all(ctx.db.read())
        .await?;
    let begun = rooms::terms_of_requests(ctx, rows, &open).await?;
    let due = |row: requests::Model| {
        let set: Option<Date> = row.due.and_then(|due| due.parse().ok());
        // The term that the request began may end later than the day it says: it leaves what the law does from its receipt.
        let due = match begun.get(&row.case_id) {
            Some(term) => set.max(Some(*term)),
            None => set,
        };
        Some((row.case_id, Moment::noon_of(due?)))
    };
    Ok(open.into_iter().filter_map(due).collect())
}

async fn view(ctx: &Ctx, lang: Lang, names: &HashMap<Uuid, String>, row: cases::Model) -> Result<InboxRow> {
    let definition = procedures::by_hash(ctx, &row.definition_hash).await?;
    let texts = definition.text(lang);
    Ok(InboxRow {
        id: CaseId(row.id),
        procedure: texts.service().short.clone(),
        applicant: names.get(&row.held_by).cloned().unwrap_or_default(),
        about: Described::kept(&row).line(),
        phase: Phase::parse(&row.phase).unwrap_or(Phase::Archived),
        state: texts.state(&row.state).label.to_owned(),
        received_at: Moment(row.received_at.unwrap_or(row.updated_at)),
        assigned_to: row.assigned_to.and_then(|id| names.get(&id).cloned()),
        number: row.number.unwrap_or_default(),
        office_number: row.office_number,
        to_read: row.to_read == 1,
        due: None,
        own: false,
    })
}

fn key(row: &cases::Model) -> String {
    format!("{}.{}", row.received_at.unwrap_or(0), row.id)
}

/// A key that was tampered with shows the first page: it holds no right.
fn parse_key(key: &str) -> Option<(i64, Uuid)> {
    let (at, id) = key.split_once('.')?;
    Some((at.parse().ok()?, Uuid::parse_str(id).ok()?))
}
