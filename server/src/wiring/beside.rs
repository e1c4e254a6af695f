//! What a command needs that works beside a running portal, or while none runs.

use std::sync::Arc;

use adapters::objects::{Credentials, EmbeddedSettings, EmbeddedStore, S3Objects, StartError};
use anyhow::Context;
use domain::{Ctx, ports::Objects};

use super::{objects, records_with};
use crate::config::Config;

/// Records and objects as they are, nothing migrated. An embedded store is started, or reached through the
/// portal that holds it.
///
/// # Errors
/// When database or store do not answer, or the database is not at this version's schema.
pub async fn beside(config: &Config) -> anyhow::Result<(Ctx, Option<EmbeddedStore>)> {
    let (store, embedded) = match objects(config).await {
        Err(err) if matches!(err.downcast_ref(), Some(StartError::InUse(_))) => (held(config).await?, None),
        started => started?,
    };
    Ok((records_with(config, store).await?, embedded))
}

/// The embedded store that another process holds.
async fn held(config: &Config) -> anyhow::Result<Arc<dyn Objects>> {
    let credentials = Credentials::load_or_create(&config.data_dir.join("objects.key"))?;
    let folder = config.data_dir.join("objects");
    let settings = EmbeddedSettings::new(folder, credentials, config.public_url.clone());
    let held = EmbeddedStore::held_by_another(&settings);
    let held = held.context("the object store is in use by a process that does not say where it listens")?;
    let store = S3Objects::new(&held);
    store.ready().await.context("the running portal's object store does not answer")?;
    Ok(Arc::new(store))
}
