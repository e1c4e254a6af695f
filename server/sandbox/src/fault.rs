//! Misbehaviour on demand: how tests see what the portal does when its login provider or who takes payments is
//! wrong or down.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, extract::State, http::StatusCode, routing::post};
use serde::{Deserialize, Serialize};

/// What the sandbox does wrong, until told otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing.
    #[default]
    None,
    /// The token endpoint answers 503.
    TokenDown,
    /// The token carries the nonce of another login.
    WrongNonce,
    /// The token is meant for another client.
    WrongAudience,
    /// The token names another issuer.
    WrongIssuer,
    /// The token ended a minute ago.
    Expired,
    /// The token is signed with a key that was never published.
    WrongKey,
    /// The token vouches for another access token.
    WrongAccessToken,
    /// The token says nothing but who; name and codes come from userinfo.
    OnlyUserinfo,
    /// As `only_userinfo`, and userinfo speaks of somebody else.
    WrongUserinfo,
    /// Who takes payments answers 503.
    PaymentsDown,
}

/// The fault in force, shared by all stand-ins.
#[derive(Clone, Default)]
pub(crate) struct Faults(Arc<Mutex<Fault>>);

impl Faults {
    pub(crate) fn current(&self) -> Fault {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, fault: Fault) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }
}

#[derive(Serialize, Deserialize)]
struct Order {
    fault: Fault,
}

/// `POST /sandbox/fault` with `{"fault": "expired"}`; `GET` tells which is in force.
pub(crate) fn router(faults: Faults) -> Router {
    async fn set(State(faults): State<Faults>, Json(order): Json<Order>) -> StatusCode {
        faults.set(order.fault);
        StatusCode::NO_CONTENT
    }
    async fn show(State(faults): State<Faults>) -> Json<Order> {
        Json(Order { fault: faults.current() })
    }
    Router::new().route("/sandbox/fault", post(set).get(show)).with_state(faults)
}
