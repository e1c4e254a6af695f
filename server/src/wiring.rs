//! From a configuration to a running world: database, stores, adapters, context.

use std::{path::PathBuf, sync::Arc};

use adapters::{
    inspector::{ChildInspector, Limits},
    mail::{SmtpMail, SmtpSettings, Tls},
    objects::{Credentials, EmbeddedSettings, EmbeddedStore, PublicDoor, S3Objects, S3Settings},
    oidc::{OidcProvider, OidcSettings},
    pec::{ImapSettings, PecBox},
    registry::HttpRegistry,
    seal::PortalSeal,
};
use anyhow::Context;
use app::layout::{Assets, Ente as EnteDetails};
use domain::{
    Codes, Ctx, Ente, OwnReads, Post,
    clock::{RandomIds, SystemClock},
    ctx::NoFailPoints,
    db::{Db, DbSettings, repeating},
    ports::{IdentityProvider, Mail, Objects, Pec, Protocol},
    procedures::Shelf,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend};
use tokio::sync::Notify;
use url::Url;

use crate::{
    config::{Config, MailTls, ProtocolPort},
    site,
};

mod beside;
mod collection;
mod definitions;
mod lists;
mod upgrade;

pub use beside::beside;
pub(crate) use definitions::{file, folder, procedure_slugs};
use definitions::{prechecks, propose_shipped, sheets};
pub(crate) use lists::lists;
pub use upgrade::{schema, upgrade};

/// Everything that a running portal is made of.
pub struct World {
    /// What verbs are given.
    pub ctx: Arc<Ctx>,
    /// The login.
    pub identity: Arc<dyn IdentityProvider>,
    /// The embedded object store, where none is configured outside.
    pub embedded: Option<EmbeddedStore>,
    /// Where browsers reach the object store, if that is the portal itself.
    pub door: Option<PublicDoor>,
    /// Name and contacts for the pages.
    pub ente: Arc<EnteDetails>,
    /// Style, icons, islands.
    pub assets: Arc<Assets>,
}

/// Connects to the database of a configuration, without migrating it.
///
/// # Errors
/// When it does not answer or its folder cannot be made.
pub async fn database(config: &Config) -> anyhow::Result<Db> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    let settings = DbSettings { url: config.database(), connections: config.database_connections };
    Ok(Db::connect(&settings).await?)
}

/// Brings the database to this binary's schema, in one transaction. Of several instances that start at
/// once one does it and the others wait.
///
/// # Errors
/// When a migration fails; the database is then as it was.
pub async fn migrate(db: &Db) -> anyhow::Result<()> {
    repeating(|| migrate_once(db)).await.context("the database cannot be migrated")
}

/// The place in the line of instances that start at once on one PostgreSQL, held until it is dropped: the
/// first copies and migrates, the others then find nothing to do. An embedded database has one instance.
async fn turn(db: &Db) -> domain::Result<Option<domain::db::Tx>> {
    if db.backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let held = db.begin().await?;
    held.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({UPGRADING})")).await?;
    Ok(Some(held))
}

/// The number of the lock of [`turn`].
const UPGRADING: i64 = 7_305_804_402_566_393_702;

async fn migrate_once(db: &Db) -> domain::Result<()> {
    // On SQLite this is the only writer already.
    let tx = db.begin_migration().await?;
    if db.backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({MIGRATING})")).await?;
    }
    Migrator::up(&tx, None).await?;
    tx.commit().await?;
    db.settled().await
}

/// The number of the lock that migrating instances take, anything that nobody else locks in this database.
const MIGRATING: i64 = 7_305_804_402_566_393_701;

/// Puts the world together.
///
/// # Errors
/// Says which part is missing or does not answer.
pub async fn world(config: &Config) -> anyhow::Result<World> {
    let db = database(config).await?;
    upgrade(config, &db).await?;
    let (objects, embedded) = objects(config).await?;
    let exe = std::env::current_exe().context("the portal's own executable cannot be found")?;
    world_on(config, db, objects, embedded, exe).await
}

/// Puts the world together on parts already made; tests bring their own.
///
/// # Errors
/// As [`world`].
pub async fn world_on(
    config: &Config,
    db: Db,
    objects: Arc<dyn Objects>,
    embedded: Option<EmbeddedStore>,
    exe: PathBuf,
) -> anyhow::Result<World> {
    let details = config.ente.clone().context("the configuration has no [ente]")?;
    let mut ctx = context(config, db, objects, exe)?;
    propose_shipped(config, &ctx).await?;
    ctx.prechecks = Arc::new(prechecks(config, &ctx).await?);
    let ctx = Arc::new(ctx);
    Ok(World {
        ctx,
        identity: Arc::new(identity(config)?),
        door: door(config, embedded.as_ref())?,
        embedded,
        ente: Arc::new(details),
        assets: Arc::new(assets()?),
    })
}

