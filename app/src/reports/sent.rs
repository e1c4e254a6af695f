//! The page after sending: the number, what happens next, and later the answer.

use contract::reports::{ReportReceipt, ReportState};
use leptos::prelude::*;

use super::words;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::{t, t_args},
    ui::{paragraphs, words_at},
};

/// The page after sending; it can be opened again.
#[must_use]
pub fn contact_sent(frame: &Frame, receipt: &ReportReceipt) -> String {
    let lang = frame.lang;
    let title = t(lang, "report-sent");
    let page = Page::new(Section::Elsewhere, title).under(t(lang, "contact-title"), routes::contacts(lang));
    document(frame, &page, || {
        let next =
            (receipt.state == ReportState::Open).then(|| view! { <p>{words::next(lang, receipt.kind)}</p> });
        let answer = receipt.answer.as_ref().map(|answer| {
            view! {
                <section class="portal-part-of-page">
                    <h2 class="h4">{t(lang, "report-answer")}</h2>
                    <div class="portal-message">{paragraphs(&answer.replace('\n', "\n\n"))}</div>
                </section>
            }
        });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">{t_args(lang, "report-number", &[("number", &receipt.number)])}</p>
                <p>{words::badge(lang, receipt.state)}</p>
                <p>
                    {format!("{}. ", words::kind(lang, receipt.kind))}
                    {words_at(lang, t(lang, "report-received"), receipt.received_at)}
                </p>
                {next}
                {answer}
                <p><a href=routes::services(lang)>{t(lang, "error-to-services")}</a></p>
            </div>
        }
    })
}
