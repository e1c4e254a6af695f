//! The home page: what can be done here, and where one's own cases are.

use contract::catalogue::{CatalogueList, PrecheckCard, ServiceCard};
use leptos::prelude::*;

use super::{
    precheck::precheck_links,
    services::{cards, category_links, search},
};
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
};

/// The home page: a search, the services that are begun here, the groups of all, and the questions that lead
/// to the right one.
#[must_use]
pub fn home(frame: &Frame, on_offer: &CatalogueList, prechecks: &[PrecheckCard]) -> String {
    let lang = frame.lang;
    let page = Page::new(Section::Elsewhere, t(lang, "home-window-title"));
    let online: Vec<ServiceCard> = on_offer.cards.iter().filter(|card| card.online).cloned().collect();
    document(frame, &page, || {
        let doubt = (!prechecks.is_empty()).then(|| {
            view! {
                <h2 class="h3 portal-part-of-page">{t(lang, "home-doubt")}</h2>
                {precheck_links(lang, prechecks)}
            }
        });
        view! {
            <div class="portal-text">
                <h1>{t(lang, "home-heading")}</h1>
                <p class="lead">{t(lang, "home-lead")}</p>
                <p>
                    <a class="btn btn-primary" href=routes::dashboard(lang)>{t(lang, "home-to-dashboard")}</a>
                </p>
            </div>
            {search(lang, "")}
            <h2 class="h3 portal-part-of-page">{t(lang, "home-services")}</h2>
            {cards(frame, &online)}
            {doubt}
            <h2 class="h3 portal-part-of-page">{t(lang, "dashboard-taxes")}</h2>
            <ul>
                <li><a href=routes::taxes(lang)>{t(lang, "taxes-title")}</a></li>
                <li><a href=routes::payments(lang)>{t(lang, "payments-title")}</a></li>
            </ul>
            <h2 class="h3 portal-part-of-page">{t(lang, "services-categories")}</h2>
            {category_links(lang, &on_offer.categories)}
            <p><a href=routes::services(lang)>{t(lang, "home-all-services")}</a></p>
        }
    })
}
