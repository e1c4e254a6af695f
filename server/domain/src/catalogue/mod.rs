//! The services on offer, as the public pages show them.

mod precheck;

pub use precheck::{precheck, prechecks};

use contract::{
    Lang,
    catalogue::{ServiceCard, ServicePage},
};

use crate::{ctx::Ctx, error::Result, procedures};

/// Every service that can be started, by title.
///
/// # Errors
/// Database errors.
pub async fn services(ctx: &Ctx, lang: Lang) -> Result<Vec<ServiceCard>> {
    let mut cards: Vec<ServiceCard> = procedures::all_current(ctx)
        .await?
        .iter()
        .map(|definition| procedures::service_card(definition, lang))
        .collect();
    cards.sort_by(|a, b| a.title.cmp(&b.title));
    Ok(cards)
}

/// A service's own page.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown slug.
pub async fn service(ctx: &Ctx, lang: Lang, slug: &str) -> Result<ServicePage> {
    let definition = procedures::current(ctx, slug).await?;
    let prechecks = precheck::leading_to(ctx, lang, slug);
    Ok(ServicePage { prechecks, ..procedures::service_page(&definition, lang) })
}
