//! The servers that the checks run against, and the browser's side of them.

use std::{env, sync::Arc, time::Duration};

use adapters::objects::{Credentials, EmbeddedSettings, EmbeddedStore, PublicDoor, S3Objects, S3Settings};
use aws_sdk_s3::config::{BehaviorVersion, Region, RequestChecksumCalculation};
use bytes::Bytes;
use domain::ports::{ByteStream, Objects as _};
use futures_util::TryStreamExt as _;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;
use uuid::Uuid;

/// How long addresses are good for, unless a check says otherwise.
pub(super) const HOUR: Duration = Duration::from_secs(3_600);

/// The largest part of the doors here, in bytes.
const MOST_PER_PART: u64 = 64 * 1024 * 1024;

/// A store to check.
pub(super) struct Stage {
    pub(super) objects: S3Objects,
    pub(super) settings: S3Settings,
    /// Keys of this check begin so: an outside bucket may hold other things.
    pub(super) prefix: String,
    /// What a browser has; follows no proxy of the environment.
    pub(super) browser: reqwest::Client,
    embedded: Option<(Arc<EmbeddedStore>, TempDir)>,
}

/// An outside server, as the environment names it.
pub(super) struct External {
    pub(super) kind: String,
    settings: S3Settings,
}

impl External {
    pub(super) fn from_environment() -> Option<Self> {
        let read = |name: &str| env::var(format!("SPORTELLO_TEST_S3_{name}")).ok();
        let endpoint = Url::parse(&read("ENDPOINT")?).unwrap();
        let settings = S3Settings {
            public_endpoint: endpoint.clone(),
            endpoint,
            region: read("REGION").unwrap_or("us-east-1".to_owned()),
            bucket: read("BUCKET").unwrap(),
            access_key: read("ACCESS_KEY").unwrap(),
            secret_key: read("SECRET_KEY").unwrap(),
        };
        Some(Self { kind: read("KIND").unwrap_or_default(), settings })
    }

    pub(super) fn stage(self) -> Stage {
        Stage::new(self.settings, None)
    }
}

impl Stage {
    fn new(settings: S3Settings, embedded: Option<(Arc<EmbeddedStore>, TempDir)>) -> Self {
        Self {
            objects: S3Objects::new(&settings),
            settings,
            prefix: format!("o/{}/", Uuid::new_v4().simple()),
            browser: reqwest::Client::builder().no_proxy().build().unwrap(),
            embedded,
        }
    }

    /// The embedded store in a fresh folder, its door behind a small server in the portal's place.
    pub(super) async fn embedded() -> Self {
        let folder = TempDir::new().unwrap();
        let front = TcpListener::bind("127.0.0.1:0").await.unwrap();
        // Another name than the one connections go to: what is signed is the public host.
        let public = format!("http://localhost:{}", front.local_addr().unwrap().port());
        let settings =
            EmbeddedSettings::new(folder.path(), Credentials::generate(), Url::parse(&public).unwrap());
        let store = Arc::new(EmbeddedStore::start(settings).await.unwrap());
        open(front, store.public());
        Self::new(store.client_settings(), Some((store, folder)))
    }

    /// A store that browsers do not reach, its door behind a small server in the portal's place.
    pub(super) async fn behind_the_portal() -> Self {
        let folder = TempDir::new().unwrap();
        let front = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let portal = Url::parse(&format!("http://{}", front.local_addr().unwrap())).unwrap();
        let nowhere = Url::parse("http://127.0.0.1:1").unwrap();
        let mut outside = EmbeddedSettings::new(folder.path(), Credentials::generate(), nowhere);
        outside.bucket = "pratiche".to_owned();
        let store = Arc::new(EmbeddedStore::start(outside).await.unwrap());
        let settings = S3Settings { public_endpoint: portal.clone(), ..store.client_settings() };
        open(front, PublicDoor::before(&settings, MOST_PER_PART).unwrap());
        let objects = S3Objects::through(&settings, &portal);
        Self { objects, ..Self::new(settings, Some((store, folder))) }
    }

    pub(super) fn folder(&self) -> &std::path::Path {
        self.embedded.as_ref().unwrap().1.path()
    }

    pub(super) fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// The SDK's own client, for what the portal's does not do; with the SDK's usual checksums.
    pub(super) fn raw(&self) -> aws_sdk_s3::Client {
        raw(&self.settings, &self.settings.endpoint)
    }

    /// The same, but signing for the public host.
    pub(super) fn raw_public(&self) -> aws_sdk_s3::Client {
        raw(&self.settings, &self.settings.public_endpoint)
    }

    /// Puts a part as a browser does.
    pub(super) async fn put_part(&self, key: &str, upload: &str, number: i32, bytes: &[u8]) -> u16 {
        let url = self.objects.part_url(key, upload, number, HOUR).await.unwrap();
        self.browser.put(url).body(bytes.to_vec()).send().await.unwrap().status().as_u16()
    }

    pub(super) async fn read(&self, key: &str) -> Bytes {
        whole(self.objects.get(key).await.unwrap()).await
    }
}

/// Mounts a door where the portal would be.
fn open(front: TcpListener, door: PublicDoor) {
    tokio::spawn(async move {
        while let Ok((stream, _)) = front.accept().await {
            let door = door.clone();
            let answer = service_fn(move |request| {
                let door = door.clone();
                async move { Ok::<_, std::convert::Infallible>(door.call(request).await) }
            });
            tokio::spawn(
                hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer),
            );
        }
    });
}

pub(super) fn raw(settings: &S3Settings, endpoint: &Url) -> aws_sdk_s3::Client {
    let credentials =
        aws_sdk_s3::config::Credentials::new(&settings.access_key, &settings.secret_key, None, None, "test");
    aws_sdk_s3::Client::from_conf(
        aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .region(Region::new(settings.region.clone()))
            .endpoint_url(endpoint.as_str().trim_end_matches('/'))
            .force_path_style(true)
            .credentials_provider(credentials)
            .request_checksum_calculation(RequestChecksumCalculation::WhenSupported)
            .build(),
    )
}

pub(super) async fn whole(pieces: ByteStream) -> Bytes {
    let pieces: Vec<Bytes> = pieces.try_collect().await.unwrap();
    Bytes::from(pieces.concat())
}

/// Bytes that differ from place to place, so that a part in the wrong place shows.
pub(super) fn bytes(seed: u8, length: usize) -> Vec<u8> {
    let mut state = u32::from(seed) + 1;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}
