//! The pages that every public body's site has: help, privacy, accessibility, legal notes.

use contract::reports::ReportKind;
use leptos::prelude::*;

use crate::{
    catalogue::feedback,
    layout::{Frame, Page, Section, document, reach_us},
    reports::contact_block,
    routes,
    texts::{t, t_args},
    ui::paragraphs,
};

/// One of the pages about the portal itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Info {
    /// Help and contacts.
    Help,
    /// Questions that are often asked.
    Faq,
    /// How personal data are treated.
    Privacy,
    /// The declaration of accessibility.
    Accessibility,
    /// Legal notes and the licence of the contents.
    LegalNotes,
}

impl Info {
    /// Every page about the portal itself.
    pub const ALL: [Self; 5] = [Self::Help, Self::Faq, Self::Privacy, Self::Accessibility, Self::LegalNotes];
}

/// A page about the portal itself. Its sections are in the catalogue of texts.
#[must_use]
pub fn info(frame: &Frame, which: Info) -> String {
    let lang = frame.lang;
    let (title, sections): (_, &[(&str, &str)]) = match which {
        Info::Help => (
            "help-title",
            &[
                ("help-begin", "help-begin-text"),
                ("help-fill", "help-fill-text"),
                ("help-again", "help-again-text"),
                ("help-rows", "help-rows-text"),
                ("help-draft", "help-draft-text"),
                ("help-two", "help-two-text"),
                ("help-version", "help-version-text"),
                ("help-sign", "help-sign-text"),
                ("help-after", "help-after-text"),
                ("help-person", "help-person-text"),
                ("help-outage", "help-outage-text"),
                ("help-hold", "help-hold-text"),
                ("help-terms", "help-terms-text"),
                ("help-next", "help-next-text"),
                ("help-same", "help-same-text"),
                ("help-pay", "help-pay-text"),
                ("help-paid", "help-paid-text"),
                ("help-notices", "help-notices-text"),
                ("help-acts", "help-acts-text"),
            ],
        ),
        Info::Faq => (
            "faq-title",
            &[
                ("faq-identity", "faq-identity-text"),
                ("faq-which", "faq-which-text"),
                ("faq-other", "faq-other-text"),
                ("faq-when", "faq-when-text"),
                ("faq-mistake", "faq-mistake-text"),
                ("faq-documents", "faq-documents-text"),
                ("faq-receipt", "faq-receipt-text"),
                ("faq-office", "faq-office-text"),
                ("faq-data", "faq-data-text"),
            ],
        ),
        Info::Privacy => (
            "privacy-title",
            &[
                ("privacy-who", "privacy-who-text"),
                ("privacy-why", "privacy-why-text"),
                ("privacy-reports", "privacy-reports-text"),
                ("privacy-rights", "privacy-rights-text"),
                ("privacy-cookies", "privacy-cookies-text"),
            ],
        ),
        Info::Accessibility => (
            "accessibility-title",
            &[
                ("accessibility-state", "accessibility-state-text"),
                ("accessibility-feedback", "accessibility-feedback-text"),
            ],
        ),
        Info::LegalNotes => (
            "legal-title",
            &[
                ("legal-licence", "legal-licence-text"),
                ("legal-software", "legal-software-text"),
                ("legal-acts", "legal-acts-text"),
            ],
        ),
    };
    let title = t(lang, title);
    document(frame, &Page::new(Section::Elsewhere, title), || {
        let (ente, pec) = (frame.ente.name.as_str(), frame.ente.pec.as_str());
        let sections = sections.iter().map(|(heading, key)| {
            let text = t_args(lang, key, &[("ente", ente), ("pec", pec)]);
            // The model of municipal sites marks the licence, so that its validator finds it.
            let licence = *heading == "legal-licence";
            let obstacle = (*heading == "accessibility-feedback").then(|| {
                let form = routes::contact(lang, ReportKind::Accessibility.word());
                view! { <p><a href=form>{t(lang, "accessibility-feedback-form")}</a></p> }
            });
            view! {
                <section class="portal-part-of-page">
                    <h2 class="h4" data-element=licence.then_some("legal-notes-section")>{t(lang, heading)}</h2>
                    <div data-element=licence.then_some("legal-notes-body")>{paragraphs(&text)}</div>
                    {obstacle}
                </section>
            }
        });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                {sections.collect_view()}
                {feedback(frame, &frame.path)}
                {contact_block(frame, None)}
                <section class="portal-part-of-page">
                    <h2 class="h4">{t(lang, "footer-reach-us")}</h2>
                    {reach_us(frame)}
                </section>
            </div>
        }
    })
}
