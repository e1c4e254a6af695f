//! The frame of the sandbox's own pages.

use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use maud::{DOCTYPE, Markup, html};

/// A page, with a policy that lets nothing run and forms go only where it says.
pub(crate) fn respond(status: StatusCode, title: &str, body: &Markup, form_action: &str) -> Response {
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
                header { p { strong { "Ambiente di prova" } " - qui non si usano SPID e CIE veri" } }
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
