//! What the provider says of itself: its addresses, what it can do, its public key.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::Provider;

/// `GET /.well-known/openid-configuration`.
pub(super) async fn configuration(State(provider): State<Provider>) -> Json<Value> {
    let issuer = &provider.0.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": ["openid", "profile", "email"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "claims_supported": [
            "sub", "iss", "aud", "exp", "iat", "nonce", "at_hash",
            "given_name", "family_name", "birthdate", "email", "fiscal_number",
        ],
    }))
}

/// `GET /jwks`.
pub(super) async fn keys(State(provider): State<Provider>) -> Json<Value> {
    Json(json!({ "keys": [provider.key().public()] }))
}
