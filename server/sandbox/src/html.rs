//! The frame of the sandbox's own pages: plainly not the portal, nothing inline, kept by nobody.

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

/// A page. `note` says in the header what is not real here; `form_action` where its forms may lead.
pub(crate) fn respond(
    status: StatusCode,
    title: &str,
    note: &str,
    body: &Markup,
    form_action: &str,
) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="it" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " - Sportello, ambiente di prova" }
                link rel="stylesheet" href="/sandbox.css";
                link rel="icon" href="data:,";
            }
            body {
                header { p { strong { "Ambiente di prova" } " - " (note) } }
                main { (body) }
            }
        }
    };
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action {form_action}; \
         frame-ancestors 'none'; base-uri 'none'"
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Html(page.into_string())).into_response()
}
