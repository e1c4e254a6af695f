//! A payment end to end: the portal's adapter hands a cart over, a browser pays, the receipt reaches the station.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use adapters::checkout::{Checkout, CheckoutSettings};
use axum::{Router, extract::State, http::HeaderMap, routing::post};
use domain::ports::{PaymentGateway as _, PortError};
use pagopa::{
    cart::{CartNotice, CartRequest, ReturnUrls},
    receipt::Delivery,
};
use reqwest::header;
use sandbox::{Fault, Running, Station};
use url::Url;

use crate::browser::{browser, sandbox};

fn checkout(sandbox: &Running, key: &str) -> Checkout {
    let base = Url::parse(&sandbox.base_url).unwrap();
    let api = base.join("/checkout/ec/v2").unwrap();
    Checkout::new(CheckoutSettings { api, site: base, key: Some(key.to_owned()) }).unwrap()
}

fn cart(notices: &[(&str, i64)]) -> CartRequest {
    let notices = notices.iter().map(|(nav, amount)| CartNotice {
        notice_number: (*nav).to_owned(),
        fiscal_code: "77777777777".to_owned(),
        amount: *amount,
        company_name: "Comune di Prova".to_owned(),
        description: "Tassa sui rifiuti".to_owned(),
    });
    let back = |how: &str| format!("http://127.0.0.1:3000/ritorno/{how}");
    CartRequest {
        email_notice: None,
        payment_notices: notices.collect(),
        return_urls: ReturnUrls {
            return_ok_url: back("fatto"),
            return_cancel_url: back("annullato"),
            return_error_url: back("errore"),
            return_waiting_url: back("attesa"),
        },
        id_cart: Some("un carrello".to_owned()),
    }
}

