//! The inbox: filed cases of the actor's offices, oldest filing first.

use std::collections::HashMap;

use contract::{
    Lang,
    cases::Phase,
    ids::CaseId,
    office::{Inbox, InboxRow},
    time::Moment,
};
use entity::{cases::cases, office::jobs};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    Select, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    audit, cases as rooms,
    ctx::{Actor, Ctx},
    error::{Error, Result},
    identity::policy::{self, Action},
    procedures,
    search::normalised,
};

/// What part of the inbox is wanted.
#[derive(Debug, Clone, Default)]
pub struct InboxQuery {
    /// Only this phase; every open one if none.
    pub phase: Option<Phase>,
    /// Words that all have to be there.
    pub query: String,
    /// The key that the page before gave for this one.
    pub after: Option<String>,
}

const PAGE: u64 = 25;

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
    let mut rows = narrowed(&offices, query)
        .order_by_asc(cases::Column::ReceivedAt)
        .order_by_asc(cases::Column::Id)
        .limit(PAGE + 1)
        .all(ctx.db.read())
        .await?;
    let more = u64::try_from(rows.len()).unwrap_or(0) > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(key);
    let people = rows.iter().map(|row| row.created_by).chain(rows.iter().filter_map(|row| row.assigned_to));
    let names = rooms::names(ctx, people.collect()).await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        shown.push(view(ctx, lang, &names, row).await?);
    }
    if !shown.is_empty() {
        audit::note_now(ctx, actor, "inbox.read", format!("office:{}", offices.join(",")), "ok").await?;
    }
    Ok(Inbox {
        counters: counters(ctx, &offices).await?,
        filter: query.phase,
        query: query.query.clone(),
        rows: shown,
        next,
        failed_jobs: jobs::Entity::find().filter(jobs::Column::State.eq("dead")).count(ctx.db.read()).await?,
    })
}

fn narrowed(offices: &[String], query: &InboxQuery) -> Select<cases::Entity> {
    let phases: Vec<&str> = match query.phase {
        Some(phase) => vec![phase.as_str()],
        None if query.query.trim().is_empty() => OPEN.iter().map(|phase| phase.as_str()).collect(),
        // A search looks everywhere: a closed case is what people most often look for.
        None => SHOWN.iter().map(|phase| phase.as_str()).collect(),
    };
    let mut select = cases::Entity::find()
        .filter(cases::Column::Office.is_in(offices))
        .filter(cases::Column::Phase.is_in(phases))
        .filter(cases::Column::ReceivedAt.is_not_null());
    let words = normalised(&query.query);
    if words.is_empty() && !query.query.trim().is_empty() {
        // Nothing but signs: no case is found by them.
        select = select.filter(cases::Column::Phase.is_in(Vec::<&str>::new()));
    }
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let number = cases::Column::Number.contains(word.to_uppercase());
        select = select.filter(Condition::any().add(cases::Column::Search.contains(word)).add(number));
    }
    if let Some((at, id)) = query.after.as_deref().and_then(parse_key) {
        select = select.filter(
            Condition::any()
                .add(cases::Column::ReceivedAt.gt(at))
                .add(cases::Column::ReceivedAt.eq(at).and(cases::Column::Id.gt(id))),
        );
    }
    select
}

async fn counters(ctx: &Ctx, offices: &[String]) -> Result<Vec<(Phase, u64)>> {
    let counted: Vec<(String, i64)> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Phase)
        .column_as(Expr::col(cases::Column::Id).count(), "count")
        .filter(cases::Column::Office.is_in(offices))
        .filter(cases::Column::ReceivedAt.is_not_null())
        .group_by(cases::Column::Phase)
        .into_tuple()
        .all(ctx.db.read())
        .await?;
    let of = |phase: Phase| {
        counted.iter().find(|(word, _)| word == phase.as_str()).and_then(|(_, n)| u64::try_from(*n).ok())
    };
    Ok(SHOWN.into_iter().map(|phase| (phase, of(phase).unwrap_or(0))).collect())
}

async fn view(ctx: &Ctx, lang: Lang, names: &HashMap<Uuid, String>, row: cases::Model) -> Result<InboxRow> {
    let definition = procedures::by_hash(ctx, &row.definition_hash).await?;
    let texts = definition.text(lang);
    Ok(InboxRow {
        id: CaseId(row.id),
        procedure: texts.service().short.clone(),
        applicant: names.get(&row.created_by).cloned().unwrap_or_default(),
        phase: Phase::parse(&row.phase).unwrap_or(Phase::Archived),
        state: texts.state(&row.state).label.to_owned(),
        received_at: Moment(row.received_at.unwrap_or(row.updated_at)),
        assigned_to: row.assigned_to.and_then(|id| names.get(&id).cloned()),
        number: row.number.unwrap_or_default(),
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
