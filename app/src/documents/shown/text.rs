//! The text that was found in a document: read by a screen reader, searched by the browser.

use contract::documents::DocumentText;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document},
    routes,
    texts::t,
};

/// The text of a document as it was found, page after page.
#[must_use]
pub fn document_text(frame: &Frame, found: &DocumentText) -> String {
    let lang = frame.lang;
    let title = t(lang, "document-text-title");
    let page = Page::new(Section::Personal, format!("{title} – {}", found.name));
    document(frame, &page, || {
        let text = match &found.text {
            Some(text) => view! { <div class="portal-document-text">{text.clone()}</div> }.into_any(),
            None => view! { <p>{t(lang, "document-text-none")}</p> }.into_any(),
        };
        view! {
            <div class="portal-text">
                <h1 class="portal-break">{found.name.clone()}</h1>
                <p>{t(lang, "document-text-lead")}</p>
                <p>
                    <a href=routes::document_shown(lang, found.document)>{t(lang, "document-read")}</a>
                </p>
                {text}
            </div>
        }
    })
}