type Received = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A portal that only writes down what the hub sends.
async fn portal(sandbox: &Running) -> Received {
    async fn note(State(received): State<Received>, headers: HeaderMap, body: String) {
        received.lock().unwrap().push((headers, body));
    }
    let received = Received::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/stazione", listener.local_addr().unwrap());
    let router = Router::new().route("/stazione", post(note)).with_state(received.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    sandbox.deliver_to(Station { url, key: "una parola".to_owned() });
    received
}

/// Presses a button of the page where one pays; returns where it leads.
async fn press(url: &str, action: &str, delivery: &str) -> String {
    let answer =
        browser().post(url).form(&[("azione", action), ("ricevuta", delivery)]).send().await.unwrap();
    answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_cart_is_paid_and_its_receipts_are_delivered_before_the_browser_comes_back() {
    let sandbox = sandbox().await;
    let received = portal(&sandbox).await;
    let cart = cart(&[("301000000000000144", 5_800), ("302202600000012372", 17_400)]);
    let url = checkout(&sandbox, "sandbox-secret").open_cart(&cart).await.unwrap();
    let page = browser().get(&url).send().await.unwrap().text().await.unwrap();
    for words in ["Tassa sui rifiuti", "301000000000000144", "58.00", "232.00", "Paga", "Annulla"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(press(&url, "paga", "subito").await.ends_with("/fatto"));
    let received = received.lock().unwrap().clone();
    assert_eq!(received.len(), 2);
    for ((headers, message), notice) in received.iter().zip(&cart.payment_notices) {
        assert_eq!(headers[header::AUTHORIZATION], "Bearer una parola");
        let delivery = Delivery::read(message).unwrap();
        assert_eq!(
            (delivery.receipt.notice.as_str(), delivery.receipt.cents),
            (notice.notice_number.as_str(), notice.amount)
        );
        assert_eq!(delivery.receipt.reference, notice.notice_number[1..]);
        assert_eq!(delivery.receipt.note.as_deref(), Some("un carrello"));
    }
}

#[tokio::test]
async fn how_a_payment_ends_is_the_payers_choice_and_ends_once() {
    let sandbox = sandbox().await;
    let received = portal(&sandbox).await;
    let gateway = checkout(&sandbox, "sandbox-secret");
    let count = || received.lock().unwrap().len();
    let cart = cart(&[("301000000000000144", 5_800)]);
    for (action, delivery, ends, receipts) in [
        ("annulla", "subito", "/annullato", 0),
        ("rifiuta", "subito", "/errore", 0),
        ("paga", "mai", "/fatto", 0),
        ("paga", "doppia", "/fatto", 2),
    ] {
        let (url, before) = (gateway.open_cart(&cart).await.unwrap(), count());
        assert!(press(&url, action, delivery).await.ends_with(ends), "{action} {delivery}");
        assert_eq!(count() - before, receipts, "{action} {delivery}");
        let again = browser().post(&url).form(&[("azione", "paga")]).send().await.unwrap();
        assert!(again.text().await.unwrap().contains("Questo carrello è chiuso"));
        assert_eq!(count() - before, receipts, "a second click pays nothing");
    }
    let twice = received.lock().unwrap().clone();
    assert_eq!(twice[0].1, twice[1].1, "the same receipt, sent again");
    let url = gateway.open_cart(&cart).await.unwrap();
    press(&url, "paga", "tardi").await;
    assert_eq!(count(), 2, "a late receipt is not there yet");
    tokio::time::sleep(Duration::from_secs(8)).await;
    assert_eq!(count(), 3);
}

#[tokio::test]
async fn a_gateway_that_is_down_refuses_or_leads_astray_is_told_apart() {
    let sandbox = sandbox().await;
    let cart_of_one = cart(&[("301000000000000144", 5_800)]);
    let wrong = checkout(&sandbox, "guess").open_cart(&cart_of_one).await;
    assert!(matches!(wrong, Err(PortError::Refused(_, ref why)) if why.contains("401")), "{wrong:?}");
    let empty = checkout(&sandbox, "sandbox-secret").open_cart(&cart(&[])).await;
    assert!(
        matches!(empty, Err(PortError::Refused(_, ref why)) if why.contains("paymentNotices")),
        "{empty:?}"
    );
    sandbox.set_fault(Fault::PaymentsDown);
    let down = checkout(&sandbox, "sandbox-secret").open_cart(&cart_of_one).await;
    assert!(matches!(down, Err(PortError::Unavailable(..))), "{down:?}");
    sandbox.set_fault(Fault::None);
    let api = Url::parse(&sandbox.base_url).unwrap().join("/checkout/ec/v2").unwrap();
    let site = Url::parse("https://checkout.pagopa.example").unwrap();
    let astray =
        Checkout::new(CheckoutSettings { api, site, key: Some("sandbox-secret".to_owned()) }).unwrap();
    let astray = astray.open_cart(&cart_of_one).await;
    assert!(
        matches!(astray, Err(PortError::Refused(_, ref why)) if why.contains("another site")),
        "{astray:?}"
    );
    let address = Url::parse(&sandbox.base_url).unwrap();
    sandbox.shutdown().await;
    let gone = CheckoutSettings { api: address.clone(), site: address, key: None };
    let gone = Checkout::new(gone).unwrap().open_cart(&cart_of_one).await;
    assert!(matches!(gone, Err(PortError::Unavailable(..))), "{gone:?}");
    let plain = Url::parse("http://pagopa.example").unwrap();
    assert!(Checkout::new(CheckoutSettings { api: plain.clone(), site: plain, key: None }).is_err());
}

#[tokio::test]
async fn what_the_description_of_carts_does_not_allow_is_a_problem() {
    let sandbox = sandbox().await;
    let url = format!("{}/checkout/ec/v2/carts", sandbox.base_url);
    for body in ["", "{}", "[]", "{\"paymentNotices\":[],\"returnUrls\":{}}"] {
        let answer = browser().post(&url).header("Ocp-Apim-Subscription-Key", "sandbox-secret");
        let answer = answer.body(body).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{body}");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
    let unknown = browser().get(format!("{}/checkout/nothing", sandbox.base_url)).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}
