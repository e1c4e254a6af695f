//! The home page: what can be done here, and where one's own cases are.

use contract::catalogue::{PrecheckCard, ServiceCard};
use leptos::prelude::*;

use super::{precheck::precheck_links, services::cards};
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
};

/// The home page with the services on offer, and the questions that lead to the right one.
#[must_use]
pub fn home(frame: &Frame, on_offer: &[ServiceCard], prechecks: &[PrecheckCard]) -> String {
    let lang = frame.lang;
    let page = Page::new(Section::Elsewhere, t(lang, "home-window-title"));
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
            <h2 class="h3 portal-part-of-page">{t(lang, "home-services")}</h2>
            {cards(frame, on_offer)}
            <p><a href=routes::services(lang)>{t(lang, "home-all-services")}</a></p>
            {doubt}
        }
    })
}
