//! The client of any S3: the embedded store, Garage, Ceph, AWS; one code path for all.

mod upload;

use std::{fmt, future::Future, path::Path, time::Duration};

use async_trait::async_trait;
use aws_sdk_s3::{
    Client,
    config::{
        BehaviorVersion, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
        SharedHttpClient, retry::RetryConfig, timeout::TimeoutConfig,
    },
    error::{ProvideErrorMetadata, SdkError},
    presigning::PresigningConfig,
    primitives::ByteStream as Body,
};
use aws_smithy_http_client::{
    Builder as HttpBuilder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use bytes::Bytes;
use domain::ports::{ByteStream, ObjectInfo, Objects, PortError, UploadedPart};
use futures_util::{StreamExt as _, stream};
use url::Url;

use super::{
    door::bucket_of,
    embedded::BUCKET,
    fault::{PORT, port_error},
};

/// Two tries of this long rather than one long wait: a store that is down is known within 3 s.
const CONNECT: Duration = Duration::from_millis(1_200);
/// Reading, listing and the like.
const QUICK: Duration = Duration::from_secs(10);
/// The question of a health check.
const HEALTH: Duration = Duration::from_millis(2_500);
/// Moving bytes, and joining parts (a server may copy many gigabytes before it answers).
const PATIENT: Duration = Duration::from_secs(300);

/// Where an S3 is and who we are to it.
#[derive(Clone)]
pub struct S3Settings {
    /// Where the portal itself reaches it.
    pub endpoint: Url,
    /// Where browsers reach it; addresses handed to them are signed for this host.
    pub public_endpoint: Url,
    /// Region, `garage` or `eu-south-1`; any word for the embedded store.
    pub region: String,
    /// The one bucket used.
    pub bucket: String,
    /// Who signs.
    pub access_key: String,
    /// The secret that signs.
    pub secret_key: String,
}

impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("S3Settings")
            .field("endpoint", &self.endpoint.as_str())
            .field("public_endpoint", &self.public_endpoint.as_str())
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

/// The object store, reached as S3 (path style, explicit credentials, nothing from the environment).
#[derive(Debug, Clone)]
pub struct S3Objects {
    client: Client,
    /// Only signs addresses; never sends.
    signer: Client,
    bucket: String,
    /// Where the addresses that it signed begin, and where those that browsers get do.
    through: Option<(String, String)>,
}

impl S3Objects {
    /// A client for an S3. Nothing is sent yet: ask `ready` whether it answers.
    #[must_use]
    pub fn new(settings: &S3Settings) -> Self {
        let http = http_client(&settings.endpoint);
        Self {
            client: client(settings, &settings.endpoint, http.clone()),
            signer: client(settings, &settings.public_endpoint, http),
            bucket: settings.bucket.clone(),
            through: None,
        }
    }

    /// A client for an S3 that browsers do not reach: the addresses handed to them lead to the portal,
    /// whose [`super::PublicDoor::before`] this store passes them on.
    #[must_use]
    pub fn through(settings: &S3Settings, portal: &Url) -> Self {
        let settings = S3Settings { public_endpoint: settings.endpoint.clone(), ..settings.clone() };
        let ours = format!("{}/{BUCKET}/", portal.as_str().trim_end_matches('/'));
        Self { through: Some((bucket_of(&settings), ours)), ..Self::new(&settings) }
    }

    /// A signed address as browsers get it.
    fn handed(&self, signed: &str) -> Result<String, PortError> {
        let Some((theirs, ours)) = &self.through else { return Ok(signed.to_owned()) };
        let rest = signed.strip_prefix(theirs.as_str());
        let rest = rest.ok_or_else(|| PortError::Refused(PORT, "an address outside its bucket".into()))?;
        Ok(format!("{ours}{rest}"))
    }

    /// Waits no longer than said, and puts errors in the portal's terms.
    async fn within<T, E>(
        &self,
        limit: Duration,
        what: &str,
        call: impl Future<Output = Result<T, SdkError<E>>> + Send,
    ) -> Result<T, PortError>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        // Boxed: the client's futures are several kilobytes each.
        match tokio::time::timeout(limit, Box::pin(call)).await {
            Ok(answer) => answer.map_err(|error| port_error(&error, what)),
            Err(_elapsed) => Err(PortError::Unavailable(PORT, format!("no answer within {limit:?}"))),
        }
    }
}

/// Plain or TLS by the endpoint's scheme. Made here because the SDK's own would take a proxy from the
/// environment, even for a store on loopback.
fn http_client(endpoint: &Url) -> SharedHttpClient {
    if endpoint.scheme() == "https" {
        HttpBuilder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https()
    } else {
        HttpBuilder::new().build_http()
    }
}

