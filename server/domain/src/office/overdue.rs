//! What an office still has to do though its term is over: nothing runs any more, and the calendar would forget it.

use std::{cmp::Reverse, collections::BTreeMap};

use contract::cases::{Binds, Silence};
use engine::clock::{Count, Status};
use entity::cases::{case_terms, cases};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, SelectTwo};
use serde::Deserialize;

use crate::{
    ctx::Ctx,
    error::Result,
    procedures::{self, Definition},
};

/// The phases in which an office has something to do.
const WITH_THE_OFFICE: [&str; 2] = ["submitted", "in_review"];

/// The terms of these offices that have ended, in cases that are still where their end led them. `wanted` says which cases.
/// Each is given with its case, the oldest case first, `most` at most.
///
/// # Errors
/// Database errors.
pub(super) async fn overdue(
    ctx: &Ctx,
    offices: &[String],
    wanted: SelectTwo<case_terms::Entity, cases::Entity>,
    most: u64,
) -> Result<Vec<(case_terms::Model, Option<cases::Model>)>> {
    let mut late = Condition::any();
    for hash in under_way(ctx, offices).await? {
        let definition = procedures::by_hash(ctx, &hash).await?;
        for (term, states) in ended_by_itself(&definition) {
            late = late.add(
                Condition::all()
                    .add(cases::Column::DefinitionHash.eq(hash.as_str()))
                    .add(case_terms::Column::Term.eq(term))
                    .add(cases::Column::State.is_in(states)),
            );
        }
    }
    if late.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = wanted
        .filter(case_terms::Column::Status.eq("ended"))
        .filter(cases::Column::Phase.is_in(WITH_THE_OFFICE))
        .filter(late)
        .order_by_asc(cases::Column::ReceivedAt)
        .order_by_asc(case_terms::Column::CaseId)
        .limit(most)
        .all(ctx.db.read())
        .await?;
    // Two terms may end alike: the last of them says since when.
    rows.sort_by_key(|(row, case)| {
        (case.as_ref().and_then(|case| case.received_at), row.case_id, Reverse(ended_on(row)))
    });
    rows.dedup_by_key(|(row, _)| row.case_id);
    Ok(rows)
}

/// The day on which a term ended, if it has.
pub(super) fn ended_on(row: &case_terms::Model) -> Option<Date> {
    #[derive(Deserialize)]
    struct Counted {
        count: Count,
    }
    let Counted { count } = serde_json::from_str(&row.counted).ok()?;
    match count.status {
        Status::Ended(day) => Some(day),
        _ => None,
    }
}

/// The procedures, by their hashes, of the cases with which these offices have something to do.
async fn under_way(ctx: &Ctx, offices: &[String]) -> Result<Vec<String>> {
    let hashes: Select<cases::Entity> = cases::Entity::find()
        .select_only()
        .column(cases::Column::DefinitionHash)
        .distinct()
        .filter(cases::Column::Office.is_in(offices))
        .filter(cases::Column::Phase.is_in(WITH_THE_OFFICE));
    Ok(hashes.into_tuple().all(ctx.db.read()).await?)
}

/// The terms of the office whose end leads a case on by itself, each with the states to which it leads. Where the end means that
/// the office has nothing to forbid any more, nothing is late.
fn ended_by_itself(definition: &Definition) -> BTreeMap<&str, Vec<&str>> {
    let office = definition.clocks.terms.iter().filter(|term| {
        term.binds == Binds::Office && term.track.is_none() && term.silence != Silence::Consolidation
    });
    let leads = office.filter_map(|term| {
        let event = definition.workflow.event(term.fires.as_deref()?)?;
        let states: Vec<&str> =
            event.targets().filter(|to| !event.from.contains(to)).map(String::as_str).collect();
        (!states.is_empty()).then_some((term.id.as_str(), states))
    });
    leads.collect()
}
