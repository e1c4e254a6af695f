//! The terms that are about to end in an office: the calendar that everybody there works by.

use contract::{
    Lang,
    cases::Binds,
    ids::CaseId,
    office::{DeadlineRow, Deadlines},
};
use entity::cases::{case_terms, cases};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::{
    access, audit,
    cases::described::Described,
    catalogue,
    ctx::{Actor, Ctx},
    error::{Error, Result},
    procedures,
};

use super::overdue::{ended_on, overdue};

/// How many terms the page shows at most: the first to end.
const MOST: u64 = 200;

/// What has been over for longer than this many days comes last.
const OVER_DAYS: i32 = 30;

/// The day before which a term has been over for long, as it is stored.
fn long_over(ctx: &Ctx) -> String {
    ctx.clock.now().day().saturating_sub(jiff::Span::new().days(OVER_DAYS)).to_string()
}

/// The terms that run in the actor's offices, the first to end first. `binds` narrows it to those that somebody has to
/// keep; `mine` to the cases that the actor has in charge or leads. The look is audited, as it shows people's names.
///
/// # Errors
/// [`Error::Forbidden`] for who works in no office.
pub async fn deadlines(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    binds: Option<Binds>,
    mine: bool,
) -> Result<Deadlines> {
    let offices = actor.offices();
    if offices.is_empty() {
        return Err(Error::Forbidden);
    }
    let mut wanted = case_terms::Entity::find()
        .find_also_related(cases::Entity)
        .filter(case_terms::Column::Office.is_in(offices));
    if let Some(binds) = binds {
        wanted = wanted.filter(case_terms::Column::Binds.eq(binds.as_str()));
    }
    if let (true, Some(person)) = (mine, actor.person) {
        wanted = wanted.filter(cases::Column::AssignedTo.eq(person.0).or(cases::Column::Rup.eq(person.0)));
    }
    let of_office = wanted.clone().filter(case_terms::Column::Binds.eq(Binds::Office.as_str()));
    let rows = wanted
        .clone()
        .filter(case_terms::Column::Earliest.gte(long_over(ctx)))
        .order_by_asc(case_terms::Column::Earliest)
        .order_by_asc(case_terms::Column::CaseId)
        .limit(MOST + 1)
        .all(ctx.db.read())
        .await?;
    // What somebody still waits for is not forgotten because it is late.
    let late = wanted
        .filter(case_terms::Column::Earliest.lt(long_over(ctx)))
        .filter(case_terms::Column::Status.eq("running"))
        .filter(cases::Column::Phase.is_in(["submitted", "in_review", "waiting_applicant"]))
        .order_by_asc(case_terms::Column::Earliest)
        .order_by_asc(case_terms::Column::CaseId)
        .limit(MOST + 1)
        .all(ctx.db.read())
        .await?;
    let overdue = match binds {
        None | Some(Binds::Office) => overdue(ctx, &actor.offices(), of_office, MOST).await?,
        Some(_) => Vec::new(),
    };
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let more = rows.len() > most || late.len() > most;
    let today = ctx.clock.now().day();
    let mut found = shown(ctx, actor, lang, rows).await?;
    found.truncate(most);
    let mut late = shown(ctx, actor, lang, late).await?;
    late.truncate(most);
    let overdue = shown(ctx, actor, lang, overdue).await?;
    if !(found.is_empty() && late.is_empty() && overdue.is_empty()) {
        audit::note_now(ctx, actor, "deadlines.read", format!("office:{}", actor.offices().join(",")), "ok")
            .await?;
    }
    let took = catalogue::office_times(ctx, lang, &actor.offices()).await?;
    Ok(Deadlines { today, binds, mine, overdue, rows: found, late, more, took })
}

/// Terms with the words of their procedures.
async fn shown(
    ctx: &Ctx,
    actor: &Actor,
    lang: Lang,
    rows: Vec<(case_terms::Model, Option<cases::Model>)>,
) -> Result<Vec<DeadlineRow>> {
    let theirs = access::concerning(ctx.db.read(), actor, rows.iter().map(|(row, _)| row.case_id)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for (row, case) in rows {
        let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse().ok());
        let (Some(case), Some(earliest)) = (case, day(&row.earliest).or_else(|| ended_on(&row))) else {
            continue;
        };
        let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
        let texts = definition.text(lang);
        let words = texts.term(&row.term);
        let track = definition.clocks.term(&row.term).and_then(|term| term.track.as_deref());
        let body = track.map_or("", |track| texts.body(track, &row.body));
        found.push(DeadlineRow {
            case: CaseId(case.id),
            number: case.number.clone().unwrap_or_default(),
            procedure: texts.service().short.clone(),
            about: Described::kept(&case).line(),
            state: texts.state(&case.state).label.to_owned(),
            term: words.label.to_owned(),
            body: body.to_owned(),
            binds: Binds::parse(&row.binds).unwrap_or(Binds::Office),
            silence: words.silence.to_owned(),
            nominal: day(&row.nominal).or_else(|| ended_on(&row)),
            earliest,
            latest: day(&row.latest),
            own: theirs.contains(&case.id),
            taken: case.assigned_to.is_some() || case.rup.is_some(),
        });
    }
    Ok(found)
}