fn client(settings: &S3Settings, endpoint: &Url, http: SharedHttpClient) -> Client {
    let credentials =
        Credentials::new(&settings.access_key, &settings.secret_key, None, None, "sportello settings");
    Client::from_conf(
        aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .http_client(http)
            .region(Region::new(settings.region.clone()))
            .endpoint_url(endpoint.as_str().trim_end_matches('/'))
            .force_path_style(true)
            .credentials_provider(credentials)
            .timeout_config(TimeoutConfig::builder().connect_timeout(CONNECT).build())
            .retry_config(
                RetryConfig::standard().with_max_attempts(2).with_initial_backoff(Duration::from_millis(50)),
            )
            // Chunked trailers are younger than many S3 servers, and would end up in browsers' addresses.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build(),
    )
}

fn lasting(valid: Duration) -> Result<PresigningConfig, PortError> {
    PresigningConfig::expires_in(valid).map_err(|error| PortError::Refused(PORT, error.to_string()))
}

/// RFC 6266, with the file name in any script as RFC 5987 writes it.
fn disposition(file_name: &str, inline: bool) -> String {
    let mut text = String::from(if inline { "inline" } else { "attachment" });
    text.push_str("; filename*=UTF-8''");
    for byte in file_name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn size(length: Option<i64>) -> u64 {
    length.and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

#[async_trait]
impl Objects for S3Objects {
    async fn put_file(&self, key: &str, file: &Path, content_type: &str) -> Result<(), PortError> {
        self.store_file(key, file, content_type).await
    }

    async fn put_bytes(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<(), PortError> {
        let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(content_type);
        self.within(PATIENT, key, put.body(Body::from(bytes)).send()).await?;
        Ok(())
    }

    async fn get(&self, key: &str) -> Result<ByteStream, PortError> {
        let get = self.client.get_object().bucket(&self.bucket).key(key);
        let body = self.within(QUICK, key, get.send()).await?.body;
        let pieces = stream::unfold(Some(body), |state| async {
            let mut body = state?;
            match body.next().await? {
                Ok(piece) => Some((Ok(piece), Some(body))),
                Err(error) => Some((Err(PortError::Unavailable(PORT, error.to_string())), None)),
            }
        });
        Ok(pieces.boxed())
    }

    async fn head(&self, key: &str) -> Result<Option<ObjectInfo>, PortError> {
        let head = self.client.head_object().bucket(&self.bucket).key(key);
        match self.within(QUICK, key, head.send()).await {
            Ok(found) => Ok(Some(ObjectInfo { key: key.to_owned(), size: size(found.content_length()) })),
            Err(PortError::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn delete(&self, key: &str) -> Result<(), PortError> {
        let delete = self.client.delete_object().bucket(&self.bucket).key(key);
        match self.within(QUICK, key, delete.send()).await {
            Ok(_) | Err(PortError::NotFound(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Vec<ObjectInfo>, PortError> {
        let list = self.client.list_objects_v2().bucket(&self.bucket).prefix(prefix).max_keys(1_000);
        let list = list.set_start_after(after.map(str::to_owned));
        let found = self.within(QUICK, prefix, list.send()).await?;
        let objects = found.contents.unwrap_or_default().into_iter();
        Ok(objects
            .filter_map(|object| Some(ObjectInfo { size: size(object.size), key: object.key? }))
            .collect())
    }

    async fn begin_upload(&self, key: &str, content_type: &str) -> Result<String, PortError> {
        self.open_upload(key, content_type).await
    }

    async fn part_url(
        &self,
        key: &str,
        upload: &str,
        number: i32,
        valid: Duration,
    ) -> Result<String, PortError> {
        let part = self.signer.upload_part().bucket(&self.bucket).key(key);
        let part = part.upload_id(upload).part_number(number).presigned(lasting(valid)?);
        self.handed(self.within(QUICK, key, part).await?.uri())
    }

    async fn parts(&self, key: &str, upload: &str) -> Result<Vec<UploadedPart>, PortError> {
        let parts = self.arrived(key, upload).await?;
        Ok(parts.into_iter().map(|part| UploadedPart { number: part.number, size: part.size }).collect())
    }

    async fn complete_upload(&self, key: &str, upload: &str) -> Result<(), PortError> {
        self.join(key, upload).await
    }

    async fn abort_upload(&self, key: &str, upload: &str) -> Result<(), PortError> {
        let abort = self.client.abort_multipart_upload().bucket(&self.bucket).key(key).upload_id(upload);
        match self.within(QUICK, key, abort.send()).await {
            Ok(_) | Err(PortError::NotFound(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn get_url(
        &self,
        key: &str,
        file_name: &str,
        content_type: &str,
        inline: bool,
        valid: Duration,
    ) -> Result<String, PortError> {
        let get = self.signer.get_object().bucket(&self.bucket).key(key);
        let get = get
            .response_content_type(content_type)
            .response_content_disposition(disposition(file_name, inline))
            .presigned(lasting(valid)?);
        self.handed(self.within(QUICK, key, get).await?.uri())
    }

    async fn ready(&self) -> Result<(), PortError> {
        let head = self.client.head_bucket().bucket(&self.bucket);
        self.within(HEALTH, &self.bucket, head.send()).await?;
        Ok(())
    }
}
