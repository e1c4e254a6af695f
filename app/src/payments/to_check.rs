//! The office's list of receipts that pay no notice: money that somebody has to look into.

use contract::{money::euros, payments::ReceiptToCheck};
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
    ui::time,
};

/// Receipts that pay no notice.
#[must_use]
pub fn office_receipts(frame: &Frame, receipts: &[ReceiptToCheck]) -> String {
    let lang = frame.lang;
    let title = t(lang, "receipts-title");
    let page = Page::new(Section::Office, title).under(t(lang, "inbox-title"), routes::office_inbox(lang));
    document(frame, &page, || {
        view! {
            <h1>{title}</h1>
            <p class="portal-text">{t(lang, "receipts-lead")}</p>
            {table(frame, receipts)}
        }
    })
}

fn table(frame: &Frame, receipts: &[ReceiptToCheck]) -> AnyView {
    let lang = frame.lang;
    if receipts.is_empty() {
        return view! { <p>{t(lang, "receipts-none")}</p> }.into_any();
    }
    let heads = ["notice-nav", "receipts-why", "notice-amount", "receipts-at", "proof-psp", "proof-token"]
        .map(|key| view! { <th role="columnheader" scope="col">{t(lang, key)}</th> });
    let rows = receipts.iter().map(|receipt| {
        let why = t(lang, &format!("receipt-{}", receipt.fault.as_str()));
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="portal-break">{receipt.nav.clone()}</th>
                <td role="cell" data-label=t(lang, "receipts-why")>{why}</td>
                <td role="cell" data-label=t(lang, "notice-amount")>{euros(receipt.cents, lang)}</td>
                <td role="cell" data-label=t(lang, "receipts-at")>{time(lang, receipt.at)}</td>
                <td role="cell" data-label=t(lang, "proof-psp")>{receipt.psp.clone()}</td>
                <td role="cell" data-label=t(lang, "proof-token") class="portal-break">{receipt.token.clone()}</td>
            </tr>
        }
    });
    view! {
        <table class="table portal-table" role="table">
            <caption class="visually-hidden">{t(lang, "receipts-title")}</caption>
            <thead role="rowgroup">
                <tr role="row">{heads.into_iter().collect_view()}</tr>
            </thead>
            <tbody role="rowgroup">{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
