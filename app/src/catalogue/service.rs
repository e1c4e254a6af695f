//! A service's own page, in the parts that the model of municipal sites asks for.

use contract::{Lang, cases::CaseRow, catalogue::ServicePage};
use leptos::prelude::*;

use super::{feedback::feedback, metatag::metatag, times::took};
use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    reports::contact_block,
    routes,
    texts::{t, t_args},
    ui::{hidden, paragraphs, words_at},
};

/// A service with the button that begins a request, and the reader's own drafts of it. `given` is what the
/// page that led here knows already, question and choice: a new request takes it along.
#[must_use]
pub fn service(
    frame: &Frame,
    service: &ServicePage,
    drafts: &[CaseRow],
    given: &[(String, String)],
) -> String {
    let (lang, card) = (frame.lang, &service.card);
    let page = Page::new(Section::Services, card.title.clone())
        .under(t(lang, "services-title"), routes::services(lang))
        .under(card.category.clone(), routes::services_looking(lang, "", &card.category_id));
    document(frame, &page, || {
        let begin = if service.access.is_some() {
            view! {
                <div class="alert alert-info">
                    <p>{t(lang, "service-not-online")}</p>
                    <a href="#accedi-al-servizio" class="alert-link">{t(lang, "service-how-to-get")}</a>
                </div>
            }
            .into_any()
        } else {
            start(frame, service, !drafts.is_empty(), given)
        };
        view! {
            <div class="portal-text">
                <p class="portal-caption">{card.category.clone()}</p>
                <h1 data-element="service-title">{card.title.clone()}</h1>
                <p class="lead" data-element="service-description">{card.summary.clone()}</p>
                {own_drafts(frame, drafts)}
                <p>
                    <span class="badge portal-badge portal-badge-running" data-element="service-status">
                        {t(lang, "service-status")}
                    </span>
                </p>
                {begin}
                {doubt(lang, service)}
            </div>
            <div class="row">
                <div class="col-lg-3">{index(frame)}</div>
                <div class="col-lg-8">{parts(frame, service)}</div>
            </div>
            {feedback(frame, &format!("/servizi/{}", card.slug))}
            {contact_block(frame, Some(&card.slug))}
            {metatag(frame, service)}
        }
    })
}

fn own_drafts(frame: &Frame, drafts: &[CaseRow]) -> Option<AnyView> {
    let lang = frame.lang;
    if drafts.is_empty() {
        return None;
    }
    let drafts = drafts.iter().map(|draft| {
        view! {
            <li>
                <a href=crate::cases::resume_address(lang, draft)>{t(lang, "draft-resume")}</a>
                " – "
                {words_at(lang, t(lang, "draft-saved-at"), draft.at)}
            </li>
        }
    });
    Some(
        view! {
            <div class="alert alert-info">
                <h2 class="alert-heading h6">{t(lang, "service-own-drafts")}</h2>
                <ul>{drafts.collect_view()}</ul>
            </div>
        }
        .into_any(),
    )
}

/// The button that begins a request. Whoever has a draft of it must say that they want another one.
fn start(frame: &Frame, service: &ServicePage, another: bool, given: &[(String, String)]) -> AnyView {
    let lang = frame.lang;
    let words = t(lang, if another { "service-start-another" } else { "service-start" });
    let login = frame.viewer.is_none().then(|| view! { <p>{t(lang, "service-login-first")}</p> });
    view! {
        <form method="post" action=routes::start(lang, &service.card.slug) class="portal-start">
            {another.then(|| hidden("nuova", 1))}
            {known(given)}
            <button type="submit" class="btn btn-primary" name="azione" value="inizia" data-element="service-online-access">
                {words}
            </button>
        </form>
        {login}
    }
    .into_any()
}

/// What is known already of a request that begins: question and choice.
pub(super) fn known(given: &[(String, String)]) -> Vec<AnyView> {
    given.iter().map(|(question, choice)| hidden(format!("dato.{question}"), choice)).collect()
}

/// Where one finds out whether this is the procedure one needs.
fn doubt(lang: Lang, service: &ServicePage) -> AnyView {
    let links = service.prechecks.iter().map(|card| {
        view! {
            <p>
                <span>{format!("{} ", t(lang, "service-doubt"))}</span>
                <a href=routes::precheck(lang, &card.slug)>{t(lang, "service-doubt-link")}</a>
            </p>
        }
    });
    links.collect_view().into_any()
}

/// The parts of the page, in the order of the model of municipal sites: their place in it, the key of their
/// title, and the mark by which the model's validator finds their content.
const PARTS: [(&str, &str, Option<&str>); 10] = [
    ("a-chi-e-rivolto", "service-addressed", Some("service-addressed")),
    ("descrizione", "service-description", None),
    ("come-fare", "service-how-to", Some("service-how-to")),
    ("cosa-serve", "service-needed", Some("service-needed")),
    ("cosa-si-ottiene", "service-obtained", Some("service-achieved")),
    ("tempi-e-scadenze", "service-times", Some("service-calendar-text")),
    ("quanto-costa", "service-cost", None),
    ("accedi-al-servizio", "service-access", Some("service-generic-access")),
    ("condizioni-di-servizio", "service-conditions", None),
    ("contatti", "service-contacts", Some("service-area")),
];

fn index(frame: &Frame) -> AnyView {
    let links = PARTS.iter().map(|(place, key, _)| {
        view! {
            <li>
                <a href=format!("#{place}")>{t(frame.lang, key)}</a>
            </li>
        }
    });
    view! {
        <nav class="portal-index" aria-label=t(frame.lang, "service-index")>
            <ul data-element="page-index">{links.collect_view()}</ul>
        </nav>
    }
    .into_any()
}

fn parts(frame: &Frame, service: &ServicePage) -> AnyView {
    let lang = frame.lang;
    let list = |items: &[String]| {
        let items = items.iter().map(|item| view! { <li>{item.clone()}</li> });
        view! { <ul>{items.collect_view()}</ul> }.into_any()
    };
    let contacts = view! {
        <p>{t_args(lang, "service-office", &[("office", &service.office)])}</p>
        {reach_us(frame)}
    }
    .into_any();
    let contents = [
        paragraphs(&service.addressed_to),
        paragraphs(&service.description),
        paragraphs(&service.how_to),
        list(&service.needed),
        paragraphs(&service.obtained),
        view! { {paragraphs(&service.times)} {service.took.as_ref().map(|of| took(lang, of))} }.into_any(),
        paragraphs(&service.cost),
        paragraphs(service.access.as_deref().unwrap_or(t(lang, "service-access-online"))),
        paragraphs(service.conditions.as_deref().unwrap_or(t(lang, "service-conditions-all"))),
        contacts,
    ];
    let parts = PARTS.iter().zip(contents).map(|((place, key, mark), content)| {
        view! {
            <section id=*place tabindex="-1" class="portal-part-of-page">
                <h2 class="h4">{t(lang, key)}</h2>
                <div data-element=*mark>{content}</div>
            </section>
        }
    });
    let topic = view! {
        <section class="portal-part-of-page">
            <h2 class="h4">{t(lang, "service-topics")}</h2>
            <p>
                <a
                    href=routes::services_looking(lang, "", &service.card.category_id)
                    data-element="service-topic"
                >
                    {service.card.category.clone()}
                </a>
            </p>
        </section>
    };
    let law = (!service.legal_basis.is_empty()).then(|| {
        view! {
            <section class="portal-part-of-page">
                <h2 class="h4">{t(lang, "service-law")}</h2>
                {list(&service.legal_basis)}
            </section>
        }
    });
    view! { {parts.collect_view()} {law} {topic} }.into_any()
}
