//! pagoPA's Checkout: a cart is handed over from server to server, the browser is led to where it is paid.

use std::time::Duration;

use async_trait::async_trait;
use domain::ports::{PaymentGateway, PortError};
use pagopa::cart::{CartRequest, ProblemJson};
use reqwest::{Response, StatusCode, header, redirect::Policy};
use url::Url;

use crate::address::{is_local, is_secure};

/// What this port is called in errors.
const NAME: &str = "the payment gateway";

/// The whole of a request and its answer; people are waiting.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The header with which creditors present themselves to pagoPA's services.
const KEY: &str = "Ocp-Apim-Subscription-Key";

/// How Checkout is reached.
#[derive(Clone)]
pub struct CheckoutSettings {
    /// The service's address, up to `/v2`: carts are posted to `carts` below it.
    pub api: Url,
    /// Where browsers are led to pay; an answer that leads elsewhere is refused.
    pub site: Url,
    /// The creditor's key; it never reaches a browser.
    pub key: Option<String>,
}

/// Why Checkout cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutSetupError {
    /// The key would travel in the clear.
    #[error("the payment gateway must use https: {0} (plain http is for this machine only)")]
    Insecure(Url),
    /// The HTTP client could not be made.
    #[error("cannot make an HTTP client: {0}")]
    Client(String),
}

/// A client of Checkout.
pub struct Checkout {
    http: reqwest::Client,
    carts: String,
    site: Url,
    key: Option<String>,
}

impl Checkout {
    /// Prepares a client; nothing is asked yet.
    ///
    /// # Errors
    /// If an address is neither https nor on this machine.
    pub fn new(settings: CheckoutSettings) -> Result<Self, CheckoutSetupError> {
        if let Some(insecure) = [&settings.api, &settings.site].into_iter().find(|url| !is_secure(url)) {
            return Err(CheckoutSetupError::Insecure(insecure.clone()));
        }
        let mut builder =
            reqwest::Client::builder().redirect(Policy::none()).timeout(TIMEOUT).connect_timeout(TIMEOUT);
        if is_local(&settings.api) {
            // A proxy for the outside cannot reach this machine's loopback.
            builder = builder.no_proxy();
        }
        Ok(Self {
            http: builder.build().map_err(|error| CheckoutSetupError::Client(error.to_string()))?,
            carts: format!("{}/carts", settings.api.as_str().trim_end_matches('/')),
            site: settings.site,
            key: settings.key,
        })
    }

    /// Where a browser goes, if the answer leads to the site where one pays and nowhere else.
    fn led_to(&self, answer: &Response) -> Result<String, PortError> {
        let refused = |why: &str| PortError::Refused(NAME, why.to_owned());
        let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        let url = location.and_then(|text| Url::parse(text).ok());
        let url = url.ok_or_else(|| refused("its answer leads nowhere"))?;
        if url.origin() == self.site.origin() {
            Ok(url.into())
        } else {
            Err(refused("its answer leads to another site than the configured one"))
        }
    }
}

#[async_trait]
impl PaymentGateway for Checkout {
    async fn open_cart(&self, cart: &CartRequest) -> Result<String, PortError> {
        cart.check().map_err(|wrong| PortError::Refused(NAME, wrong.to_string()))?;
        let mut request = self.http.post(&self.carts).json(cart);
        if let Some(key) = &self.key {
            request = request.header(KEY, key);
        }
        let answer = request
            .send()
            .await
            .map_err(|error| PortError::Unavailable(NAME, error.without_url().to_string()))?;
        match answer.status() {
            StatusCode::FOUND | StatusCode::SEE_OTHER => self.led_to(&answer),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                Err(PortError::Unavailable(NAME, format!("it answered {status}")))
            }
            status => {
                // What it says of the cart names the field, not the person.
                let detail = answer.json::<ProblemJson>().await.map(|problem| problem.detail);
                let detail: String = detail.unwrap_or_default().chars().take(200).collect();
                Err(PortError::Refused(NAME, format!("it answered {status} {detail}")))
            }
        }
    }
}
