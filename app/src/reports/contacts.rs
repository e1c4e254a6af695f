//! The ways to reach the municipality, and what the reader has sent so far.

use contract::{
    Lang,
    reports::{ReportKind, ReportRow},
};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    routes,
    texts::t,
    ui::day,
};

/// The page of contacts; `mine` is what the reader sent while logged in.
#[must_use]
pub fn contacts(frame: &Frame, mine: &[ReportRow]) -> String {
    let lang = frame.lang;
    let title = t(lang, "contact-title");
    document(frame, &Page::new(Section::Elsewhere, title), || {
        let ways = ReportKind::ALL.into_iter().map(|kind| {
            view! {
                <li>
                    <h2 class="h5">
                        <a href=routes::contact(lang, kind.word())>{words::kind(lang, kind)}</a>
                    </h2>
                    <p>{words::lead(lang, kind)}</p>
                </li>
            }
        });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">
                    <span>{format!("{} ", t(lang, "contact-lead"))}</span>
                    <a href=routes::faq(lang)>{t(lang, "contact-faq")}</a>
                </p>
                <ul class="portal-plain">{ways.collect_view()}</ul>
                {own(lang, mine)}
                <section class="portal-part-of-page">
                    <h2 class="h4">{t(lang, "footer-reach-us")}</h2>
                    {reach_us(frame)}
                </section>
            </div>
        }
    })
}

fn own(lang: Lang, mine: &[ReportRow]) -> Option<AnyView> {
    if mine.is_empty() {
        return None;
    }
    let rows = mine.iter().map(|row| {
        view! {
            <li>
                <a href=routes::contact_sent(lang, row.id)>
                    {format!("{} – {}", row.number, words::kind(lang, row.kind))}
                </a>
                <span>" "</span>
                {day(lang, row.received_at)}
                <span>" "</span>
                {words::badge(lang, row.state)}
            </li>
        }
    });
    Some(
        view! {
            <section class="portal-part-of-page">
                <h2 class="h4">{t(lang, "contact-mine")}</h2>
                <ul>{rows.collect_view()}</ul>
            </section>
        }
        .into_any(),
    )
}
