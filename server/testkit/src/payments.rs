//! Payments for tests: a gateway that says what the test wants, receipts as the hub sends them, a tax position.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use domain::{
    PagoPa,
    ports::{PaymentGateway, PortError},
    taxes::{NewLine, NewPosition, Words},
};
use pagopa::{
    CreditorCode, Nav, Segregation,
    cart::CartRequest,
    receipt::{Delivery, Receipt, Subject, Transfer},
};

/// The tax code of the tests' municipality.
pub const CREDITOR: &str = "77777777777";

/// Keeps the carts that it is handed. Down when told so.
#[derive(Debug, Default)]
pub struct TestGateway {
    carts: Mutex<Vec<CartRequest>>,
    down: AtomicBool,
}

impl TestGateway {
    /// The carts it was handed, oldest first.
    pub fn carts(&self) -> Vec<CartRequest> {
        self.carts.lock().unwrap().clone()
    }

    /// Stops answering, or answers again.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::Relaxed);
    }
}

#[async_trait]
impl PaymentGateway for TestGateway {
    async fn open_cart(&self, cart: &CartRequest) -> Result<String, PortError> {
        cart.check().map_err(|wrong| PortError::Refused("the gateway", wrong.to_string()))?;
        if self.down.load(Ordering::Relaxed) {
            return Err(PortError::Unavailable("the gateway", "it is down".to_owned()));
        }
        self.carts.lock().unwrap().push(cart.clone());
        Ok(format!("https://checkout.example/{}", cart.id_cart.clone().unwrap_or_default()))
    }
}

/// How the tests' municipality collects.
pub(crate) fn pagopa(gateway: Option<Arc<TestGateway>>) -> PagoPa {
    PagoPa {
        creditor: CreditorCode::parse(CREDITOR).unwrap(),
        segregation: Segregation::new(1).unwrap(),
        broker: String::new(),
        station: "77777777777_01".to_owned(),
        real: false,
        gateway: gateway.map(|gateway| gateway as Arc<dyn PaymentGateway>),
    }
}

/// The delivery of a receipt for a notice, as the hub sends it.
#[must_use]
pub fn receipt_of(creditor: &str, nav: &str, cents: i64, token: &str) -> Delivery {
    let nav: String = nav.chars().filter(char::is_ascii_digit).collect();
    let subject = |name: &str| Subject { person: true, code: "ANONIMO".to_owned(), name: name.to_owned() };
    Delivery {
        creditor: creditor.to_owned(),
        broker: creditor.to_owned(),
        station: "77777777777_01".to_owned(),
        receipt: Receipt {
            id: token.to_owned(),
            creditor: creditor.to_owned(),
            executed: true,
            reference: Nav::parse(&nav).map(|nav| nav.iuv().to_string()).unwrap_or_default(),
            notice: nav,
            cents,
            description: "Tassa sui rifiuti".to_owned(),
            company: "Comune di Prova".to_owned(),
            debtor: subject("ANONIMO"),
            transfers: vec![Transfer {
                place: 1,
                cents,
                creditor: creditor.to_owned(),
                iban: Some("IT0000000000000000000000000".to_owned()),
                remittance: "Tassa sui rifiuti".to_owned(),
                category: "9/0101101IM/".to_owned(),
            }],
            psp: "ABI00000".to_owned(),
            psp_code: Some("88888888888".to_owned()),
            psp_name: "Banca di Prova".to_owned(),
            channel: "88888888888_01".to_owned(),
            channel_kind: "WISP".to_owned(),
            payer: None,
            method: Some("creditCard".to_owned()),
            note: None,
            fee: Some(150),
            paid_at: Some("2026-03-02T09:58:00".to_owned()),
            applied_on: Some("2026-03-02".to_owned()),
            transferred_on: Some("2026-03-03".to_owned()),
            stand_in: false,
        },
    }
}

/// The message of [`receipt_of`] for the tests' municipality.
#[must_use]
pub fn paid_by(nav: &str, cents: i64, token: &str) -> String {
    receipt_of(CREDITOR, nav, cents, token).written()
}

/// A waste tax of 174.00 euros for 2026, payable at once by 30 April or in three parts.
#[must_use]
pub fn tari(owner_code: &str) -> NewPosition {
    let words = |it: &str, en: &str| Words { it: it.to_owned(), en: en.to_owned() };
    let day = |text: &str| text.parse().unwrap();
    NewPosition {
        owner_code: owner_code.to_owned(),
        owner_name: "Ada Di Prova".to_owned(),
        tax: "tari".to_owned(),
        year: 2026,
        title: words("Tassa sui rifiuti (TARI) 2026", "Waste tax (TARI) 2026"),
        place: "Via delle Mura 12".to_owned(),
        lines: vec![
            NewLine { words: words("Quota fissa", "Fixed part"), cents: 6_734 },
            NewLine { words: words("Quota variabile", "Variable part"), cents: 9_114 },
            NewLine { words: words("Tributo provinciale (TEFA)", "Provincial levy (TEFA)"), cents: 792 },
            NewLine { words: words("Componenti perequative", "Equalisation components"), cents: 760 },
        ],
        plans: vec![
            vec![(day("2026-04-30"), 17_400)],
            vec![(day("2026-04-30"), 5_800), (day("2026-07-31"), 5_800), (day("2026-11-30"), 5_800)],
        ],
    }
}
