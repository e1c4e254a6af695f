//! Verification of a case: the chain holds, and replaying the journal gives the state on record.

use contract::ids::CaseId;
use entity::cases::{case_events, cases};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::clock::{self, History};
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
    let replayed = History::of(&events)?.replay(&chart).ok().map(|replayed| replayed.standing);
    let kept = clock::load(ctx.db.read(), &chart, &case).await?;
    let terms_fit = replayed.as_ref().is_some_and(|replayed| clock::same(replayed, &kept));
    Ok(Verdict {
        events: events.len(),
        broken_at: journal::broken_at(&events)?,
        replayed: replayed.map(|standing| chart.state_of(&standing).to_owned()),
        terms_fit,
        recorded: case.state,
    })
}

/// What the verification of all filed cases found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// Cases looked at.
    pub cases: u64,
    /// Those that do not hold.
    pub broken: Vec<CaseId>,
}

/// Verifies every case that was filed, as [`verify_case`] does. Called from the command line and from tests.
///
/// # Errors
/// Database errors.
pub async fn verify_cases(ctx: &Ctx) -> Result<Verdicts> {
    let mut verdicts = Verdicts::default();
    let mut after = None;
    loop {
        let mut select = cases::Entity::find()
            .select_only()
            .column(cases::Column::Id)
            .filter(cases::Column::Phase.ne("draft"))
            .order_by_asc(cases::Column::Id)
            .limit(BATCH);
        if let Some(after) = after {
            select = select.filter(cases::Column::Id.gt(after));
        }
        let ids: Vec<Uuid> = select.into_tuple().all(ctx.db.read()).await?;
        let Some(last) = ids.last() else { return Ok(verdicts) };
        after = Some(*last);
        for id in ids {
            verdicts.cases += 1;
            if !verify_case(ctx, CaseId(id)).await?.holds() {
                verdicts.broken.push(CaseId(id));
            }
        }
    }
}

/// Cases whose ids are read at once.
const BATCH: u64 = 1_000;
