//! Sessions: a random id in a cookie, everything else in the database under its hash.

use std::{collections::HashMap, fmt, sync::Arc};

use async_trait::async_trait;
use contract::{ids::PersonId, time::Moment};
use domain::{Ctx, identity as verbs, identity::StoredSession};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time::OffsetDateTime},
    session::{Id, Record},
    session_store,
};

use crate::config::Config;

/// The key under which a session holds who is logged in.
pub(super) const LOGIN: &str = "login";

/// The key under which a session holds whose it was, where it ended: what they type is kept for them alone.
pub(super) const ENDED: &str = "ended";

/// The key under which a session holds where the login led: what a person asked for before it is done once after it.
pub(super) const LED: &str = "led";

/// Who is logged in, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Login {
    pub(super) person: PersonId,
    pub(super) at: Moment,
    /// Last use, to the minute: writing at every request would cost a write each.
    pub(super) seen: Moment,
}

/// The store that `tower-sessions` asks for, over the domain's verbs.
#[derive(Clone)]
pub(super) struct Store {
    ctx: Arc<Ctx>,
    idle_ms: i64,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

/// SHA-256 of a session's id: a stolen database opens no session.
pub(super) fn id_hash(id: &Id) -> String {
    hex::encode(Sha256::digest(id.to_string()))
}

fn backend(err: domain::Error) -> session_store::Error {
    session_store::Error::Backend(err.to_string())
}

fn moment(at: Moment) -> session_store::Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(at.0) * 1_000_000)
        .map_err(|err| session_store::Error::Decode(err.to_string()))
}

impl Store {
    /// A session that ended unused, as one that holds nothing but whose it was.
    async fn ended(&self, id: &Id, hash: &str) -> session_store::Result<Option<Record>> {
        let Some(person) = verbs::ended_session(&self.ctx, hash).await.map_err(backend)? else {
            return Ok(None);
        };
        let whose =
            serde_json::to_value(person).map_err(|err| session_store::Error::Encode(err.to_string()))?;
        let expiry_date = moment(Moment(self.ctx.clock.now().0 + self.idle_ms))?;
        Ok(Some(Record { id: *id, data: HashMap::from([(ENDED.to_owned(), whose)]), expiry_date }))
    }

    fn stored(&self, record: &Record) -> session_store::Result<StoredSession> {
        let login =
            record.data.get(LOGIN).and_then(|value| serde_json::from_value::<Login>(value.clone()).ok());
        let ended = || serde_json::from_value::<PersonId>(record.data.get(ENDED)?.clone()).ok();
        let data = serde_json::to_string(&record.data)
            .map_err(|err| session_store::Error::Encode(err.to_string()))?;
        // By the portal's own clock, which every instance and every test shares.
        let expires = self.ctx.clock.now().0 + self.idle_ms;
        Ok(StoredSession {
            id_hash: id_hash(&record.id),
            person: login.map(|login| login.person).or_else(ended),
            data,
            logged_in_at: login.map(|login| login.at),
            expires_at: Moment(expires),
        })
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        while verbs::load_session(&self.ctx, &id_hash(&record.id)).await.map_err(backend)?.is_some() {
            record.id = Id::default();
        }
        verbs::begin_session(&self.ctx, self.stored(record)?).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        verbs::save_session(&self.ctx, self.stored(record)?).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let hash = id_hash(id);
        let Some(stored) = verbs::load_session(&self.ctx, &hash).await.map_err(backend)? else {
            return self.ended(id, &hash).await;
        };
        let data: HashMap<String, serde_json::Value> = serde_json::from_str(&stored.data)
            .map_err(|err| session_store::Error::Decode(err.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: moment(stored.expires_at)? }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        verbs::end_session(&self.ctx, &id_hash(id)).await.map_err(backend)
    }
}

/// The layer that reads and writes the cookie.
pub(super) fn layer(config: &Config, ctx: &Arc<Ctx>) -> SessionManagerLayer<Store> {
    let secure = config.secure_cookies();
    let idle_ms = i64::from(config.session_idle_minutes) * 60_000;
    // The prefix binds the cookie to this host and to encryption; browsers refuse it otherwise.
    let name = if secure { "__Host-sportello" } else { "sportello" };
    SessionManagerLayer::new(Store { ctx: Arc::clone(ctx), idle_ms })
        .with_name(name)
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        // The store counts the minutes. A cookie that goes with them would take along whose session it was.
        .with_expiry(Expiry::OnSessionEnd)
}
