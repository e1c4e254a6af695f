//! Receives a body into a draft and holds it to what its sender claimed of it.

use std::{io, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use s3s::{
    S3Result, TrailingHeaders,
    checksum::ChecksumHasher,
    crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Md5, Sha1, Sha256},
    dto::{Checksum, PutObjectInput, StreamingBlob, UploadPartInput},
    s3_error,
};

use super::{disk::Draft, service::broken};

/// Written to disk in pieces of this size: hashing and writing leave the network threads alone.
const PIECE: usize = 512 * 1024;
/// A sender that is silent for this long has gone away.
const SILENCE: Duration = Duration::from_secs(60);

/// What the sender says of the bytes it sends.
#[derive(Debug, Default)]
pub(super) struct Claims {
    length: Option<i64>,
    md5: Option<String>,
    sums: Checksum,
    trailers: Option<TrailingHeaders>,
    /// Names of the checksums that come after the body.
    announced: String,
}

impl Claims {
    /// Checksums that arrive after the body, announced in `x-amz-trailer`.
    pub(super) fn with_trailers(
        mut self,
        trailers: Option<TrailingHeaders>,
        headers: &http::HeaderMap,
    ) -> Self {
        let announced = headers.get("x-amz-trailer").and_then(|names| names.to_str().ok());
        self.announced = announced.unwrap_or_default().to_ascii_lowercase();
        self.trailers = trailers;
        self
    }

    fn hasher(&self) -> ChecksumHasher {
        let wanted = |sum: &Option<String>, name: &str| sum.is_some() || self.announced.contains(name);
        let sums = &self.sums;
        ChecksumHasher {
            crc32: wanted(&sums.checksum_crc32, "x-amz-checksum-crc32").then(Crc32::new),
            crc32c: wanted(&sums.checksum_crc32c, "x-amz-checksum-crc32c").then(Crc32c::new),
            sha1: wanted(&sums.checksum_sha1, "x-amz-checksum-sha1").then(Sha1::new),
            sha256: wanted(&sums.checksum_sha256, "x-amz-checksum-sha256").then(Sha256::new),
            crc64nvme: wanted(&sums.checksum_crc64nvme, "x-amz-checksum-crc64nvme").then(Crc64Nvme::new),
        }
    }

    /// Fails if anything claimed, before the body or after it, is not so.
    fn hold(&self, size: u64, md5: &[u8], found: &Checksum) -> S3Result<()> {
        if self.length.is_some_and(|length| u64::try_from(length).ok() != Some(size)) {
            return Err(s3_error!(IncompleteBody));
        }
        if let Some(claimed) = &self.md5 {
            use base64::{Engine as _, prelude::BASE64_STANDARD};
            let claimed = BASE64_STANDARD.decode(claimed).ok().filter(|sum| sum.len() == 16);
            if claimed.ok_or_else(|| s3_error!(InvalidDigest))? != md5 {
                return Err(s3_error!(BadDigest));
            }
        }
        let pairs = [
            ("x-amz-checksum-crc32", &self.sums.checksum_crc32, &found.checksum_crc32),
            ("x-amz-checksum-crc32c", &self.sums.checksum_crc32c, &found.checksum_crc32c),
            ("x-amz-checksum-sha1", &self.sums.checksum_sha1, &found.checksum_sha1),
            ("x-amz-checksum-sha256", &self.sums.checksum_sha256, &found.checksum_sha256),
            ("x-amz-checksum-crc64nvme", &self.sums.checksum_crc64nvme, &found.checksum_crc64nvme),
        ];
        for (name, claimed, found) in pairs {
            let after = self.trailer(name);
            let announced = self.announced.split(',').any(|one| one.trim() == name);
            if [claimed, &after].into_iter().any(|claim| claim.is_some() && claim != found)
                || (announced && after.is_none())
            {
                return Err(s3_error!(BadDigest));
            }
        }
        Ok(())
    }

    fn trailer(&self, name: &str) -> Option<String> {
        let read = |trailers: &http::HeaderMap| trailers.get(name)?.to_str().ok().map(str::to_owned);
        self.trailers.as_ref()?.read(read).flatten()
    }
}

impl From<&PutObjectInput> for Claims {
    fn from(input: &PutObjectInput) -> Self {
        Self {
            length: input.content_length,
            md5: input.content_md5.clone(),
            sums: Checksum {
                checksum_crc32: input.checksum_crc32.clone(),
                checksum_crc32c: input.checksum_crc32c.clone(),
                checksum_sha1: input.checksum_sha1.clone(),
                checksum_sha256: input.checksum_sha256.clone(),
                checksum_crc64nvme: input.checksum_crc64nvme.clone(),
                ..Checksum::default()
            },
            ..Self::default()
        }
    }
}

impl From<&UploadPartInput> for Claims {
    fn from(input: &UploadPartInput) -> Self {
        Self {
            length: input.content_length,
            md5: input.content_md5.clone(),
            sums: Checksum {
                checksum_crc32: input.checksum_crc32.clone(),
                checksum_crc32c: input.checksum_crc32c.clone(),
                checksum_sha1: input.checksum_sha1.clone(),
                checksum_sha256: input.checksum_sha256.clone(),
                checksum_crc64nvme: input.checksum_crc64nvme.clone(),
                ..Checksum::default()
            },
            ..Self::default()
        }
    }
}

/// A body that has arrived whole and is what its sender claimed.
pub(super) struct Received {
    pub(super) draft: Draft,
    pub(super) size: u64,
    /// MD5 in hexadecimal: the entity tag of S3.
    pub(super) tag: String,
    /// The checksums that were claimed, to be told back.
    pub(super) sums: Checksum,
}

struct Writer {
    draft: Draft,
    md5: Md5,
    sums: ChecksumHasher,
    size: u64,
}

impl Writer {
    fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        use std::io::Write as _;
        self.md5.update(piece);
        self.sums.update(piece);
        self.size += u64::try_from(piece.len()).unwrap_or_default();
        self.draft.file.write_all(piece)
    }

    /// Writes on a blocking thread; if the sender goes away meanwhile, the draft goes with it.
    async fn write_apart(mut self, piece: Bytes) -> S3Result<Self> {
        let written = tokio::task::spawn_blocking(move || self.write(&piece).map(|()| self));
        written.await.map_err(io::Error::other).and_then(|written| written).map_err(broken)
    }
}

/// Writes a body to the draft and checks it. Nothing is flushed yet.
pub(super) async fn receive(
    draft: Draft,
    body: Option<StreamingBlob>,
    claims: &Claims,
) -> S3Result<Received> {
    let mut writer = Writer { draft, md5: Md5::new(), sums: claims.hasher(), size: 0 };
    let mut gathered = BytesMut::new();
    if let Some(mut body) = body {
        loop {
            let next = tokio::time::timeout(SILENCE, body.next());
            let Some(piece) = next.await.map_err(|_elapsed| s3_error!(RequestTimeout))? else { break };
            // The connection broke, or the signed hash of the content does not fit.
            gathered.extend_from_slice(&piece.map_err(|_error| s3_error!(IncompleteBody))?);
            if gathered.len() >= PIECE {
                writer = writer.write_apart(gathered.split().freeze()).await?;
            }
        }
    }
    writer = writer.write_apart(gathered.freeze()).await?;
    let Writer { draft, md5, sums, size } = writer;
    let md5 = md5.finalize();
    let sums = sums.finalize();
    claims.hold(size, md5.as_ref(), &sums)?;
    Ok(Received { draft, size, tag: hex::encode(md5), sums })
}
