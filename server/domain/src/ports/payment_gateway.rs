//! Where one pays online: pagoPA's Checkout, or what stands in for it.

use async_trait::async_trait;
use pagopa::cart::CartRequest;

use super::PortError;

/// A service that takes a cart of notices and lets a browser pay it.
#[async_trait]
pub trait PaymentGateway: Send + Sync {
    /// Hands a cart over and returns the address where a browser pays it. What it says proves no payment.
    async fn open_cart(&self, cart: &CartRequest) -> Result<String, PortError>;
}
