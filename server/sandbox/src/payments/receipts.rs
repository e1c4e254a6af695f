//! Receipts, as the hub delivers them to the station of a municipality: `paSendRTV2` over SOAP.

use jiff::{Timestamp, tz::TimeZone};
use pagopa::{
    Nav,
    cart::{CartNotice, CartRequest},
    receipt::{Delivery, Receipt, Subject, Transfer},
};
use rand::Rng as _;
use reqwest::header;

use super::Collector;

static ROME: TimeZone = jiff::tz::get!("Europe/Rome");

/// The message with the receipt of a notice that was just paid.
#[expect(clippy::disallowed_methods, reason = "a payment happens when somebody presses the button")]
pub(super) fn message(cart: &CartRequest, notice: &CartNotice) -> String {
    let now = Timestamp::now().to_zoned(ROME.clone());
    let nobody = || Subject { person: true, code: "ANONIMO".to_owned(), name: "ANONIMO".to_owned() };
    let receipt = Receipt {
        id: format!("{:032x}", rand::rng().random::<u128>()),
        notice: notice.notice_number.clone(),
        creditor: notice.fiscal_code.clone(),
        executed: true,
        reference: Nav::parse(&notice.notice_number).map(|nav| nav.iuv().to_string()).unwrap_or_default(),
        cents: notice.amount,
        description: notice.description.clone(),
        company: notice.company_name.clone(),
        debtor: nobody(),
        transfers: vec![Transfer {
            place: 1,
            cents: notice.amount,
            creditor: notice.fiscal_code.clone(),
            iban: Some("IT0000000000000000000000000".to_owned()),
            remittance: notice.description.clone(),
            category: "9/0101101IM/".to_owned(),
        }],
        psp: "SANDBOX".to_owned(),
        psp_code: Some("99990001127".to_owned()),
        psp_name: "Banca di prova".to_owned(),
        channel: "99990001127_01".to_owned(),
        channel_kind: "CHECKOUT".to_owned(),
        payer: Some(nobody()),
        method: Some("creditCard".to_owned()),
        note: cart.id_cart.clone(),
        fee: Some(150),
        paid_at: Some(now.strftime("%Y-%m-%dT%H:%M:%S").to_string()),
        applied_on: Some(now.date().to_string()),
        transferred_on: None,
        stand_in: false,
    };
    Delivery {
        creditor: notice.fiscal_code.clone(),
        broker: notice.fiscal_code.clone(),
        station: format!("{}_01", notice.fiscal_code),
        receipt,
    }
    .written()
}

/// Delivers a message to the portal; what it answers goes into the log.
pub(super) async fn send(collector: &Collector, message: &str) {
    let station = collector.station();
    let sent = collector
        .0
        .http
        .post(&station.url)
        .header(header::CONTENT_TYPE, "text/xml; charset=utf-8")
        .header("SOAPAction", "paSendRTV2")
        .bearer_auth(&station.key)
        .body(message.to_owned())
        .send()
        .await;
    match sent {
        Ok(answer) => tracing::info!(status = answer.status().as_u16(), "a receipt was delivered"),
        Err(error) => tracing::warn!(error = %error.without_url(), "a receipt could not be delivered"),
    }
}
