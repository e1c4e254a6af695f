//! The embedded object store: an S3 server over a folder, listening on loopback for the portal's own
//! client; browsers reach it through the public door, inside the portal's router.

mod beside;
mod disk;
mod incoming;
mod listing;
mod names;
mod service;
mod uploads;

use std::{fmt, io, net::Ipv4Addr, path::PathBuf, time::Duration};

use http::HeaderValue;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use s3s::{
    auth::SimpleAuth,
    service::{S3Service, S3ServiceBuilder},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use self::{disk::Disk, service::FolderStore};
use super::{Credentials, PublicDoor, S3Settings};

pub use uploads::{CompleteHook, CompleteStep};

/// The bucket of the embedded store; it is also the first segment of its public addresses.
pub(super) const BUCKET: &str = "oggetti";
/// Any word will do: it only has to be the same in the signature and in the check.
const REGION: &str = "eu-south-1";
/// Larger than any part the upload page sends, small enough that no one fills the disk with one request.
const MOST_PER_PART: u64 = 64 * 1024 * 1024;
/// An upload that nobody touched for a week will not be resumed.
const ABANDONED_AFTER: Duration = Duration::from_secs(7 * 24 * 3_600);
/// A connection sends its headers within this time, or is closed.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// Requests in flight may finish for this long when the store stops.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// How the embedded store runs.
#[derive(Clone)]
pub struct EmbeddedSettings {
    /// Where objects are kept; made if missing. One process at a time.
    pub folder: PathBuf,
    /// The one bucket.
    pub bucket: String,
    /// Who may sign requests.
    pub credentials: Credentials,
    /// The portal's own public address: addresses handed to browsers are signed for its host.
    pub public_endpoint: Url,
    /// The largest part that passes the public door, in bytes.
    pub most_per_part: u64,
    /// Uploads untouched for this long are removed at start.
    pub abandoned_after: Duration,
    /// Called between the steps of a Complete: tests kill the process there.
    pub on_complete: Option<CompleteHook>,
}

impl EmbeddedSettings {
    /// The usual settings: bucket `oggetti`, parts of at most 64 MiB, uploads abandoned after a week.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>, credentials: Credentials, public_endpoint: Url) -> Self {
        Self {
            folder: folder.into(),
            bucket: BUCKET.to_owned(),
            credentials,
            public_endpoint,
            most_per_part: MOST_PER_PART,
            abandoned_after: ABANDONED_AFTER,
            on_complete: None,
        }
    }
}

impl fmt::Debug for EmbeddedSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedSettings")
            .field("folder", &self.folder)
            .field("bucket", &self.bucket)
            .field("public_endpoint", &self.public_endpoint.as_str())
            .finish_non_exhaustive()
    }
}

/// Why the embedded store does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be made, read or written.
    #[error("the object folder {folder} cannot be used: {source}")]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process has it.
    #[error("the object folder {0} is in use by another process")]
    InUse(PathBuf),
    /// No port on loopback could be had.
    #[error("the object store cannot listen on loopback: {0}")]
    Listen(#[source] io::Error),
    /// The public address names no host.
    #[error("the public address {0} has no host")]
    PublicHost(Url),
}

/// The running embedded store. Dropping it stops listening at once; `shutdown` lets requests finish.
#[derive(Debug)]
pub struct EmbeddedStore {
    endpoint: Url,
    service: S3Service,
    host: HeaderValue,
    settings: EmbeddedSettings,
    stop: DropGuard,
    server: JoinHandle<()>,
}

impl EmbeddedStore {
    /// Opens the folder, removes what a crash left half done, and listens on a free loopback port.
    /// Fails if the folder cannot be used or another process has it.
    pub async fn start(settings: EmbeddedSettings) -> Result<Self, StartError> {
        let host = public_host(&settings.public_endpoint)?;
        let disk = open(&settings).await?;
        let service = service(disk, &settings);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(StartError::Listen)?;
        let port = listener.local_addr().map_err(StartError::Listen)?.port();
        let endpoint = Url::parse(&format!("http://127.0.0.1:{port}"))
            .map_err(|error| StartError::Listen(io::Error::other(error)))?;
        beside::tell(&settings.folder, &endpoint)
            .map_err(|source| StartError::Folder { folder: settings.folder.clone(), source })?;
        let stop = CancellationToken::new();
        let server = tokio::spawn(serve(listener, service.clone(), stop.clone()));
        Ok(Self { endpoint, service, host, settings, stop: stop.drop_guard(), server })
    }