/// What the commands that only read records need: the database as it is, nothing started, nothing
/// migrated. Works beside a running portal.
///
/// # Errors
/// When the database does not answer or is not at this version's schema.
pub async fn records(config: &Config) -> anyhow::Result<Ctx> {
    let unused = S3Settings {
        endpoint: config.public_url.clone(),
        public_endpoint: config.public_url.clone(),
        region: config.s3_region.clone(),
        bucket: config.s3_bucket.clone(),
        access_key: String::new(),
        secret_key: String::new(),
    };
    records_with(config, Arc::new(S3Objects::new(&unused))).await
}

/// The same with an object store that can be used.
async fn records_with(config: &Config, objects: Arc<dyn Objects>) -> anyhow::Result<Ctx> {
    // Who only looks makes no database.
    let own = config.data_dir.join("sportello.db");
    anyhow::ensure!(
        config.database_url.is_some() || own.exists(),
        "there is no installation here: {} is not there. Run this in the folder of one, or name its configuration with \
         `--config`; a new one begins with `sportello init`",
        own.display()
    );
    let db = database(config).await?;
    let pending = pending_migrations(&db).await?;
    anyhow::ensure!(pending == 0, "the database is not at this version's schema: run `sportello migrate`");
    let exe = std::env::current_exe().context("the portal's own executable cannot be found")?;
    context(config, db, objects, exe)
}

/// How many migrations this binary knows and the database has not had.
///
/// # Errors
/// When the database does not answer, or is of a newer version than this binary.
pub async fn pending_migrations(db: &Db) -> anyhow::Result<usize> {
    let schema = schema(db).await?;
    schema.known()?;
    Ok(schema.pending)
}

/// The object store of a configuration: an external one, or the embedded one, started.
///
/// # Errors
/// When the embedded store's folder cannot be used.
pub async fn objects(config: &Config) -> anyhow::Result<(Arc<dyn Objects>, Option<EmbeddedStore>)> {
    if let Some(store) = outside(config) {
        let objects = match &config.s3_public_endpoint {
            Some(_) => S3Objects::new(&store),
            None => S3Objects::through(&store, &config.public_url),
        };
        return Ok((Arc::new(objects), None));
    }
    let credentials = Credentials::load_or_create(&config.data_dir.join("objects.key"))?;
    let folder = config.data_dir.join("objects");
    let settings = EmbeddedSettings::new(folder, credentials, config.public_url.clone());
    let store = EmbeddedStore::start(settings).await.context("the embedded object store does not start")?;
    let objects = S3Objects::new(&store.client_settings());
    Ok((Arc::new(objects), Some(store)))
}

/// The external store of a configuration.
fn outside(config: &Config) -> Option<S3Settings> {
    let endpoint = config.s3_endpoint.clone()?;
    Some(S3Settings {
        public_endpoint: config.s3_public_endpoint.clone().unwrap_or_else(|| endpoint.clone()),
        endpoint,
        region: config.s3_region.clone(),
        bucket: config.s3_bucket.clone(),
        access_key: config.s3_access_key.clone().unwrap_or_default(),
        secret_key: config.s3_secret_key.clone().unwrap_or_default(),
    })
}

/// The portal's own door to the object store; none where browsers reach an external one themselves.
///
/// # Errors
/// When the external store's address makes no sense.
pub fn door(config: &Config, embedded: Option<&EmbeddedStore>) -> anyhow::Result<Option<PublicDoor>> {
    if let Some(store) = embedded {
        return Ok(Some(store.public()));
    }
    match (outside(config), &config.s3_public_endpoint) {
        (Some(store), None) => Ok(Some(PublicDoor::before(&store, MOST_PER_PART)?)),
        _ => Ok(None),
    }
}

/// Larger than any part that the upload page sends, in bytes.
const MOST_PER_PART: u64 = 64 * 1024 * 1024;

fn context(config: &Config, db: Db, objects: Arc<dyn Objects>, exe: PathBuf) -> anyhow::Result<Ctx> {
    Ok(Ctx {
        lists: Arc::new(lists(config)?),
        db,
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        objects,
        inspector: Arc::new(ChildInspector::new(exe, Limits::default())),
        ente: Ente {
            name: config.ente.as_ref().map(|ente| ente.name.clone()).unwrap_or_default(),
            comune: config.comune.clone(),
            prefix: config.prefix.clone(),
            draft_months: config.draft_months,
            report_months: config.report_months,
            outage_minutes: config.outage_minutes,
            url: config.public_origin(),
            codes: codes(config),
            offices: config.offices.clone(),
        },
        post: post(config)?,
        protocol: protocol(config)?,
        seal: Arc::new(PortalSeal::load_or_create(&config.seal_key())?),
        shelf: Shelf::default(),
        own_reads: OwnReads::default(),
        prechecks: Arc::default(),
        sheets: Arc::new(sheets(config)?),
        pagopa: collection::pagopa(config)?,
        wake: Arc::new(Notify::new()),
        fail: Arc::new(NoFailPoints),
    })
}

