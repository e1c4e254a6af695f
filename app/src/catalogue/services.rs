//! The list of services.

use contract::catalogue::ServiceCard;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
};

/// The list of every service on offer.
#[must_use]
pub fn services(frame: &Frame, on_offer: &[ServiceCard]) -> String {
    let lang = frame.lang;
    let title = t(lang, "services-title");
    document(frame, &Page::new(Section::Services, title), || {
        view! {
            <h1 data-element="page-name">{title}</h1>
            <p class="lead portal-text">{t(lang, "services-lead")}</p>
            <h2 class="visually-hidden">{t(lang, "services-list")}</h2>
            {cards(frame, on_offer)}
        }
    })
}

/// The services as a list of linked titles with a sentence each.
pub(super) fn cards(frame: &Frame, on_offer: &[ServiceCard]) -> AnyView {
    let lang = frame.lang;
    if on_offer.is_empty() {
        return view! { <p>{t(lang, "services-none")}</p> }.into_any();
    }
    let cards = on_offer.iter().map(|card| {
        view! {
            <li class="portal-card">
                <p class="portal-caption">{card.category.clone()}</p>
                <h3 class="h5">
                    <a href=routes::service(lang, &card.slug) data-element="service-link">{card.title.clone()}</a>
                </h3>
                <p>{card.summary.clone()}</p>
            </li>
        }
    });
    view! { <ul class="portal-cards">{cards.collect_view()}</ul> }.into_any()
}
