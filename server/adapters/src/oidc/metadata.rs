//! What a provider says of itself (addresses, keys): asked when first needed, kept for an hour.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use domain::ports::LoginError;
use openidconnect::{
    AuthType, Client, ClientId, ClientSecret, DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdToken, IdTokenClaims, IdTokenFields, IssuerUrl, StandardErrorResponse,
    StandardTokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
        CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use tokio::sync::Mutex;
use url::Url;

use super::{
    claims::AllClaims,
    transport::{self, HttpError},
};
use crate::address::is_secure;

/// How long what a provider said is taken for current.
const FRESH: Duration = Duration::from_secs(3600);

/// How long to go on with what is known before asking again a provider that did not answer.
const RETRY_KNOWN: Duration = Duration::from_secs(60);

/// How long a failure answers for those who wait behind it, so that they do not queue up time-outs.
const RETRY_UNKNOWN: Duration = Duration::from_secs(1);

/// How long ago a provider may have answered to be taken for one that answers.
const JUST_NOW: Duration = Duration::from_secs(10);

/// The answer of the token endpoint.
pub(super) type ProviderTokens = StandardTokenResponse<
    IdTokenFields<
        AllClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// A signed id token.
pub(super) type ProviderIdToken =
    IdToken<AllClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// What stands in it.
pub(super) type ProviderIdTokenClaims = IdTokenClaims<AllClaims, CoreGenderClaim>;

/// A client that knows the provider's addresses and keys.
pub(super) type ProviderClient = Client<
    AllClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    ProviderTokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The provider as last heard of.
pub(super) struct Metadata {
    issuer: Url,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    client: Option<Arc<ProviderClient>>,
    ask_again: Option<Instant>,
    heard: Option<Instant>,
    failure: Option<String>,
}

impl Metadata {
    pub(super) fn new(issuer: Url, client_id: String, client_secret: Option<String>) -> Self {
        Self {
            issuer,
            client_id: ClientId::new(client_id),
            client_secret: client_secret.map(ClientSecret::new),
            known: Mutex::default(),
        }
    }

    /// A client that is current; asks the provider if need be. An old answer beats none.
    pub(super) async fn current(&self, http: &transport::Client) -> Result<Arc<ProviderClient>, LoginError> {
        let mut known = self.known.lock().await;
        let must_ask = known.ask_again.is_none_or(|moment| Instant::now() >= moment);
        if must_ask {
            self.ask(http, &mut known).await;
        }
        known.client.clone().ok_or_else(|| LoginError::Unavailable(known.failure.clone().unwrap_or_default()))
    }

    /// A client of a provider that answered just now: nobody is sent to a door that is shut.
    pub(super) async fn answering(
        &self,
        http: &transport::Client,
    ) -> Result<Arc<ProviderClient>, LoginError> {
        let mut known = self.known.lock().await;
        let heard = known.heard.is_some_and(|at| at.elapsed() < JUST_NOW);
        let failed_just_now = known.failure.is_some()
            && known.client.is_none()
            && known.ask_again.is_some_and(|moment| Instant::now() < moment);
        if !heard && !failed_just_now {
            self.ask(http, &mut known).await;
        }
        match (&known.client, &known.failure) {
            (Some(client), None) => Ok(Arc::clone(client)),
            (_, failure) => Err(LoginError::Unavailable(failure.clone().unwrap_or_default())),
        }
    }

    /// A client newer than the one that did not do; asks only if nobody has asked meanwhile.
    pub(super) async fn renewed(
        &self,
        http: &transport::Client,
        old: &Arc<ProviderClient>,
    ) -> Result<Arc<ProviderClient>, LoginError> {
        let mut known = self.known.lock().await;
        if known.client.as_ref().is_none_or(|client| Arc::ptr_eq(client, old)) {
            self.ask(http, &mut known).await;
        }
        match (&known.client, &known.failure) {
            (Some(client), None) => Ok(Arc::clone(client)),
            (_, failure) => Err(LoginError::Unavailable(failure.clone().unwrap_or_default())),
        }
    }

    async fn ask(&self, http: &transport::Client, known: &mut Known) {
        match self.discover(http).await {
            Ok(client) => {
                *known = Known {
                    client: Some(Arc::new(client)),
                    ask_again: Some(Instant::now() + FRESH),
                    heard: Some(Instant::now()),
                    failure: None,
                };
            }
            Err(why) => {
                tracing::warn!(issuer = %self.issuer, error = why, "the login provider does not answer");
                let wait = if known.client.is_some() { RETRY_KNOWN } else { RETRY_UNKNOWN };
                known.ask_again = Some(Instant::now() + wait);
                known.heard = None;
                known.failure = Some(why);
            }
        }
    }

    async fn discover(&self, http: &transport::Client) -> Result<ProviderClient, String> {
        // An issuer is compared character by character, and many are written without the final slash
        // that a URL without path always has: where the first spelling is not the provider's, the other may be.
        let with_slash = self.issuer.to_string();
        let without = with_slash.trim_end_matches('/').to_owned();
        let first = issuer_url(without)?;
        let answer = match CoreProviderMetadata::discover_async(first, http).await {
            Err(DiscoveryError::Validation(_)) => {
                CoreProviderMetadata::discover_async(issuer_url(with_slash)?, http).await
            }
            other => other,
        };
        let metadata = answer.map_err(|error| explain(&error))?;
        if !is_secure(metadata.authorization_endpoint().url()) {
            return Err(HttpError::Insecure.to_string());
        }
        // Basic is what the standard assumes where a provider says nothing.
        let methods = metadata.token_endpoint_auth_methods_supported();
        let basic = methods.is_none_or(|all| all.contains(&CoreClientAuthMethod::ClientSecretBasic));
        let auth_type = if basic { AuthType::BasicAuth } else { AuthType::RequestBody };
        let client =
            Client::from_provider_metadata(metadata, self.client_id.clone(), self.client_secret.clone());
        Ok(client.set_auth_type(auth_type))
    }
}

fn issuer_url(text: String) -> Result<IssuerUrl, String> {
    IssuerUrl::new(text).map_err(|error| error.to_string())
}

/// One line with the cause, without the provider's whole answer.
fn explain(error: &DiscoveryError<HttpError>) -> String {
    match error {
        DiscoveryError::Request(cause) => cause.to_string(),
        DiscoveryError::Parse(cause) => format!("the provider's configuration cannot be read: {cause}"),
        DiscoveryError::Response(status, _, why) => format!("the provider's configuration: {status}, {why}"),
        other => other.to_string(),
    }
}
