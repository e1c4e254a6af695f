//! The provider's pages, in plain Italian: who one may be, and what went wrong.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use url::Url;

use crate::{People, Person};

const TITLE: &str = "Accesso di prova";

/// `GET /sandbox.css`.
pub(super) async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("../../assets/sandbox.css"))
}

/// `GET /`: what this program is, for whoever opens its address.
pub(super) async fn front() -> Response {
    let body = html! {
        h1 { (TITLE) }
        p { "Questo programma fa le veci dei servizi esterni del portale: qui si sceglie chi essere per provarlo." }
        p { "Apri il portale e premi «Accedi». Le email che il portale spedisce arrivano nella " a href="/posta" { "posta" } "." }
    };
    respond(StatusCode::OK, TITLE, &body, "'self'")
}

/// The demo's people, one button each, and "Annulla". `query` is the portal's request, kept as it came.
pub(super) fn choose(people: &People, query: &str, back: &Url) -> Response {
    let (staff, citizens): (Vec<&Person>, Vec<&Person>) =
        people.all().iter().partition(|person| person.is_staff());
    let action = format!("/authorize?{query}");
    let body = html! {
        h1 { "Scegli con chi entrare" }
        p { "Queste persone sono inventate. Scegline una: il portale ti riconoscerà come lei. Non serve una password." }
        form method="post" action=(action) {
            (group("citizens", "Cittadini, professionisti e imprese", &citizens))
            (group("staff", "Personale del Comune", &staff))
            p { button type="submit" class="cancel" { "Annulla" } }
        }
    };
    // Chromium applies form-action to the redirect that follows the form as well.
    let form_action = format!("'self' {}", back.origin().ascii_serialization());
    respond(StatusCode::OK, TITLE, &body, &form_action)
}

/// A request that cannot be followed; the browser stays here.
pub(super) fn problem(status: StatusCode, text: &str) -> Response {
    let body = html! {
        h1 { "Richiesta di accesso non valida" }
        p { (text) }
        p { "Torna al portale e riprova. Se succede ancora, controlla la configurazione dell'accesso." }
    };
    respond(status, "Richiesta di accesso non valida", &body, "'self'")
}

fn group(id: &str, title: &str, people: &[&Person]) -> Markup {
    html! {
        @if !people.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) }
                ul {
                    @for person in people {
                        li {
                            button type="submit" name="person" value=(person.key) {
                                strong { (person.full_name()) }
                                span { (person.description.it) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn respond(status: StatusCode, title: &str, body: &Markup, form_action: &str) -> Response {
    crate::html::respond(status, title, "qui non si usano SPID e CIE veri", body, form_action)
}
