//! The list of services: all of them, those of a category, or those that have some words.

use contract::{
    Lang,
    catalogue::{CatalogueList, CategoryView, ServiceCard},
};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    reports::contact_block,
    routes,
    texts::{t, t_args},
};

/// The list of services that a visitor looks for.
#[must_use]
pub fn services(frame: &Frame, found: &CatalogueList) -> String {
    let lang = frame.lang;
    let all = t(lang, "services-title");
    let (title, page) = match &found.category {
        Some(category) => (
            category.name.as_str(),
            Page::new(Section::Services, category.name.clone()).under(all, routes::services(lang)),
        ),
        None => (all, Page::new(Section::Services, all)),
    };
    document(frame, &page, || {
        view! {
            <h1 data-element="page-name">{title.to_owned()}</h1>
            <p class="lead portal-text">{t(lang, "services-lead")}</p>
            {search(lang, &found.words)}
            <div class="row">
                <div class="col-lg-3">{categories(lang, found)}</div>
                <div class="col-lg-9">
                    <h2 class="h4">{counted(lang, found)}</h2>
                    {cards(frame, &found.cards)}
                </div>
            </div>
            {contact_block(frame, None)}
        }
    })
}

/// How many services were found, and for which words.
fn counted(lang: Lang, found: &CatalogueList) -> String {
    let count = found.cards.len().to_string();
    if found.words.trim().is_empty() {
        return t_args(lang, "services-count", &[("count", &count)]);
    }
    t_args(lang, "services-found", &[("count", &count), ("words", &found.words)])
}

/// The search among the services: a plain form, its words in the address, so that a list can be sent to
/// somebody.
pub(super) fn search(lang: Lang, words: &str) -> AnyView {
    view! {
        <form method="get" action=routes::services(lang) role="search" class="portal-form portal-search">
            <div class="form-group portal-field">
                <label class="active" r#for="cerca-servizio">{t(lang, "services-search")}</label>
                <input type="search" id="cerca-servizio" name="q" class="form-control" maxlength="200" value=words.to_owned()/>
            </div>
            <button type="submit" class="btn btn-primary">{t(lang, "services-search-button")}</button>
        </form>
    }
    .into_any()
}

/// The groups in which something was found, and the way back to all.
fn categories(lang: Lang, found: &CatalogueList) -> AnyView {
    let link = |category: &CategoryView| {
        let current = found.category.as_ref().is_some_and(|chosen| chosen.id == category.id);
        let words = t_args(
            lang,
            "services-category",
            &[("name", &category.name), ("count", &category.services.to_string())],
        );
        view! {
            <li>
                <a
                    href=routes::services_looking(lang, &found.words, &category.id)
                    data-element="service-category-link"
                    aria-current=current.then_some("true")
                >
                    {words}
                </a>
            </li>
        }
    };
    let links = found.categories.iter().map(link).collect_view();
    let filtered = found.category.is_some() || !found.words.is_empty();
    let all = filtered.then(|| view! { <p><a href=routes::services(lang)>{t(lang, "services-all")}</a></p> });
    view! {
        <nav class="portal-index" aria-label=t(lang, "services-categories")>
            <ul>{links}</ul>
            {all}
        </nav>
    }
    .into_any()
}

/// The groups as links, for the home page.
pub(super) fn category_links(lang: Lang, categories: &[CategoryView]) -> AnyView {
    let link = |category: &CategoryView| {
        view! {
            <li class="portal-card">
                <h3 class="h5">
                    <a href=routes::services_looking(lang, "", &category.id)>{category.name.clone()}</a>
                </h3>
                <p>{t_args(lang, "services-count", &[("count", &category.services.to_string())])}</p>
            </li>
        }
    };
    view! { <ul class="portal-cards">{categories.iter().map(link).collect_view()}</ul> }.into_any()
}

/// The services as a list of linked titles with a sentence each.
pub(super) fn cards(frame: &Frame, found: &[ServiceCard]) -> AnyView {
    let lang = frame.lang;
    if found.is_empty() {
        return view! { <p>{t(lang, "services-none")}</p> }.into_any();
    }
    let cards = found.iter().map(|card| {
        let online = card.online.then(|| {
            view! { <span class="badge portal-badge portal-badge-running">{t(lang, "service-is-online")}</span> }
        });
        view! {
            <li class="portal-card">
                <p class="portal-caption">{card.category.clone()}</p>
                <h3 class="h5">
                    <a href=routes::service(lang, &card.slug) data-element="service-link">{card.title.clone()}</a>
                </h3>
                <p>{card.summary.clone()}</p>
                {online}
            </li>
        }
    });
    view! { <ul class="portal-cards">{cards.collect_view()}</ul> }.into_any()
}
