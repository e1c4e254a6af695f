//! A municipality's own register of acts: gives each act a number, the same however often it is asked.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
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
    /// Why it does not count any more.
    #[serde(default, skip_deserializing)]
    pub annulled: Option<String>,
}

/// A file of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActFile {
    /// Its name.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// An entry that does not count any more.
#[derive(Deserialize)]
struct Annulled {
    key: String,
    reason: String,
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

    /// Whether there is such an entry.
    fn annul(&self, entry: Annulled) -> bool {
        let mut acts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let act = acts.iter_mut().find(|act| act.key == entry.key);
        act.map(|act| act.annulled.get_or_insert(entry.reason)).is_some()
    }
}

/// `POST /protocollo` registers an act, `GET /protocollo` tells them all, `POST /protocollo/annullamenti` annuls one.
pub(crate) fn router(acts: Acts) -> Router {
    async fn register(State(acts): State<Acts>, Json(act): Json<RegisteredAct>) -> Json<Given> {
        Json(acts.take(act))
    }
    async fn all(State(acts): State<Acts>) -> Json<Vec<RegisteredAct>> {
        Json(acts.all())
    }
    async fn annul(State(acts): State<Acts>, Json(entry): Json<Annulled>) -> StatusCode {
        if acts.annul(entry) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
    }
    Router::new()
        .route("/protocollo", get(all).post(register))
        .route("/protocollo/annullamenti", post(annul))
        .with_state(acts)
}
