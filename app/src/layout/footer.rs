//! The footer of every page: contacts and the pages that the law asks for.

use contract::reports::ReportKind;
use leptos::prelude::*;

use super::Frame;
use crate::{
    routes,
    texts::{t, t_args},
};

pub(super) fn footer(frame: &Frame) -> AnyView {
    let (lang, ente) = (frame.lang, &frame.ente);
    let contact = |kind: ReportKind| routes::contact(lang, kind.word());
    let accessibility = ente.accessibility_declaration.clone().unwrap_or_else(|| routes::accessibility(lang));
    view! {
        <footer class="it-footer" id="pie-di-pagina" tabindex="-1">
            <div class="it-footer-main">
                <div class="container">
                    <div class="portal-footer-brand">{ente.name.clone()}</div>
                    <div class="row">
                        <div class="col-lg-5 col-md-6 portal-footer-part">
                            <h2 class="portal-footer-title">{t(lang, "footer-contacts")}</h2>
                            <address>
                                <p>{ente.address.clone()}</p>
                                <p>{t_args(lang, "footer-fiscal-code", &[("code", &ente.fiscal_code)])}</p>
                            </address>
                        </div>
                        <div class="col-lg-4 col-md-6 portal-footer-part">
                            <h2 class="portal-footer-title">{t(lang, "footer-reach-us")}</h2>
                            {reach_us(frame)}
                        </div>
                        <nav class="col-lg-3 portal-footer-part" aria-label=t(lang, "footer-about")>
                            <h2 class="portal-footer-title">{t(lang, "footer-about")}</h2>
                            <ul>
                                <li><a href=routes::faq(lang) data-element="faq">{t(lang, "contact-faq")}</a></li>
                                <li><a href=contact(ReportKind::Fault) data-element="report-inefficiency">{t(lang, "contact-fault")}</a></li>
                                <li><a href=contact(ReportKind::Assistance)>{t(lang, "contact-assistance")}</a></li>
                                <li><a href=contact(ReportKind::Appointment)>{t(lang, "contact-appointment")}</a></li>
                                <li><a href=routes::help(lang)>{t(lang, "help-title")}</a></li>
                                <li><a href=routes::privacy(lang) data-element="privacy-policy-link">{t(lang, "privacy-title")}</a></li>
                                <li><a href=accessibility data-element="accessibility-link">{t(lang, "accessibility-title")}</a></li>
                                <li><a href=contact(ReportKind::Accessibility)>{t(lang, "footer-obstacle")}</a></li>
                                <li><a href=routes::albo(lang)>{t(lang, "albo-title")}</a></li>
                                <li><a href=routes::outages(lang)>{t(lang, "outages-title")}</a></li>
                                <li><a href=routes::legal_notes(lang) data-element="legal-notes">{t(lang, "legal-title")}</a></li>
                            </ul>
                        </nav>
                    </div>
                </div>
            </div>
        </footer>
    }
    .into_any()
}

/// Telephone, e-mail, PEC and opening hours, as links where a device can follow them.
pub(crate) fn reach_us(frame: &Frame) -> AnyView {
    let (lang, ente) = (frame.lang, &frame.ente);
    let dialled: String = ente.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let line = |name: &'static str, href: String, text: &str| {
        view! {
            <li>
                <span>{format!("{}: ", t(lang, name))}</span>
                <a href=href>{text.to_owned()}</a>
            </li>
        }
    };
    view! {
        <ul>
            {line("contact-phone", format!("tel:{dialled}"), &ente.phone)}
            {line("contact-email", format!("mailto:{}", ente.email), &ente.email)}
            {line("contact-pec", format!("mailto:{}", ente.pec), &ente.pec)}
            {(!ente.hours.is_empty()).then(|| view! { <li>{ente.hours.clone()}</li> })}
        </ul>
    }
    .into_any()
}
