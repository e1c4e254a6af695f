//! Login with an OpenID Connect provider.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// Who logged in, as the provider says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person's identifier at the provider.
    pub subject: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Codice fiscale, upper case, without the `TINIT-` prefix.
    pub fiscal_code: String,
    /// Address for courtesy notices.
    pub email: Option<String>,
}

/// A login under way: kept in the session until the browser comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLogin {
    /// Where the browser goes.
    pub url: String,
    /// Ties the answer to this browser.
    pub state: String,
    /// Ties the token to this login.
    pub nonce: String,
    /// PKCE: proves that who asks for the token began the login.
    pub verifier: String,
}

/// Why a login did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The provider does not answer: try again later.
    #[error("the identity provider does not answer: {0}")]
    Unavailable(String),
    /// The provider refused, or its answer does not hold.
    #[error("login refused: {0}")]
    Refused(String),
}

/// An OpenID Connect provider.
#[async_trait]
pub trait IdentityProvider: Send + Sync {
    /// Begins a login: code flow with PKCE, fresh state and nonce.
    async fn begin(&self) -> Result<PendingLogin, LoginError>;
    /// Ends it: exchanges the code, verifies signature, issuer, audience, nonce and times.
    async fn finish(&self, pending: &PendingLogin, code: &str) -> Result<Identity, LoginError>;
}
