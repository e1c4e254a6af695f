//! The pages that every public body's site has: help, privacy, accessibility, legal notes.

use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    texts::{t, t_args},
    ui::paragraphs,
};

/// One of the pages about the portal itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Info {
    /// Help and contacts.
    Help,
    /// How personal data are treated.
    Privacy,
    /// The declaration of accessibility.
    Accessibility,
    /// Legal notes and the licence of the contents.
    LegalNotes,
}

impl Info {
    /// Every page about the portal itself.
    pub const ALL: [Self; 4] = [Self::Help, Self::Privacy, Self::Accessibility, Self::LegalNotes];
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
                ("help-same", "help-same-text"),
                ("help-pay", "help-pay-text"),
                ("help-paid", "help-paid-text"),
            ],
        ),
        Info::Privacy => (
            "privacy-title",
            &[
                ("privacy-who", "privacy-who-text"),
                ("privacy-why", "privacy-why-text"),
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
        let sections = sections.iter().map(|(heading, text)| {
            let text = t_args(lang, text, &[("ente", ente), ("pec", pec)]);
            view! {
                <section class="portal-part-of-page">
                    <h2 class="h4">{t(lang, heading)}</h2>
                    {paragraphs(&text)}
                </section>
            }
        });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                {sections.collect_view()}
                <section class="portal-part-of-page">
                    <h2 class="h4">{t(lang, "error-contact")}</h2>
                    {reach_us(frame)}
                </section>
            </div>
        }
    })
}