fn codes(config: &Config) -> Codes {
    let ente = config.ente.as_ref();
    Codes {
        ipa: config.ipa_code.clone(),
        aoo: config.aoo_code.clone(),
        fiscal_code: ente.map(|ente| ente.fiscal_code.clone()).unwrap_or_default(),
        pec: ente.map(|ente| ente.pec.clone()).unwrap_or_default(),
    }
}

/// The post of a configuration.
///
/// # Errors
/// When the sender's address is none.
fn post(config: &Config) -> anyhow::Result<Post> {
    Ok(Post {
        mail: mail(config)?.map(|mail| Arc::new(mail) as Arc<dyn Mail>),
        pec: pec(config)?.map(|pec| Arc::new(pec) as Arc<dyn Pec>),
    })
}

/// The register that gives the official numbers.
///
/// # Errors
/// When no client for it can be made.
fn protocol(config: &Config) -> anyhow::Result<Protocol> {
    Ok(match (config.protocol, config.protocol_url.clone()) {
        (ProtocolPort::BuiltIn, _) => Protocol::BuiltIn,
        (ProtocolPort::Manual, _) => Protocol::Manual,
        (ProtocolPort::External, url) => {
            let url = url.context("`protocol_url` is missing")?;
            Protocol::External(Arc::new(HttpRegistry::new(url, config.protocol_token.clone())?))
        }
    })
}

/// The box of certified mail of a configuration; `None` where none is set.
///
/// # Errors
/// When the sender's address is none.
pub fn pec(config: &Config) -> anyhow::Result<Option<PecBox>> {
    let (Some(smtp), Some(imap)) = (config.pec_smtp_host.clone(), config.pec_imap_host.clone()) else {
        return Ok(None);
    };
    let encrypted = config.pec_tls != MailTls::None;
    let (user, password) =
        (config.pec_user.clone().unwrap_or_default(), config.pec_password.clone().unwrap_or_default());
    let settings = SmtpSettings {
        host: smtp,
        port: config.pec_smtp_port,
        tls: if encrypted { Tls::Wrapped } else { Tls::None },
        // Nothing is said in the clear that is worth hearing.
        login: encrypted.then(|| (user.clone(), password.clone())),
        from: config.pec_sender().unwrap_or_default(),
        name: config.ente.as_ref().map(|ente| ente.name.clone()).unwrap_or_default(),
    };
    let port = config.pec_imap_port;
    let imap = ImapSettings { host: imap, port, tls: encrypted, user, password };
    Ok(Some(PecBox::new(&settings, imap)?))
}

/// The server of ordinary mail of a configuration; `None` where none is set.
///
/// # Errors
/// When the sender's address is none.
pub fn mail(config: &Config) -> anyhow::Result<Option<SmtpMail>> {
    let Some(host) = config.smtp_host.clone() else { return Ok(None) };
    let settings = SmtpSettings {
        host,
        port: config.smtp_port,
        tls: match config.smtp_tls {
            MailTls::Tls => Tls::Wrapped,
            MailTls::Starttls => Tls::Started,
            MailTls::None => Tls::None,
        },
        login: config.smtp_user.clone().zip(config.smtp_password.clone()),
        from: config.mail_sender().unwrap_or_default(),
        name: config.ente.as_ref().map(|ente| ente.name.clone()).unwrap_or_default(),
    };
    Ok(Some(SmtpMail::new(&settings)?))
}

/// The login of a configuration.
///
/// # Errors
/// When its address is not safe.
pub fn identity(config: &Config) -> anyhow::Result<OidcProvider> {
    let redirect = config.public_url.join(app::routes::LOGIN_CALLBACK)?;
    let settings = OidcSettings {
        fiscal_code_claim: config.oidc_fiscal_code_claim.clone(),
        ..OidcSettings::new(
            Url::clone(&config.oidc_issuer),
            config.oidc_client_id.clone(),
            config.oidc_client_secret.clone(),
            redirect,
        )
    };
    Ok(OidcProvider::new(settings)?)
}

fn assets() -> anyhow::Result<Assets> {
    let manifest = site::asset("manifest.json")
        .context("style and scripts are not built: run `make run` once, or .ci/assets")?;
    Ok(Assets::from_manifest(&serde_json::from_slice(&manifest)?)?)
}
