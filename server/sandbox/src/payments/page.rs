//! The page where one "pays": what is in the cart, how it ends, when the receipt leaves.

use std::time::Duration;

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use pagopa::cart::CartRequest;
use serde::Deserialize;
use url::Url;

use super::{Cart, Collector, receipts};

const TITLE: &str = "Pagamento di prova";

/// After how long a late receipt leaves.
const LATE: Duration = Duration::from_secs(6);

/// The button that was pressed, and what becomes of the receipt.
#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    azione: String,
    #[serde(default)]
    ricevuta: String,
}

/// What can become of a receipt: value, words.
const DELIVERIES: [(&str, &str); 4] = [
    ("subito", "Subito"),
    ("tardi", "In ritardo di qualche secondo"),
    ("doppia", "Due volte"),
    ("mai", "Mai"),
];

pub(super) async fn show(State(collector): State<Collector>, Path(id): Path<String>) -> Response {
    let Some(cart) = collector.carts().get(&id).cloned() else { return unknown() };
    if cart.ended {
        return ended(&cart.request);
    }
    let body = html! {
        h1 { (TITLE) }
        p { "Nessun denaro si muove: questa pagina fa le veci di pagoPA." }
        (contents(&cart.request))
        form method="post" action=(format!("/checkout/{id}")) {
            p {
                label for="ricevuta" { "La ricevuta arriva al Comune " }
                select id="ricevuta" name="ricevuta" {
                    @for (value, words) in DELIVERIES { option value=(value) { (words) } }
                }
            }
            p { button type="submit" name="azione" value="paga" { strong { "Paga" } } }
            p { button type="submit" name="azione" value="rifiuta" class="cancel" { "Pagamento rifiutato" } }
            p { button type="submit" name="azione" value="annulla" class="cancel" { "Annulla" } }
        }
    };
    respond(StatusCode::OK, &body, &form_action(&cart.request))
}

fn contents(cart: &CartRequest) -> Markup {
    let total: i64 = cart.payment_notices.iter().map(|notice| notice.amount).sum();
    html! {
        ul {
            @for notice in &cart.payment_notices {
                li {
                    strong { (notice.description) } br;
                    "Avviso " (notice.notice_number) ", " (notice.company_name) ", € "
                    (pagopa::amount::written(notice.amount))
                }
            }
        }
        p { "Totale: " strong { "€ " (pagopa::amount::written(total)) } }
    }
}

pub(super) async fn answer(
    State(collector): State<Collector>,
    Path(id): Path<String>,
    Form(choice): Form<Choice>,
) -> Response {
    // A cart is paid once, however often the button is pressed.
    let cart = {
        let mut carts = collector.carts();
        let Some(cart) = carts.get_mut(&id) else { return unknown() };
        let before = cart.clone();
        cart.ended = true;
        before
    };
    let Cart { request, ended: was_ended } = cart;
    if was_ended {
        return ended(&request);
    }
    let urls = &request.return_urls;
    let back = match choice.azione.as_str() {
        "paga" => {
            deliver(&collector, &request, &choice.ricevuta).await;
            &urls.return_ok_url
        }
        "rifiuta" => &urls.return_error_url,
        _ => &urls.return_cancel_url,
    };
    Redirect::to(back).into_response()
}

/// Delivers the receipts of a paid cart, now or later.
async fn deliver(collector: &Collector, cart: &CartRequest, how: &str) {
    let times = match how {
        "mai" => 0,
        "doppia" => 2,
        _ => 1,
    };
    let receipts: Vec<String> = cart.payment_notices.iter().map(|of| receipts::message(cart, of)).collect();
    let (sender, late) = (collector.clone(), how == "tardi");
    let work = async move {
        if late {
            tokio::time::sleep(LATE).await;
        }
        for _ in 0..times {
            for receipt in &receipts {
                receipts::send(&sender, receipt).await;
            }
        }
    };
    if late {
        tokio::spawn(work);
    } else {
        work.await;
    }
}

fn unknown() -> Response {
    let body = html! {
        h1 { "Carrello sconosciuto" }
        p { "Torna al portale e ricomincia il pagamento da lì." }
    };
    respond(StatusCode::NOT_FOUND, &body, "'self'")
}

fn ended(cart: &CartRequest) -> Response {
    let body = html! {
        h1 { "Questo carrello è chiuso" }
        (contents(cart))
        p { a href=(cart.return_urls.return_waiting_url) { "Torna al portale" } }
    };
    respond(StatusCode::OK, &body, "'self'")
}

/// Chromium applies form-action to the redirect that follows the form as well.
fn form_action(cart: &CartRequest) -> String {
    let back = Url::parse(&cart.return_urls.return_ok_url);
    let back = back.map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    format!("'self' {back}")
}

fn respond(status: StatusCode, body: &Markup, form_action: &str) -> Response {
    crate::html::respond(status, TITLE, "qui non si paga niente", body, form_action)
}
