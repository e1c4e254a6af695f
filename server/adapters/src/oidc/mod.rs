//! Login with any OIDC provider: code flow, PKCE, verified tokens.

mod claims;

mod metadata;
mod transport;

use std::time::{SystemTime, UNIX_EPOCH};

use async_trait::async_trait;
use domain::ports::{Identity, IdentityProvider, LoginError, PendingLogin};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, CsrfToken, IdTokenVerifier, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    TokenResponse as _,
    core::{CoreAuthenticationFlow, CoreJsonWebKey, CoreJwsSigningAlgorithm},
};
use url::Url;

use claims::{Found, UserinfoFailure};
use metadata::{Metadata, ProviderClient, ProviderIdToken, ProviderIdTokenClaims, ProviderTokens};

/// Seconds by which the provider's clock may be ahead of ours.
const CLOCK_SKEW: i64 = 120;

/// Seconds after which a token is too old to be the answer to a code just exchanged.
const OLDEST_TOKEN: i64 = 600;

/// How the portal is registered at a provider.
#[derive(Clone)]
pub struct OidcSettings {
    /// The provider's issuer; a missing or superfluous final slash is forgiven.
    pub issuer: Url,
    /// `client_id`.
    pub client_id: String,
    /// `client_secret`, `None` for a public client.
    pub client_secret: Option<String>,
    /// Where the browser comes back, as registered.
    pub redirect: Url,
    /// Asked for beyond `openid`, which always is.
    pub scopes: Vec<String>,
    /// The claim with the codice fiscale.
    pub fiscal_code_claim: String,
}

impl OidcSettings {
    /// The usual settings: scopes `profile` and `email`, codice fiscale in `fiscal_number`.
    #[must_use]
    pub fn new(issuer: Url, client_id: String, client_secret: Option<String>, redirect: Url) -> Self {
        Self {
            issuer,
            client_id,
            client_secret,
            redirect,
            scopes: vec!["profile".to_owned(), "email".to_owned()],
            fiscal_code_claim: "fiscal_number".to_owned(),
        }
    }
}

/// Why a provider cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum OidcSetupError {
    /// Secrets and tokens would travel in the clear.
    #[error("the issuer must use https: {0} (plain http is for this machine only)")]
    Insecure(Url),
    /// The HTTP client could not be made.
    #[error("cannot make an HTTP client: {0}")]
    Client(String),
}

/// An OIDC provider, known by its issuer. What it says of itself is asked at the first
/// login, and again every hour or when a signature does not hold.
pub struct OidcProvider {
    metadata: Metadata,
    http: transport::Client,
    redirect: RedirectUrl,
    scopes: Vec<Scope>,
    fiscal_code_claim: String,
}

impl OidcProvider {
    /// Prepares a provider; nothing is asked of it yet.
    ///
    /// # Errors
    /// If the issuer is neither https nor on this machine.
    pub fn new(settings: OidcSettings) -> Result<Self, OidcSetupError> {
        let http = transport::Client::new(&settings.issuer)?;
        Ok(Self {
            redirect: RedirectUrl::from_url(settings.redirect),
            scopes: settings.scopes.into_iter().filter(|scope| scope != "openid").map(Scope::new).collect(),
            fiscal_code_claim: settings.fiscal_code_claim,
            metadata: Metadata::new(settings.issuer, settings.client_id, settings.client_secret),
            http,
        })
    }

    async fn exchange(
        &self,
        client: &ProviderClient,
        pending: &PendingLogin,
        code: &str,
    ) -> Result<ProviderTokens, LoginError> {
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| LoginError::Unavailable(format!("token endpoint: {error}")))?
            .set_redirect_uri(std::borrow::Cow::Borrowed(&self.redirect))
            .set_pkce_verifier(PkceCodeVerifier::new(pending.verifier.clone()));
        request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => LoginError::Unavailable(error.to_string()),
            RequestTokenError::ServerResponse(answer) => {
                LoginError::Refused(format!("token endpoint: {}", answer.error()))
            }
            // The answer itself may hold tokens: it is not repeated.
            RequestTokenError::Parse(..) => {
                LoginError::Refused("token endpoint: the answer cannot be read".to_owned())
            }
            RequestTokenError::Other(why) => LoginError::Refused(format!("token endpoint: {why}")),
        })
    }

    /// Adds what the id token does not say from userinfo, if the provider has it.
    async fn complete(
        &self,
        client: &ProviderClient,
        tokens: &ProviderTokens,
        found: Found,
    ) -> Result<Found, LoginError> {
        match claims::from_userinfo(client, &self.http, tokens, &found.subject, &self.fiscal_code_claim).await
        {
            Ok(more) => Ok(found.or(more)),
            // A courtesy address is not worth failing for.
            Err(UserinfoFailure::Absent) => Ok(found),
            Err(UserinfoFailure::Unavailable(why)) if found.suffices() => {
                tracing::warn!(error = why, "userinfo does not answer, the login goes on without");
                Ok(found)
            }
            Err(UserinfoFailure::Unavailable(why)) => Err(LoginError::Unavailable(why)),
            Err(UserinfoFailure::Refused(why)) => Err(LoginError::Refused(why)),
        }
    }
}

