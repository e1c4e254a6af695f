//! The proof of a payment, with all that the citizen's copy must say (SANP, payment attestation).

use contract::{money::euros, payments::ReceiptView};
use leptos::prelude::*;

use super::pieces::civil_day;
use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
    ui::{alert, time},
};

/// The proof that a notice is paid.
#[must_use]
pub fn proof(frame: &Frame, proof: &ReceiptView) -> String {
    let lang = frame.lang;
    let title = t(lang, "proof-of-payment");
    let page = Page::new(Section::Payments, title).under(t(lang, "payments-title"), routes::payments(lang));
    let line = |key: &'static str, value: AnyView| {
        view! {
            <div class="portal-answer">
                <dt>{t(lang, key)}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    let text = |words: &str| view! { <span>{words.to_owned()}</span> }.into_any();
    document(frame, &page, || {
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                {(!proof.real).then(|| alert("alert alert-warning", None, t(lang, "proof-draft")))}
                {proof.overpaid.then(|| alert("alert alert-warning", None, t(lang, "proof-overpaid")))}
                <dl class="portal-answers">
                    {line("notice-amount", text(&euros(proof.cents, lang)))}
                    {line("proof-reason", text(&proof.reason))}
                    {line("proof-paid-at", time(lang, proof.paid_at))}
                    {proof.applied_on.map(|day| line("proof-applied-on", civil_day(lang, day)))}
                    {line("proof-debtor", text(&proof.debtor))}
                    {line("proof-creditor", text(&proof.creditor))}
                    {line("proof-creditor-code", text(&proof.creditor_code))}
                    {line("notice-nav", text(&proof.nav))}
                    {line("proof-iuv", text(&proof.iuv))}
                    {line("proof-token", text(&proof.token))}
                    {line("proof-psp", text(&proof.psp))}
                    {proof.psp_code.as_deref().map(|code| line("proof-psp-code", text(code)))}
                    {proof.fee.map(|cents| line("proof-fee", text(&euros(cents, lang))))}
                </dl>
                <p>{t(lang, "proof-pagopa")}</p>
                <p class="portal-how-to-print">{t(lang, "proof-how")}</p>
            </div>
        }
    })
}
