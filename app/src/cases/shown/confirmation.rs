//! The page after sending: the number, when it was received, what happens next, the receipt.

use contract::{Lang, cases::ReceiptPage, rating::RatingForm};
use leptos::prelude::*;

use super::rating::{rating, rating_problems};
use crate::{
    layout::{Frame, Page, Section, document},
    messages::register_name,
    routes,
    texts::{t, t_args},
    ui::{icon, paragraphs, time},
};

/// The confirmation of a case that was sent, with the question how it went. It may be opened again at
/// any time; `form` is what was typed when the rating was refused.
#[must_use]
pub fn confirmation(frame: &Frame, receipt: &ReceiptPage, form: &RatingForm) -> String {
    let lang = frame.lang;
    let title = t_args(lang, "confirmation-title", &[("procedure", &receipt.procedure)]);
    let page = Page::new(Section::Personal, title.clone()).wrong_if(!form.problems.is_empty());
    document(frame, &page, || {
        let pdf = if receipt.pdf_ready {
            view! {
                <a class="btn btn-primary" href=routes::receipt(lang, receipt.case)>
                    {icon(&frame.assets, "it-download", "icon icon-sm icon-white")}
                    <span>{t(lang, "receipt-download")}</span>
                </a>
            }
            .into_any()
        } else {
            receipt_being_made(lang, routes::confirmation(lang, receipt.case))
        };
        let next = receipt.next.iter().map(|text| paragraphs(text));
        view! {
            {rating_problems(lang, form)}
            <div class="portal-text">
                <div class="portal-panel">
                    {icon(&frame.assets, "it-check-circle", "icon icon-lg icon-white")}
                    <h1>{title.clone()}</h1>
                    <p>
                        <span>{t(lang, "confirmation-number")}</span>
                        <strong class="portal-number">{receipt.number.clone()}</strong>
                    </p>
                </div>
                <dl class="portal-answers">
                    <div class="portal-answer">
                        <dt>{t(lang, "case-received-at")}</dt>
                        <dd>{time(lang, receipt.received_at)}</dd>
                    </div>
                    <div class="portal-answer">
                        <dt>{t(lang, "case-protocollo")}</dt>
                        <dd>{register_name(lang, &receipt.protocollo)}</dd>
                    </div>
                    <div class="portal-answer">
                        <dt>{t(lang, "case-office")}</dt>
                        <dd>{receipt.office.clone()}</dd>
                    </div>
                </dl>
                <h2 class="h4">{t(lang, "confirmation-next")}</h2>
                {paragraphs(&receipt.effect)} {next.collect_view()}
                <div class="portal-buttons">
                    {pdf}
                    <a class="btn btn-outline-primary" href=routes::case(lang, receipt.case)>
                        {t(lang, "confirmation-follow")}
                    </a>
                </div>
                {rating(frame, receipt, form)}
            </div>
        }
    })
}

/// Instead of the receipt while its PDF is being made: the way to look again at the page `again`.
pub(super) fn receipt_being_made(lang: Lang, again: String) -> AnyView {
    view! {
        <p class="portal-wait">
            <span>{format!("{} ", t(lang, "receipt-not-ready"))}</span>
            <a href=again>{t(lang, "documents-refresh")}</a>
        </p>
    }
    .into_any()
}
