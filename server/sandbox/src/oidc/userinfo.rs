//! `/userinfo`: the person of an access token.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::Provider;
use crate::{Fault, Person};

/// What the provider says of a person, in the id token and here.
pub(super) fn person_claims(person: &Person) -> Value {
    json!({
        "sub": person.key,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birthdate": person.born_on,
        "email": person.email,
        "fiscal_number": format!("TINIT-{}", person.fiscal_code),
    })
}

/// `GET /userinfo` with a bearer token.
pub(super) async fn show(State(provider): State<Provider>, headers: HeaderMap) -> Response {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let key = bearer.and_then(|token| provider.grants().person_of(token));
    let Some(person) = key.and_then(|key| provider.0.people.find(&key)) else {
        return (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")])
            .into_response();
    };
    let mut claims = person_claims(person);
    if provider.0.faults.current() == Fault::WrongUserinfo {
        claims["sub"] = Value::from("somebody-else");
    }
    ([(header::CACHE_CONTROL, "no-store")], Json(claims)).into_response()
}
