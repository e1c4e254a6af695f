//! The ends of terms: each fires once, in order, and counts from its own day however late the portal comes to it.

use contract::ids::{CaseId, PersonId};
use engine::{Chart, Happening, Refusal, Standing, Timer, Who};
use entity::cases::case_terms;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Map, json};

use super::{At, Known, kept};
use crate::{
    cases::advance::{Advance, advance_after},
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    jobs, procedures,
};

/// More ends of terms than a case has in one go, also after years.
const MOST_AT_ONCE: usize = 500;

/// Fires what ended by itself in a case until now. Called by a job; what fired already does not fire again.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn end_terms(ctx: &Ctx, id: CaseId) -> Result<()> {
    let mut idle = Vec::new();
    // Each in a transaction of its own, so that what one causes stands when the next begins.
    for _ in 0..MOST_AT_ONCE {
        match repeating(|| end_one(ctx, id, &idle)).await? {
            Ended::Nothing(next) => {
                // Days of rest may have changed since this was ordered: what has not ended yet is looked at again.
                if let Some(day) = next {
                    look_again(ctx, id, day).await?;
                }
                ctx.wake.notify_one();
                return Ok(());
            }
            Ended::Fired => {}
            Ended::Idle(term) => idle.push(term),
            // The job fails, and the office sees it.
            Ended::Stuck(refusal, _) => return Err(Error::Internal(refusal.into())),
        }
    }
    // The job is repeated, and the office sees that it fails.
    Err(Error::Internal(anyhow::anyhow!("terms of the case begin one another without an end")))
}

async fn look_again(ctx: &Ctx, id: CaseId, day: Date) -> Result<()> {
    repeating(|| async {
        let tx = ctx.db.begin().await?;
        jobs::enqueue_each(ctx, &tx, vec![kept::end_on(id, "again", day)]).await?;
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Whether something in a case ended by itself before today, and nothing of it was done yet.
pub(in crate::cases) fn any_over(chart: &Chart<'_>, standing: &Standing, today: Date) -> bool {
    chart.timers(standing).first().is_some_and(|timer| timer.after < today)
}

/// Fires what is over in a case before somebody acts in it: the work that does so may be behind.
///
/// # Errors
/// As [`end_terms`].
pub(in crate::cases) async fn catch_up(ctx: &Ctx, id: CaseId) -> Result<()> {
    let today = ctx.clock.now().day().to_string();
    let over = case_terms::Entity::find()
        .filter(case_terms::Column::CaseId.eq(id.0))
        .filter(case_terms::Column::Status.eq("running"))
        .filter(case_terms::Column::Latest.lt(today))
        .count(ctx.db.read())
        .await?;
    if over > 0 { end_terms(ctx, id).await } else { Ok(()) }
}

enum Ended {
    /// No term has ended; the next ends on that day.
    Nothing(Option<Date>),
    /// The end of one fired.
    Fired,
    /// The end of this one, with its body, means nothing where the case is.
    Idle((String, String)),
    /// The end of this one should mean something and cannot: a person has to look.
    Stuck(Refusal, (String, String)),
}

/// Fires what is over in a case within somebody else's transaction, before something happens there.
///
/// # Errors
/// As [`end_terms`].
pub(in crate::cases) async fn settle(ctx: &Ctx, tx: &impl ConnectionTrait, id: CaseId) -> Result<()> {
    let mut idle = Vec::new();
    loop {
        match end_first(ctx, tx, id, &idle).await? {
            Ended::Nothing(_) => return Ok(()),
            Ended::Fired => {}
            // The work of that case fails by itself, and its office sees it: it keeps nobody from filing another.
            Ended::Idle(term) | Ended::Stuck(_, term) => idle.push(term),
        }
    }
}

async fn end_one(ctx: &Ctx, id: CaseId, idle: &[(String, String)]) -> Result<Ended> {
    let tx = ctx.db.begin_step();
    let ended = end_first(ctx, &tx, id, idle).await?;
    if matches!(ended, Ended::Fired) {
        tx.commit().await?;
    }
    Ok(ended)
}

/// Fires the first term that has ended.
async fn end_first(
    ctx: &Ctx,
    tx: &impl ConnectionTrait,
    id: CaseId,
    idle: &[(String, String)],
) -> Result<Ended> {
    let at = At::load(tx, id, None).await?;
    let case = &at.case;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let standing = at.standing(&chart)?;
    let today = ctx.clock.now().day();
    let is_idle = |term: &str, body: &str| idle.iter().any(|(own, of)| own == term && of == body);
    let timers = chart.timers(&standing);
    let next = timers.iter().map(|timer| timer.after).find(|after| *after >= today);
    let over = timers.into_iter().find(|timer| timer.after < today && !is_idle(timer.term, &timer.body));
    let Some(timer) = over else { return Ok(Ended::Nothing(next)) };
    let bodies = [timer.body.as_str()];
    let known = Known::of_event(ctx, tx, &definition, case, timer.event).await?;
    let what = ending(&timer, if timer.body.is_empty() { &[] } else { &bodies });
    let step = match chart.step(&standing, &what, &known.facts(&definition)) {
        Ok(step) => step,
        Err(Refusal::NotPossibleNow | Refusal::ConditionFails | Refusal::DocumentMissing(_)) => {
            return Ok(Ended::Idle((timer.term.to_owned(), timer.body)));
        }
        Err(refusal) => return Ok(Ended::Stuck(refusal, (timer.term.to_owned(), timer.body))),
    };
    let mut facts = Map::new();
    if !timer.body.is_empty() {
        facts.insert("bodies".to_owned(), json!([timer.body]));
    }
    let portal = PersonId(uuid::Uuid::nil());
    let what = Advance {
        from_office: true,
        facts,
        unseen: true,
        ..Advance::of(case, (&definition, &chart), (&standing, &step), timer.on, portal)
    };
    advance_after(ctx, tx, what, at.last).await?;
    ctx.fail.reached("ended.written");
    Ok(Ended::Fired)
}

/// The end of a term as something that happens.
fn ending<'a>(timer: &'a Timer<'_>, bodies: &'a [&'a str]) -> Happening<'a> {
    Happening {
        event: timer.event,
        who: &[Who::System],
        on: timer.on,
        bodies,
        text: None,
        until: None,
        forced: false,
        seq: 0,
        versions: &[],
        days: &[],
    }
}
