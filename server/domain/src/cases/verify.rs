//! Verification of a case: the chain holds, and replaying the journal gives the state on record.

use std::sync::Arc;

use contract::ids::CaseId;
use engine::{Chart, Standing};
use entity::cases::{case_events, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    clock::{self, History},
    verify_page::Page,
};
use crate::{
    ctx::Ctx,
    error::{Error, Kind, Result},
    journal, procedures,
};

/// What the verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Events in the journal.
    pub events: usize,
    /// The first event whose hash does not fit.
    pub broken_at: Option<i64>,
    /// The state that the journal gives.
    pub replayed: Option<String>,
    /// The state on record.
    pub recorded: String,
    /// Whether the terms and tracks on record are those that the journal gives.
    pub terms_fit: bool,
}

impl Verdict {
    /// Whether everything fits.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.broken_at.is_none() && self.replayed.as_deref() == Some(self.recorded.as_str()) && self.terms_fit
    }
}

/// Verifies one case. Called from the command line and from tests.
///
/// # Errors
/// [`Error::NotFound`] if there is no such case.
pub async fn verify_case(ctx: &Ctx, id: CaseId) -> Result<Verdict> {
    let case =
        cases::Entity::find_by_id(id.0).one(ctx.db.read()).await?.ok_or(Error::NotFound(Kind::Case))?;
    let definition = procedures::by_hash(ctx, &case.definition_hash).await?;
    let events = case_events::Entity::find()
        .filter(case_events::Column::CaseId.eq(id.0))
        .order_by_asc(case_events::Column::Seq)
        .all(ctx.db.read())
        .await?;
    let chart = definition.chart(&ctx.lists.calendar);
    let kept = clock::load(ctx.db.read(), &chart, &case).await?;
    judged(&chart, &case, &events, &kept)
}

/// What a journal comes to, beside the case's row and its terms and tracks as they are kept.
///
/// # Errors
/// A payload that is no JSON.
pub(super) fn judged(
    chart: &Chart<'_>,
    case: &cases::Model,
    events: &[case_events::Model],
    kept: &Standing,
) -> Result<Verdict> {
    let replayed = History::of(events)?.replay(chart).ok().map(|replayed| replayed.standing);
    let terms_fit = replayed.as_ref().is_some_and(|replayed| clock::same(replayed, kept));
    Ok(Verdict {
        events: events.len(),
        broken_at: journal::broken_at(events)?,
        replayed: replayed.map(|standing| chart.state_of(&standing).to_owned()),
        terms_fit,
        recorded: case.state.clone(),
    })
}

/// What the verification of all filed cases found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Cases looked at.
    pub cases: u64,
    /// Events in their journals.
    pub events: u64,
    /// Those that do not hold.
    pub broken: Vec<CaseId>,
}

/// Verifies every case that was filed, as [`verify_case`] does, a page of cases at a time. Called from the command line
/// and from tests.
///
/// # Errors
/// Database errors.
pub async fn verify_cases(ctx: &Ctx) -> Result<Verdicts> {
    let mut verdicts = Verdicts::default();
    let mut page = Page::read(ctx, None).await?;
    while let Some(last) = page.last() {
        // The next page is read while this one is worked out.
        let lists = Arc::clone(&ctx.lists);
        let working = tokio::task::spawn_blocking(move || page.looked_at(&lists.calendar));
        let next = Page::read(ctx, Some(last)).await;
        let found = working.await.map_err(|error| Error::Internal(error.into()))??;
        verdicts.cases += found.cases as u64;
        verdicts.events += found.events as u64;
        for id in found.doubtful {
            // Somebody may have acted between the reading of its row and that of its journal.
            match verify_case(ctx, id).await {
                Ok(verdict) if verdict.holds() => {}
                // What cannot be read at all is what is looked for.
                Ok(_) | Err(Error::Internal(_) | Error::NotFound(_)) => verdicts.broken.push(id),
                Err(error) => return Err(error),
            }
        }
        page = next?;
    }
    Ok(verdicts)
}
