//! How an installation collects money.

use std::sync::Arc;

use adapters::checkout::{Checkout, CheckoutSettings};
use anyhow::Context;
use domain::{PagoPa, ports::PaymentGateway};
use pagopa::{CreditorCode, Segregation};

use crate::config::{Config, Mode};

/// The municipality towards pagoPA, as the configuration says.
pub(super) fn pagopa(config: &Config) -> anyhow::Result<PagoPa> {
    let code = config.ente.as_ref().map(|ente| ente.fiscal_code.as_str()).unwrap_or_default();
    Ok(PagoPa {
        creditor: CreditorCode::parse(code).context("`ente.fiscal_code`")?,
        segregation: Segregation::new(config.pagopa_segregation).context("`pagopa_segregation`")?,
        broker: config.pagopa_broker.clone(),
        station: config.pagopa_station.clone(),
        real: config.mode == Mode::Production,
        gateway: gateway(config)?,
    })
}

fn gateway(config: &Config) -> anyhow::Result<Option<Arc<dyn PaymentGateway>>> {
    let Some(api) = config.pagopa_checkout_url.clone() else { return Ok(None) };
    let site = config.pagopa_checkout_site.clone();
    let checkout = Checkout::new(CheckoutSettings { api, site, key: config.pagopa_key.clone() })?;
    Ok(Some(Arc::new(checkout)))
}