    /// What an S3 client of another process needs to reach the store that a running portal holds: the
    /// folder's owner and whoever has its credentials. `None` if no process ever said where it listens.
    #[must_use]
    pub fn held_by_another(settings: &EmbeddedSettings) -> Option<S3Settings> {
        let endpoint = beside::told(&settings.folder)?;
        Some(client_settings(settings, endpoint))
    }

    /// Where the portal's own client reaches it, on loopback.
    #[must_use]
    pub fn endpoint(&self) -> Url {
        self.endpoint.clone()
    }

    /// What an S3 client needs to reach it.
    #[must_use]
    pub fn client_settings(&self) -> S3Settings {
        client_settings(&self.settings, self.endpoint())
    }

    /// The door for browsers, to be mounted at `/<bucket>/{*key}` of the portal's router.
    #[must_use]
    pub fn public(&self) -> PublicDoor {
        PublicDoor::embedded(
            self.service.clone(),
            self.host.clone(),
            self.settings.bucket.clone(),
            self.settings.most_per_part,
        )
    }

    /// Stops listening and lets requests in flight finish, for 10 s at most.
    pub async fn shutdown(self) {
        drop(self.stop);
        if let Err(error) = self.server.await {
            tracing::error!(%error, "the object store did not stop cleanly");
        }
    }
}

fn client_settings(settings: &EmbeddedSettings, endpoint: Url) -> S3Settings {
    S3Settings {
        endpoint,
        public_endpoint: settings.public_endpoint.clone(),
        region: REGION.to_owned(),
        bucket: settings.bucket.clone(),
        access_key: settings.credentials.access_key.clone(),
        secret_key: settings.credentials.secret_key.clone(),
    }
}

async fn open(settings: &EmbeddedSettings) -> Result<Disk, StartError> {
    let folder = settings.folder.clone();
    let abandoned_after = settings.abandoned_after;
    let opened = tokio::task::spawn_blocking(move || Disk::open(&folder, abandoned_after));
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::WouldBlock => StartError::InUse(settings.folder.clone()),
        _ => StartError::Folder { folder: settings.folder.clone(), source },
    };
    opened.await.map_err(|error| refused(io::Error::other(error)))?.map_err(refused)
}

fn service(disk: Disk, settings: &EmbeddedSettings) -> S3Service {
    let store = FolderStore::new(disk, settings.bucket.clone(), settings.on_complete.clone());
    let mut builder = S3ServiceBuilder::new(store);
    let Credentials { access_key, secret_key } = settings.credentials.clone();
    builder.set_auth(SimpleAuth::from_single(access_key, secret_key));
    builder.build()
}

/// The host as browsers send it and as addresses are signed: without the scheme's usual port.
fn public_host(endpoint: &Url) -> Result<HeaderValue, StartError> {
    let host = endpoint.host_str().map(|host| match endpoint.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    });
    host.and_then(|host| HeaderValue::try_from(host).ok())
        .ok_or_else(|| StartError::PublicHost(endpoint.clone()))
}

async fn serve(listener: TcpListener, service: S3Service, stop: CancellationToken) {
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file handles, most likely: wait for some to close rather than spin.
                tracing::warn!(%error, "the object store could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Without this, small answers wait for the other side's delayed acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "no TCP_NODELAY");
        }
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN)
            .serve_connection(TokioIo::new(stream), service.clone());
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the object store broke");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(FINISH_WITHIN, connections.shutdown()).await.is_err() {
        tracing::warn!("the object store stopped with requests in flight");
    }
}
