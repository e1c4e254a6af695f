//! When a page cannot be shown: what happened, what to do, that nothing is lost.

use contract::Code;
use leptos::prelude::*;

use crate::{
    layout::{Frame, Page, Section, document, reach_us},
    routes,
    texts::{code, code_hint, t, t_args},
};

/// What a failed request tells its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorPage {
    /// The HTTP status of the answer.
    pub status: u16,
    /// The reason, where there is one.
    pub code: Option<Code>,
    /// What the reader may tell the office, so that the request is found in the log.
    pub reference: Option<String>,
}

/// The page of a failed request. Header and footer stay; no red, no jargon.
#[must_use]
pub fn error(frame: &Frame, error: &ErrorPage) -> String {
    let lang = frame.lang;
    let (title, what) = words(frame, error);
    document(frame, &Page::new(Section::Elsewhere, title), || {
        let kept = (error.status >= 500).then(|| view! { <p>{t(lang, "error-nothing-lost")}</p> });
        let reference = error
            .reference
            .as_ref()
            .map(|reference| view! { <p>{t_args(lang, "error-reference", &[("reference", reference)])}</p> });
        view! {
            <div class="portal-text">
                <h1>{title}</h1>
                <p class="lead">{what}</p>
                {kept}
                <ul>
                    <li><a href=routes::dashboard(lang)>{t(lang, "error-to-dashboard")}</a></li>
                    <li><a href=routes::services(lang)>{t(lang, "error-to-services")}</a></li>
                </ul>
                <h2 class="h4">{t(lang, "error-contact")}</h2>
                {reference}
                {reach_us(frame)}
            </div>
        }
    })
}

/// The title and what to do: the reason's own words, or those of the status.
fn words(frame: &Frame, error: &ErrorPage) -> (&'static str, &'static str) {
    let lang = frame.lang;
    if let Some(why) = error.code {
        return (code(lang, why), code_hint(lang, why));
    }
    let (title, what) = match error.status {
        403 => ("error-403", "error-403-what"),
        404 | 410 => ("error-404", "error-404-what"),
        405 => ("error-405", "error-405-what"),
        503 => ("error-503", "error-503-what"),
        _ => ("error-500", "error-500-what"),
    };
    (t(lang, title), t(lang, what))
}
