//! pagoPA as a portal sees it: Checkout takes a cart and shows a page where one "pays", the hub delivers the
//! receipts. No money moves.

mod carts;
mod page;
mod receipts;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

use axum::{
    Router,
    routing::{get, post},
};
use pagopa::cart::CartRequest;

use crate::{StartError, fault::Faults};

/// How long a request to the portal may take: what the hub itself waits for an answer to a receipt.
const TIMEOUT: Duration = Duration::from_secs(15);

/// Where receipts are delivered, and the word they present themselves with.
#[derive(Debug, Clone)]
pub struct Station {
    /// The portal's address for receipts.
    pub url: String,
    /// The word; the default is fixed and protects nothing.
    pub key: String,
}

impl Default for Station {
    fn default() -> Self {
        Self { url: "http://127.0.0.1:3000/pagopa/stazione".to_owned(), key: "sandbox-secret".to_owned() }
    }
}

/// A cart, and whether it has come to its end.
#[derive(Clone)]
struct Cart {
    request: CartRequest,
    ended: bool,
}

/// Who takes the payments.
#[derive(Clone)]
pub(crate) struct Collector(Arc<Inner>);

struct Inner {
    base_url: String,
    station: RwLock<Station>,
    carts: Mutex<HashMap<String, Cart>>,
    faults: Faults,
    http: reqwest::Client,
}

impl Collector {
    pub(crate) fn new(base_url: String, station: Station, faults: Faults) -> Result<Self, StartError> {
        let http = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).build();
        let http = http.map_err(|error| StartError::Http(error.to_string()))?;
        let station = RwLock::new(station);
        Ok(Self(Arc::new(Inner { base_url, station, carts: Mutex::default(), faults, http })))
    }

    pub(crate) fn deliver_to(&self, station: Station) {
        *self.0.station.write().unwrap_or_else(PoisonError::into_inner) = station;
    }

    fn station(&self) -> Station {
        self.0.station.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn carts(&self) -> MutexGuard<'_, HashMap<String, Cart>> {
        self.0.carts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The addresses of Checkout, and of the page where one pays.
pub(crate) fn router(collector: Collector) -> Router {
    Router::new()
        .route("/checkout/ec/v2/carts", post(carts::open))
        .route("/checkout/{cart}", get(page::show).post(page::answer))
        .with_state(collector)
}
