//! Warnings before terms of the office end: at half, at four fifths, three working days before. One message a person and
//! morning, whatever ends.

use std::collections::BTreeMap;

use contract::{
    ids::{CaseId, PersonId},
    messages::NoticeKind,
};
use engine::clock::Calendar;
use entity::{
    cases::{case_terms, cases},
    identity::{persons, staff},
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use crate::{
    ctx::Ctx,
    db::repeating,
    error::Result,
    messages::{self, About},
};

/// Terms looked at in one run at most: those that end first.
const BATCH: u64 = 20_000;

/// Working days before the end at which the last warning goes out.
const LAST_DAYS: u32 = 3;

/// The level after which nothing more is told.
const LAST_LEVEL: i32 = 3;

/// Tells who has a case in charge, leads it, or until somebody does leads the office, that terms of theirs come near
/// their end. Returns how many people are told. Each term is told of once at each level; after an outage only of the
/// last.
///
/// # Errors
/// Database errors: the job is repeated, and who was told today is not told again.
pub async fn warn_of_terms(ctx: &Ctx) -> Result<usize> {
    let today = ctx.clock.now().day();
    let rows = case_terms::Entity::find()
        .find_also_related(cases::Entity)
        .filter(case_terms::Column::Earliest.is_not_null())
        .filter(case_terms::Column::Warned.lt(LAST_LEVEL))
        .filter(case_terms::Column::Binds.eq("office"))
        .order_by_asc(case_terms::Column::Earliest)
        .limit(BATCH)
        .all(ctx.db.read())
        .await?;
    let mut due: BTreeMap<Uuid, Vec<(case_terms::Model, i32)>> = BTreeMap::new();
    for (row, case) in rows {
        let (Some(case), Some(level)) = (case, level(&row, today, &ctx.lists.calendar)) else { continue };
        if level <= row.warned {
            continue;
        }
        for person in told(ctx, &case).await? {
            due.entry(person).or_default().push((row.clone(), level));
        }
    }
    for (person, terms) in &due {
        repeating(|| tell(ctx, PersonId(*person), terms, today)).await?;
    }
    ctx.wake.notify_one();
    Ok(due.len())
}

/// How near its end a term of the office is: 1 half of it has passed, 2 four fifths, 3 three working days are left. The
/// earlier end counts where the law is read in two ways.
fn level(row: &case_terms::Model, today: Date, calendar: &Calendar) -> Option<i32> {
    let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse::<Date>().ok());
    let (began, end) = (day(&row.began)?, day(&row.earliest)?);
    let (whole, passed) = ((end - began).get_days(), (today - began).get_days());
    let near = calendar.working_days_before(end, LAST_DAYS) <= today;
    if near {
        Some(3)
    } else if passed * 5 >= whole * 4 {
        Some(2)
    } else if passed * 2 >= whole {
        Some(1)
    } else {
        None
    }
}

/// Who has to know: who has it in charge and who leads it; where nobody does, who leads the office.
async fn told(ctx: &Ctx, case: &cases::Model) -> Result<Vec<Uuid>> {
    let mut people: Vec<Uuid> = case.assigned_to.into_iter().chain(case.rup).collect();
    if people.is_empty() {
        let leaders = staff::Entity::find()
            .filter(staff::Column::Office.eq(case.office.as_str()))
            .filter(staff::Column::Role.eq("dirigente"))
            .all(ctx.db.read())
            .await?;
        let codes: Vec<String> = leaders.into_iter().map(|row| row.fiscal_code).collect();
        let known = persons::Entity::find().filter(persons::Column::FiscalCode.is_in(codes));
        people = known.all(ctx.db.read()).await?.into_iter().map(|person| person.id).collect();
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

async fn tell(ctx: &Ctx, person: PersonId, terms: &[(case_terms::Model, i32)], today: Date) -> Result<()> {
    let Some((first, _)) = terms.first() else { return Ok(()) };
    let tx = ctx.db.begin().await?;
    for (row, level) in terms {
        case_terms::Entity::update_many()
            .col_expr(case_terms::Column::Warned, Expr::value(*level))
            .filter(case_terms::Column::CaseId.eq(row.case_id))
            .filter(case_terms::Column::Term.eq(row.term.as_str()))
            .filter(case_terms::Column::Body.eq(row.body.as_str()))
            .filter(case_terms::Column::Earliest.eq(row.earliest.clone()))
            .exec(&tx)
            .await?;
    }
    let about = About {
        person,
        kind: NoticeKind::TermsEnd,
        case: CaseId(first.case_id),
        about: None,
        once: format!("terms_end:{person}:{today}"),
    };
    messages::notify(ctx, &tx, about).await?;
    tx.commit().await?;
    Ok(())
}
