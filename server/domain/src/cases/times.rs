//! How long a case took, and how much of that it waited for its applicant: kept beside it soon after the step that
//! concludes it, for the average times that the public pages tell.

use contract::{
    cases::{Channel, Phase},
    ids::CaseId,
};
use engine::Workflow;
use entity::cases::{case_times, cases};
use jiff::civil::Date;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::OnConflict,
};
use uuid::Uuid;

use super::clock::History;
use crate::{
    access,
    ctx::Ctx,
    db::repeating,
    error::{Error, Result},
    procedures::{self, Definition},
};

/// How long a case took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Took {
    concluded_on: Date,
    days: i32,
    applicant_days: i32,
}

/// Keeps how long a case took, as its journal tells it now; nothing of a case that is not concluded, or began elsewhere.
///
/// # Errors
/// Database errors.
pub(super) async fn keep_time(
    tx: &impl ConnectionTrait,
    definition: &Definition,
    case: &cases::Model,
) -> Result<()> {
    let history = History::load(tx, CaseId(case.id)).await?;
    let took = took(&history, &definition.workflow).filter(|_| case.channel != Channel::Import.as_str());
    let Some(took) = took else {
        case_times::Entity::delete_by_id(case.id).exec(tx).await?;
        return Ok(());
    };
    let row = case_times::ActiveModel {
        case_id: Set(case.id),
        slug: Set(case.slug.clone()),
        concluded_on: Set(took.concluded_on.to_string()),
        days: Set(took.days),
        applicant_days: Set(took.applicant_days),
    };
    let told = [case_times::Column::ConcludedOn, case_times::Column::Days, case_times::Column::ApplicantDays];
    let again = OnConflict::column(case_times::Column::CaseId).update_columns(told).to_owned();
    case_times::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// The days from the filing to the first conclusion, as they stand after what was put right.
fn took(history: &History, workflow: &Workflow) -> Option<Took> {
    if history.taken_over() {
        // What it was doing before is on nobody's record here.
        return None;
    }
    let (mut filed, mut waits_since, mut applicant_days) = (None, None, 0);
    for fact in history.standing_facts().filter(|fact| fact.payload.track_state.is_none()) {
        let filed = *filed.get_or_insert(fact.day);
        let Some(state) = workflow.state(&fact.to) else { continue };
        if state.phase == Phase::WaitingApplicant {
            waits_since.get_or_insert(fact.day);
        } else if let Some(since) = waits_since.take() {
            applicant_days += between(since, fact.day);
        }
        if state.phase == Phase::Concluded {
            let days = between(filed, fact.day);
            return Some(Took { concluded_on: fact.day, days, applicant_days: applicant_days.min(days) });
        }
    }
    None
}

/// Days from one day to another; none where what is told later counts from an earlier day.
fn between(from: Date, to: Date) -> i32 {
    (to - from).get_days().max(0)
}

/// Cases whose ids are read at once.
const BATCH: u64 = 1_000;

/// Works out how long every case took that is over: those that were concluded before this was kept, and all where it is
/// counted otherwise than before. Called by a job; returns how many cases were looked at.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn tell_times(ctx: &Ctx) -> Result<u64> {
    let over = [Phase::Concluded, Phase::Withdrawn, Phase::Archived].map(Phase::as_str);
    let (mut after, mut count) = (Uuid::nil(), 0);
    loop {
        let ids: Vec<Uuid> = cases::Entity::find()
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Id.gt(after))
            .filter(cases::Column::Phase.is_in(over))
            .order_by_asc(cases::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(ctx.db.read())
            .await?;
        let Some(last) = ids.last() else { return Ok(count) };
        after = *last;
        for id in ids {
            match tell_time(ctx, CaseId(id)).await {
                // One case that cannot be read keeps nobody from telling the others.
                Err(error @ (Error::Internal(_) | Error::NotFound(_))) => {
                    tracing::error!(case = %id, %error, "how long a case took could not be worked out");
                }
                done => done?,
            }
            count += 1;
        }
    }
}

/// Works out how long a case took. Called by a job, once it was concluded.
///
/// # Errors
/// Database errors: the job is repeated.
pub async fn tell_time(ctx: &Ctx, id: CaseId) -> Result<()> {
    repeating(|| one(ctx, id)).await
}

async fn one(ctx: &Ctx, id: CaseId) -> Result<()> {
    let tx = ctx.db.begin().await?;
    access::hold(&tx, id).await?;
    let case = access::row(&tx, id).await?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    keep_time(&tx, &definition, &case).await?;
    tx.commit().await?;
    Ok(())
}
