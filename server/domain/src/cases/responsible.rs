//! Who answers for a case: the one place that knows.

use entity::cases::cases;

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
