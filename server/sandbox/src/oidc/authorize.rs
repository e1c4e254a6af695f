//! `/authorize`: checks the portal's request, lets a person be chosen, sends the browser back with a code.

use axum::{
    extract::{Form, Query, RawQuery, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use url::Url;

use super::{Provider, grants::Grant, page};

/// What the portal asks for, as it stands in the address.
#[derive(Deserialize)]
pub(super) struct Request {
    client_id: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    prompt: Option<String>,
}

/// The button that was pressed.
#[derive(Deserialize)]
pub(super) struct Choice {
    person: Option<String>,
}

/// A request that holds: where the browser goes back, and what the token endpoint will check.
struct Valid {
    back: Url,
    redirect_uri: String,
    nonce: String,
    challenge: String,
}

/// A request that does not hold.
enum Refusal {
    /// The browser stays here and reads why.
    Stay(&'static str),
    /// The portal is told, with an error of RFC 6749.
    Back(Url, &'static str),
}

/// `GET /authorize`: the page with the demo's people.
pub(super) async fn ask(
    State(provider): State<Provider>,
    RawQuery(query): RawQuery,
    Query(request): Query<Request>,
) -> Response {
    match check(&provider, request) {
        Ok(valid) => page::choose(&provider.0.people, &query.unwrap_or_default(), &valid.back),
        Err(refusal) => refusal.into_response(),
    }
}

/// `POST /authorize` with the same query: a person, or none for "Annulla".
pub(super) async fn answer(
    State(provider): State<Provider>,
    Query(request): Query<Request>,
    Form(choice): Form<Choice>,
) -> Response {
    let valid = match check(&provider, request) {
        Ok(valid) => valid,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(key) = choice.person else {
        return Refusal::Back(valid.back, "access_denied").into_response();
    };
    let Some(person) = provider.0.people.find(&key) else {
        return page::problem(StatusCode::BAD_REQUEST, "Questa persona non è tra quelle della prova.");
    };
    let code = provider.grants().give_code(Grant {
        person: person.key.clone(),
        redirect_uri: valid.redirect_uri,
        nonce: valid.nonce,
        challenge: valid.challenge,
    });
    back_with(valid.back, "code", &code)
}

/// Checks a request. Until client and redirect are known to be right the browser is not sent anywhere:
/// the sandbox must not be usable to bounce people to other sites.
fn check(provider: &Provider, request: Request) -> Result<Valid, Refusal> {
    if request.client_id.as_deref() != Some(&provider.0.client_id) {
        return Err(Refusal::Stay("Il portale che chiede l'accesso non è registrato qui (client_id)."));
    }
    let redirect_uri = request.redirect_uri.unwrap_or_default();
    if !provider.knows_redirect(&redirect_uri) {
        return Err(Refusal::Stay("L'indirizzo di ritorno non è tra quelli registrati (redirect_uri)."));
    }
    let Ok(mut back) = Url::parse(&redirect_uri) else {
        return Err(Refusal::Stay("L'indirizzo di ritorno registrato non è valido (redirect_uri)."));
    };
    if let Some(state) = &request.state {
        back.query_pairs_mut().append_pair("state", state);
    }

    let scopes = request.scope.unwrap_or_default();
    if request.response_type.as_deref() != Some("code") {
        return Err(Refusal::Back(back, "unsupported_response_type"));
    }
    if !scopes.split(' ').any(|scope| scope == "openid") {
        return Err(Refusal::Back(back, "invalid_scope"));
    }
    // Nobody is ever logged in here: without asking there is no login.
    if request.prompt.as_deref() == Some("none") {
        return Err(Refusal::Back(back, "login_required"));
    }
    let challenge = request.code_challenge.unwrap_or_default();
    let proves = request.code_challenge_method.as_deref() == Some("S256") && challenge.len() == 43;
    match request.nonce {
        Some(nonce) if proves && request.state.is_some() => {
            Ok(Valid { back, redirect_uri, nonce, challenge })
        }
        _ => Err(Refusal::Back(back, "invalid_request")),
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Stay(text) => page::problem(StatusCode::BAD_REQUEST, text),
            Self::Back(back, error) => back_with(back, "error", error),
        }
    }
}

/// Sends the browser back to the portal with one more parameter.
fn back_with(mut back: Url, name: &str, value: &str) -> Response {
    back.query_pairs_mut().append_pair(name, value);
    Redirect::to(back.as_str()).into_response()
}
