//! An OIDC provider: code flow with PKCE, and a page to choose who one is.

mod authorize;
mod discovery;
mod grants;
mod keys;
mod page;
mod token;
mod userinfo;

use std::{
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use axum::{
    Router,
    routing::{get, post},
};

use crate::{People, StartError, fault::Faults};
use grants::Grants;
use keys::SigningKey;

/// How long a code can be exchanged for a token.
pub const CODE_LIFE: Duration = Duration::from_secs(60);

/// The client that the provider knows. The default is the portal of the demo.
#[derive(Debug, Clone)]
pub struct Client {
    /// `client_id`.
    pub id: String,
    /// `client_secret`; the default is fixed and protects nothing.
    pub secret: String,
    /// The addresses where a login may come back, compared character by character.
    pub redirects: Vec<String>,
    /// How long a code lives.
    pub code_life: Duration,
}

impl Default for Client {
    fn default() -> Self {
        Self {
            id: "sportello".to_owned(),
            secret: "sandbox-secret".to_owned(),
            redirects: vec!["http://127.0.0.1:3000/accesso/ritorno".to_owned()],
            code_life: CODE_LIFE,
        }
    }
}

/// The provider's state, shared by its pages.
#[derive(Clone)]
pub(crate) struct Provider(Arc<Inner>);

struct Inner {
    issuer: String,
    client_id: String,
    client_secret: String,
    redirects: RwLock<Vec<String>>,
    people: People,
    faults: Faults,
    key: RwLock<Arc<SigningKey>>,
    grants: Mutex<Grants>,
}

impl Provider {
    pub(crate) fn new(
        issuer: String,
        client: Client,
        people: People,
        faults: Faults,
    ) -> Result<Self, StartError> {
        Ok(Self(Arc::new(Inner {
            issuer,
            client_id: client.id,
            client_secret: client.secret,
            redirects: RwLock::new(client.redirects),
            people,
            faults,
            key: RwLock::new(Arc::new(SigningKey::generate()?)),
            grants: Mutex::new(Grants::new(client.code_life)),
        })))
    }

    pub(crate) fn allow_redirect(&self, url: &str) {
        self.0.redirects.write().unwrap_or_else(PoisonError::into_inner).push(url.to_owned());
    }

    pub(crate) fn renew_key(&self) -> Result<(), StartError> {
        *self.0.key.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(SigningKey::generate()?);
        Ok(())
    }

    fn knows_redirect(&self, url: &str) -> bool {
        let known = self.0.redirects.read().unwrap_or_else(PoisonError::into_inner);
        known.iter().any(|redirect| redirect == url)
    }

    fn key(&self) -> Arc<SigningKey> {
        Arc::clone(&self.0.key.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn grants(&self) -> std::sync::MutexGuard<'_, Grants> {
        self.0.grants.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The provider's addresses.
pub(crate) fn router(provider: Provider) -> Router {
    Router::new()
        .route("/", get(page::front))
        .route("/sandbox.css", get(page::style))
        .route("/.well-known/openid-configuration", get(discovery::configuration))
        .route("/jwks", get(discovery::keys))
        .route("/authorize", get(authorize::ask).post(authorize::answer))
        .route("/token", post(token::exchange))
        .route("/userinfo", get(userinfo::show).post(userinfo::show))
        .with_state(provider)
}
