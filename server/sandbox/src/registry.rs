//! A municipality's own register of acts: gives each act a number, the same however often it is asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router, extract::State, routing::get};
use serde::{Deserialize, Serialize};

/// An act as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredAct {
    /// What the portal knows it by.
    pub key: String,
    /// `in` or `out`.
    pub direction: String,
    /// What it is.
    pub subject: String,
    /// Whom it comes from or goes to.
    pub party: String,
    /// When it was received or sent, RFC 3339.
    pub at: String,
    /// Its files.
    pub files: Vec<ActFile>,
}

/// A file of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActFile {
    /// Its name.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// The number that was given.
#[derive(Serialize)]
struct Given {
    number: String,
    day: String,
}

/// The register.
#[derive(Clone, Default)]
pub(crate) struct Acts(Arc<Mutex<Vec<RegisteredAct>>>);

impl Acts {
    pub(crate) fn all(&self) -> Vec<RegisteredAct> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take(&self, act: RegisteredAct) -> Given {
        let mut acts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let day = act.at.chars().take(10).collect();
        let known = acts.iter().position(|known| known.key == act.key);
        let place = known.unwrap_or_else(|| {
            acts.push(act);
            acts.len() - 1
        });
        Given { number: format!("E{:07}", 45_001 + place), day }
    }
}

/// `POST /protocollo` registers an act, `GET /protocollo` tells them all.
pub(crate) fn router(acts: Acts) -> Router {
    async fn register(State(acts): State<Acts>, Json(act): Json<RegisteredAct>) -> Json<Given> {
        Json(acts.take(act))
    }
    async fn all(State(acts): State<Acts>) -> Json<Vec<RegisteredAct>> {
        Json(acts.all())
    }
    Router::new().route("/protocollo", get(all).post(register)).with_state(acts)
}
