//! What a form may choose from: the offices, and the services on offer.

use contract::{Lang, reports::ReportChoices};

use crate::{
    catalogue::{self, Looking},
    ctx::Ctx,
    error::Result,
    procedures,
};

/// Offices and services, in the words of a language.
///
/// # Errors
/// Database errors.
pub async fn choices(ctx: &Ctx, lang: Lang) -> Result<ReportChoices> {
    let services = catalogue::services(ctx, lang, &Looking::default()).await?.cards;
    let mut services: Vec<(String, String)> =
        services.into_iter().map(|card| (card.slug, card.title)).collect();
    services.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(ReportChoices { offices: offices(ctx, lang).await?, services })
}

/// The offices of the installation's list; without one, those that its procedures name.
pub(super) async fn offices(ctx: &Ctx, lang: Lang) -> Result<Vec<(String, String)>> {
    let listed = ctx.lists.offices.all();
    if !listed.is_empty() {
        return Ok(listed.iter().map(|it| (it.id.clone(), it.name_in(lang).to_owned())).collect());
    }
    let mut found: Vec<(String, String)> = Vec::new();
    for definition in procedures::all_current(ctx).await? {
        let (id, name) = (&definition.meta.office, &definition.text(lang).service().office);
        if !found.iter().any(|(known, _)| known == id) {
            found.push((id.clone(), name.clone()));
        }
    }
    Ok(found)
}

/// The name of an office; its id where it has none.
pub(super) async fn office_name(ctx: &Ctx, lang: Lang, id: &str) -> Result<String> {
    let offices = offices(ctx, lang).await?;
    Ok(offices.into_iter().find(|(of, _)| of == id).map_or_else(|| id.to_owned(), |(_, name)| name))
}
