//! The services of the municipality, as the public pages show them: those that are begun in the portal, and
//! those of which it says how one gets them.

mod precheck;
mod times;

pub use precheck::{precheck, prechecks};
pub(crate) use times::office_times;
pub use times::{service_times, service_times_csv};

use contract::{
    Lang,
    catalogue::{CatalogueList, CategoryView, ServiceCard, ServicePage},
};

use crate::{ctx::Ctx, error::Result, procedures, search::normalised};

/// The longest search that is read, in characters.
const MAX_WORDS: usize = 200;

/// What a visitor looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looking {
    /// Words that a service must have; none finds every service.
    pub words: String,
    /// The id of a category; empty for all.
    pub category: String,
}

/// The services that a visitor looks for, by title, those begun in the portal first.
///
/// # Errors
/// Database errors.
pub async fn services(ctx: &Ctx, lang: Lang, looking: &Looking) -> Result<CatalogueList> {
    let groups = ctx.sheets.groups(lang);
    let mut all = Vec::new();
    for definition in procedures::all_current(ctx).await? {
        let page = procedures::service_page(&definition, lang);
        all.push((named(page.card, &groups), page.description));
    }
    // A procedure takes the place of the sheet of the same slug: the portal has learnt to begin it.
    let online: Vec<String> = all.iter().map(|(card, _)| card.slug.clone()).collect();
    let sheets = ctx.sheets.cards(lang).filter(|(card, _)| !online.contains(&card.slug));
    all.extend(sheets.map(|(card, words)| (card, words.to_owned())));
    let words = normalised(&looking.words.chars().take(MAX_WORDS).collect::<String>());
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    all.retain(|(card, description)| found(card, description, &words));
    let categories = counted(groups, &all);
    all.retain(|(card, _)| looking.category.is_empty() || card.category_id == looking.category);
    let mut cards: Vec<ServiceCard> = all.into_iter().map(|(card, _)| card).collect();
    cards.sort_by(|a, b| b.online.cmp(&a.online).then_with(|| a.title.cmp(&b.title)));
    let category = categories.iter().find(|group| group.id == looking.category).cloned();
    Ok(CatalogueList { cards, categories, words: looking.words.chars().take(MAX_WORDS).collect(), category })
}

/// A procedure's card under the name that its category has here.
fn named(card: ServiceCard, groups: &[CategoryView]) -> ServiceCard {
    let group = groups.iter().find(|group| group.id == card.category_id);
    ServiceCard { category: group.map_or_else(|| card.category.clone(), |group| group.name.clone()), ..card }
}

/// Whether every word stands somewhere in what a service says of itself.
fn found(card: &ServiceCard, description: &str, words: &[&str]) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = normalised(&format!("{} {} {} {description}", card.title, card.summary, card.category));
    words.iter().all(|word| text.contains(word))
}

/// The groups that have services, with how many.
fn counted(groups: Vec<CategoryView>, all: &[(ServiceCard, String)]) -> Vec<CategoryView> {
    let count = |id: &str| all.iter().filter(|(card, _)| card.category_id == id).count();
    let groups = groups.into_iter().map(|group| CategoryView { services: count(&group.id), ..group });
    groups.filter(|group| group.services > 0).collect()
}

/// A service's own page.
///
/// # Errors
/// [`crate::Error::NotFound`] for an unknown slug.
pub async fn service(ctx: &Ctx, lang: Lang, slug: &str) -> Result<ServicePage> {
    let definition = match (procedures::current(ctx, slug).await, ctx.sheets.page(slug, lang)) {
        (Err(crate::Error::NotFound(_)), Some(sheet)) => return Ok(sheet),
        (definition, _) => definition?,
    };
    let prechecks = precheck::leading_to(ctx, lang, slug);
    let page = procedures::service_page(&definition, lang);
    let card = named(page.card, &ctx.sheets.groups(lang));
    let took = Some(times::took(ctx, slug).await?);
    Ok(ServicePage { prechecks, card, took, ..page })
}
