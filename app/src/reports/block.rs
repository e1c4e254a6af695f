//! "Contatta il Comune": the ways to a person, at the end of every page about services.

use contract::reports::ReportKind;
use leptos::prelude::*;

use crate::{
    layout::Frame,
    routes,
    texts::{t, t_args},
};

/// The block, about one service where there is one: whoever follows it need not choose that again.
pub(crate) fn contact_block(frame: &Frame, service: Option<&str>) -> AnyView {
    let lang = frame.lang;
    let dialled: String = frame.ente.phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let to = |kind: ReportKind| routes::contact_about(lang, kind, service);
    view! {
        <section class="portal-group portal-contact" aria-labelledby="contatta-il-comune">
            <h2 class="h4" id="contatta-il-comune">{t(lang, "contact-title")}</h2>
            <ul>
                <li><a href=routes::faq(lang)>{t(lang, "contact-faq")}</a></li>
                <li>
                    <a href=to(ReportKind::Assistance) data-element="contacts">{t(lang, "contact-assistance")}</a>
                </li>
                <li>
                    <a href=format!("tel:{dialled}")>{t_args(lang, "contact-call", &[("phone", &frame.ente.phone)])}</a>
                </li>
                <li>
                    <a href=to(ReportKind::Appointment) data-element="appointment-booking">
                        {t(lang, "contact-appointment")}
                    </a>
                </li>
            </ul>
            <h3 class="h6">{t(lang, "contact-faults")}</h3>
            <ul>
                <li><a href=to(ReportKind::Fault)>{t(lang, "contact-fault")}</a></li>
            </ul>
        </section>
    }
    .into_any()
}
