//! What people said of each service: the average, how many stars, the reasons, the latest words.

use contract::{
    Lang,
    rating::{Aspect, FollowUp, ServiceRatings, Stars},
};
use leptos::prelude::*;

use crate::{
    cases::aspect_words,
    layout::{Frame, Page, Section, document},
    routes,
    texts::{decimal, t, t_args, t_count},
};

/// What people said of the services, and of the public pages, which are named by their paths.
#[must_use]
pub fn office_ratings(frame: &Frame, rated: &[ServiceRatings], pages: &[ServiceRatings]) -> String {
    let lang = frame.lang;
    let title = t(lang, "ratings-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        let none = rated.is_empty().then(|| view! { <p>{t(lang, "ratings-none")}</p> });
        view! {
            <h1>{title}</h1>
            <p class="portal-text">{t(lang, "ratings-lead")}</p>
            {none}
            {rated.iter().map(|of| service(lang, of)).collect_view()}
            <h2>{t(lang, "page-ratings-title")}</h2>
            <p class="portal-text">{t(lang, "page-ratings-lead")}</p>
            {(pages.is_empty()).then(|| view! { <p>{t(lang, "ratings-none")}</p> })}
            {pages.iter().map(|of| service(lang, of)).collect_view()}
        }
    })
}

fn service(lang: Lang, of: &ServiceRatings) -> AnyView {
    let average = of.average_tenths().map(|tenths| {
        let average = decimal(lang, tenths);
        let count = t_count(lang, "ratings-count", of.count());
        t_args(lang, "ratings-average", &[("average", &average), ("count", &count)])
    });
    view! {
        <section class="portal-group portal-text">
            <h2 class="h4">{of.service.clone()}</h2>
            <p class="lead">{average}</p>
            {distribution(lang, of)}
            {reasons(lang, FollowUp::Liked, &of.liked)}
            {reasons(lang, FollowUp::Hard, &of.hard)}
            {words(lang, &of.texts)}
        </section>
    }
    .into_any()
}

fn distribution(lang: Lang, of: &ServiceRatings) -> AnyView {
    let rows = Stars::ALL.into_iter().zip(of.distribution).rev().map(|(stars, count)| {
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{t_count(lang, "rating-stars", u64::from(stars.number()))}</th>
                <td role="cell" data-label=t(lang, "ratings-how-many")>{count.to_string()}</td>
            </tr>
        }
    });
    view! {
        <table class="table portal-table" role="table">
            <caption class="caption-top">{t(lang, "rating-question")}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t(lang, "ratings-stars")}</th>
                    <th role="columnheader" scope="col">{t(lang, "ratings-how-many")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn reasons(lang: Lang, follow_up: FollowUp, counted: &[(Aspect, u64)]) -> Option<AnyView> {
    if counted.is_empty() {
        return None;
    }
    let title = match follow_up {
        FollowUp::Liked => "ratings-liked",
        FollowUp::Hard => "ratings-hard",
    };
    let items = counted.iter().map(
        |(aspect, count)| view! { <li>{format!("{}: {count}", aspect_words(lang, follow_up, *aspect))}</li> },
    );
    Some(
        view! {
            <h3 class="h6">{t(lang, title)}</h3>
            <ul>{items.collect_view()}</ul>
        }
        .into_any(),
    )
}

fn words(lang: Lang, texts: &[(Stars, String)]) -> Option<AnyView> {
    if texts.is_empty() {
        return None;
    }
    let items = texts.iter().map(|(stars, text)| {
        view! {
            <li class="portal-message">
                <p class="portal-caption">{t_count(lang, "rating-stars", u64::from(stars.number()))}</p>
                <p class="portal-message-body">{text.clone()}</p>
            </li>
        }
    });
    Some(
        view! {
            <h3 class="h6">{t(lang, "ratings-texts")}</h3>
            <ul class="portal-messages">{items.collect_view()}</ul>
        }
        .into_any(),
    )
}
