//! The mails to be read: a list, one whole, and all of them as JSON for tests.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use maud::html;

use super::{KeptMail, PostOffice};
use crate::html::respond;

/// What is not real here.
const NOTE: &str = "queste lettere non sono partite davvero";

/// `GET /posta`, `GET /posta/{number}`, `GET /posta.json`.
pub(crate) fn router(office: PostOffice) -> Router {
    Router::new()
        .route("/posta", get(list))
        .route("/posta.json", get(all))
        .route("/posta/{number}", get(show))
        .with_state(office)
}

async fn all(State(office): State<PostOffice>) -> Json<Vec<KeptMail>> {
    Json(office.mails())
}

async fn list(State(office): State<PostOffice>) -> Response {
    let mails = office.mails();
    let body = html! {
        h1 { "Posta" }
        p { "Le email che il portale ha spedito. Nessuna è uscita da qui." }
        @if mails.is_empty() { p { "Non c'è ancora nessuna email." } }
        ul {
            @for mail in &mails {
                li {
                    a href=(format!("/posta/{}", mail.number)) { (mail.subject) }
                    " per " (mail.to.join(", "))
                }
            }
        }
    };
    respond(StatusCode::OK, "Posta", NOTE, &body, "'self'")
}

async fn show(State(office): State<PostOffice>, Path(number): Path<u64>) -> Response {
    let Some(mail) = office.mails().into_iter().find(|mail| mail.number == number) else {
        let body = html! { h1 { "Questa email non c'è" } p { a href="/posta" { "Tutta la posta" } } };
        return respond(StatusCode::NOT_FOUND, "Posta", NOTE, &body, "'self'");
    };
    let body = html! {
        p { a href="/posta" { "Tutta la posta" } }
        h1 { (mail.subject) }
        p { "Da " (mail.from) br; "Per " (mail.to.join(", ")) }
        @for line in mail.text.lines() {
            p {
                @for word in line.split(' ') {
                    @if word.starts_with("http://") || word.starts_with("https://") { a href=(word) { (word) } }
                    @else { (word) }
                    " "
                }
            }
        }
        @for file in &mail.files { p { "Allegato: " (file) } }
    };
    respond(StatusCode::OK, "Posta", NOTE, &body, "'self'")
}