#[async_trait]
impl IdentityProvider for OidcProvider {
    async fn begin(&self) -> Result<PendingLogin, LoginError> {
        let client = self.metadata.answering(&self.http).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .set_redirect_uri(std::borrow::Cow::Borrowed(&self.redirect))
            .add_scopes(self.scopes.iter().cloned())
            .set_pkce_challenge(challenge)
            .url();
        Ok(PendingLogin {
            url: url.into(),
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        })
    }

    async fn finish(&self, pending: &PendingLogin, code: &str) -> Result<Identity, LoginError> {
        let mut client = self.metadata.current(&self.http).await?;
        let tokens = self.exchange(&client, pending, code).await?;
        let id_token = tokens
            .id_token()
            .ok_or_else(|| LoginError::Refused("the provider gave no id token".to_owned()))?;
        let nonce = Nonce::new(pending.nonce.clone());

        let first = id_token.claims(&verifier(&client), &nonce).cloned();
        let claims = match first {
            // The provider may have changed its keys since we asked.
            Err(ClaimsVerificationError::SignatureVerification(_)) => {
                client = self.metadata.renewed(&self.http, &client).await?;
                id_token.claims(&verifier(&client), &nonce).cloned()
            }
            other => other,
        }
        .map_err(|error| LoginError::Refused(format!("id token: {}", reason(&error))))?;
        check_access_token(&client, &tokens, id_token, &claims)?;

        let found = Found::in_id_token(&claims, &self.fiscal_code_claim);
        let found = if found.is_complete() { found } else { self.complete(&client, &tokens, found).await? };
        found.into_identity(claims.issuer().to_string())
    }
}

/// Only asymmetric signatures that are in common use; `none` and shared secrets never pass.
#[expect(
    clippy::disallowed_methods,
    reason = "tokens end by the real clock, whatever the portal's is set to"
)]
fn verifier(client: &ProviderClient) -> IdTokenVerifier<'_, CoreJsonWebKey> {
    client
        .id_token_verifier()
        .set_allowed_algs([
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
        ])
        .set_issue_time_verifier_fn(|issued| {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
            let age = i64::try_from(now).unwrap_or(i64::MAX).saturating_sub(issued.timestamp());
            if (-CLOCK_SKEW..=OLDEST_TOKEN).contains(&age) {
                Ok(())
            } else {
                Err(format!("issued {age} seconds ago"))
            }
        })
}

/// Where the id token vouches for the access token (`at_hash`), it must be for this one.
fn check_access_token(
    client: &ProviderClient,
    tokens: &ProviderTokens,
    id_token: &ProviderIdToken,
    claims: &ProviderIdTokenClaims,
) -> Result<(), LoginError> {
    let Some(expected) = claims.access_token_hash() else { return Ok(()) };
    let refused = |why: String| LoginError::Refused(format!("access token: {why}"));
    let verifier = verifier(client);
    let algorithm = id_token.signing_alg().map_err(|error| refused(error.to_string()))?;
    let key = id_token.signing_key(&verifier).map_err(|error| refused(error.to_string()))?;
    let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
        .map_err(|error| refused(error.to_string()))?;
    if actual == *expected { Ok(()) } else { Err(refused("it is not the one vouched for".to_owned())) }
}

/// A verification error with its cause, free of the token's contents.
fn reason(error: &ClaimsVerificationError) -> String {
    match error {
        ClaimsVerificationError::SignatureVerification(cause) => format!("signature: {cause}"),
        ClaimsVerificationError::InvalidNonce(_) => "the nonce is not that of this login".to_owned(),
        other => other.to_string(),
    }
}
