//! `/token`: exchanges a code for an access token and a signed id token.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::{
    Json,
    extract::{Form, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    Provider,
    grants::{Grant, TOKEN_LIFE, random_word},
    userinfo::person_claims,
};
use crate::{Fault, Person};

/// Seconds an id token is good for.
const ID_TOKEN_LIFE: i64 = 300;

#[derive(Deserialize)]
pub(super) struct Exchange {
    grant_type: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
}

/// Why no token is given, in the words of RFC 6749.
enum Refusal {
    InvalidClient,
    InvalidGrant(&'static str),
    UnsupportedGrantType,
}

/// `POST /token`.
pub(super) async fn exchange(
    State(provider): State<Provider>,
    headers: HeaderMap,
    Form(request): Form<Exchange>,
) -> Response {
    if provider.0.faults.current() == Fault::TokenDown {
        return (StatusCode::SERVICE_UNAVAILABLE, "down\n").into_response();
    }
    let no_store = [(header::CACHE_CONTROL, "no-store")];
    let (grant, person) = match redeem(&provider, &headers, request) {
        Ok(found) => found,
        Err(refusal) => return (no_store, refusal).into_response(),
    };
    let access_token = provider.grants().give_token(&person.key);
    match id_token(&provider, &grant, person, &access_token) {
        Ok(id_token) => {
            let body = json!({
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": TOKEN_LIFE.as_secs(),
                "id_token": id_token,
            });
            (no_store, Json(body)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "an id token could not be signed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Checks client, code, redirect and PKCE verifier.
fn redeem<'a>(
    provider: &'a Provider,
    headers: &HeaderMap,
    request: Exchange,
) -> Result<(Grant, &'a Person), Refusal> {
    let known = (provider.0.client_id.clone(), provider.0.client_secret.clone());
    let posted = request.client_id.zip(request.client_secret);
    if basic(headers).or(posted) != Some(known) {
        return Err(Refusal::InvalidClient);
    }
    if request.grant_type.as_deref() != Some("authorization_code") {
        return Err(Refusal::UnsupportedGrantType);
    }
    let grant = provider
        .grants()
        .take_code(&request.code.unwrap_or_default())
        .ok_or(Refusal::InvalidGrant("unknown, used or expired code"))?;
    if request.redirect_uri.as_deref() != Some(&grant.redirect_uri) {
        return Err(Refusal::InvalidGrant("redirect_uri differs"));
    }
    let proof = Sha256::digest(request.code_verifier.unwrap_or_default());
    if URL_SAFE_NO_PAD.encode(proof) != grant.challenge {
        return Err(Refusal::InvalidGrant("code_verifier does not match"));
    }
    let person = provider.0.people.find(&grant.person).ok_or(Refusal::InvalidGrant("the person is gone"))?;
    Ok((grant, person))
}

/// Name and secret from `Authorization: Basic`; both are form-encoded inside (RFC 6749, 2.3.1).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let text = String::from_utf8(STANDARD.decode(value.strip_prefix("Basic ")?).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    let decode = |word: &str| {
        url::form_urlencoded::parse(word.as_bytes()).next().map_or(String::new(), |(name, _)| name.into())
    };
    Some((decode(id), decode(secret)))
}

#[expect(clippy::disallowed_methods, reason = "a provider outside the portal has its own clock")]
fn id_token(
    provider: &Provider,
    grant: &Grant,
    person: &Person,
    access_token: &str,
) -> Result<String, anyhow::Error> {
    let fault = provider.0.faults.current();
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
    let only_userinfo = matches!(fault, Fault::OnlyUserinfo | Fault::WrongUserinfo);
    let mut claims = if only_userinfo { json!({ "sub": person.key }) } else { person_claims(person) };
    claims["iss"] = Value::from(provider.0.issuer.as_str());
    claims["aud"] = Value::from(provider.0.client_id.as_str());
    claims["iat"] = Value::from(now);
    claims["exp"] = Value::from(now + ID_TOKEN_LIFE);
    claims["nonce"] = Value::from(grant.nonce.as_str());
    claims["at_hash"] = Value::from(half_hash(access_token));
    match fault {
        Fault::WrongNonce => claims["nonce"] = Value::from(random_word()),
        Fault::WrongAudience => claims["aud"] = Value::from("another-client"),
        Fault::WrongIssuer => claims["iss"] = Value::from("https://another.example"),
        Fault::WrongAccessToken => claims["at_hash"] = Value::from(half_hash(&random_word())),
        Fault::Expired => {
            claims["iat"] = Value::from(now - ID_TOKEN_LIFE - 60);
            claims["exp"] = Value::from(now - 60);
        }
        Fault::WrongKey => return Ok(provider.key().forged()?.sign(&claims)?),
        Fault::None | Fault::TokenDown | Fault::OnlyUserinfo | Fault::WrongUserinfo | Fault::PaymentsDown => {
        }
    }
    Ok(provider.key().sign(&claims)?)
}

/// `at_hash`: the left half of the access token's SHA-256.
fn half_hash(access_token: &str) -> String {
    let hash = Sha256::digest(access_token);
    let (left, _) = hash.split_at(16);
    URL_SAFE_NO_PAD.encode(left)
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, error, description) = match self {
            Self::InvalidClient => {
                (StatusCode::UNAUTHORIZED, "invalid_client", "unknown client or wrong secret")
            }
            Self::InvalidGrant(why) => (StatusCode::BAD_REQUEST, "invalid_grant", why),
            Self::UnsupportedGrantType => {
                (StatusCode::BAD_REQUEST, "unsupported_grant_type", "only authorization_code")
            }
        };
        let body = Json(json!({ "error": error, "error_description": description }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = header::HeaderValue::from_static("Basic realm=\"sandbox\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
