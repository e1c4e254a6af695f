//! The questions that lead to the right procedure, as the public pages ask them.

use contract::{
    Lang,
    catalogue::{PrecheckCard, PrecheckPage},
};

use crate::{
    ctx::Ctx,
    error::{Error, Kind, Result},
};

/// Every set of questions.
#[must_use]
pub fn prechecks(ctx: &Ctx, lang: Lang) -> Vec<PrecheckCard> {
    ctx.prechecks.iter().map(|tree| tree.card(lang)).collect()
}

/// The questions that may lead to this procedure.
pub(super) fn leading_to(ctx: &Ctx, lang: Lang, procedure: &str) -> Vec<PrecheckCard> {
    ctx.prechecks.iter().filter(|tree| tree.leads_to(procedure)).map(|tree| tree.card(lang)).collect()
}

/// The page after these answers: the first question without one, or the outcome. `given` holds
/// codes of choices parted by commas; what is no code of these questions is left out.
///
/// # Errors
/// [`Error::NotFound`] for an unknown slug.
pub fn precheck(ctx: &Ctx, lang: Lang, slug: &str, given: &str) -> Result<PrecheckPage> {
    let tree = ctx.prechecks.get(slug).ok_or(Error::NotFound(Kind::Service))?;
    tree.page(lang, given, ctx.clock.now())
        .ok_or_else(|| Error::Internal(anyhow::anyhow!("the tree {slug} was not checked")))
}
