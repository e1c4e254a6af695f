//! Who answers for a case: the one place that knows.

use contract::ids::PersonId;
use engine::{Effect, Step, Who};
use entity::cases::cases;
use serde_json::{Map, Value, json};

use super::show;
use crate::{
    ctx::{Ctx, Office},
    error::Result,
};

/// Who answers for a case (*responsabile del procedimento*, L. 241/1990, articles 4–6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Responsible {
    /// Their name; empty where the ente has not said who leads the office.
    pub(super) name: String,
    /// The office, where the ente has described it.
    pub(super) office: Option<Office>,
}

/// Who answers for a case: who was named, and until somebody is, who leads the office (L. 241/1990, article 5,
/// paragraph 2).
///
/// # Errors
/// Database errors.
pub(super) async fn responsible(ctx: &Ctx, case: &cases::Model) -> Result<Responsible> {
    Ok(or_head(ctx, case, show::name(ctx, case.rup).await?))
}

/// The same, where it is known who was named.
pub(super) fn or_head(ctx: &Ctx, case: &cases::Model, named: Option<String>) -> Responsible {
    let office = ctx.ente.office(&case.office).cloned();
    let head = || office.as_ref().map(|office| office.head.clone()).unwrap_or_default();
    Responsible { name: named.unwrap_or_else(head), office }
}

/// What the journal says of who takes a case on as its RUP.
pub(super) const RUP: &str = "rup";

/// Whether whoever fires an event answers for the case from then on: who takes it in charge as RUP, where nobody was named.
pub(super) fn takes_on(case: &cases::Model, step: &Step<'_>, who: &[Who]) -> bool {
    case.rup.is_none() && step.effects.contains(&Effect::Assign) && who.contains(&Who::Rup)
}

/// The same, noted among what the journal keeps of the step: it names them.
pub(super) fn noted(mut facts: Map<String, Value>, takes: bool, author: PersonId) -> Map<String, Value> {
    if takes {
        facts.insert(RUP.to_owned(), json!(author.to_string()));
    }
    facts
}
