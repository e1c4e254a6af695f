//! The S3 operations that the portal uses, over the folder; s3s speaks the protocol and checks signatures.

mod multipart;

use std::{
    io::{self, Seek as _, SeekFrom},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, UNIX_EPOCH},
};

use s3s::{
    S3, S3Error, S3Request, S3Response, S3Result,
    dto::{
        AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
        CompleteMultipartUploadOutput, CreateBucketInput, CreateBucketOutput, CreateMultipartUploadInput,
        CreateMultipartUploadOutput, DeleteObjectInput, DeleteObjectOutput, ETag, ETagCondition,
        GetObjectInput, GetObjectOutput, HeadBucketInput, HeadBucketOutput, HeadObjectInput,
        HeadObjectOutput, ListObjectsV2Input, ListObjectsV2Output, ListPartsInput, ListPartsOutput, Object,
        PutObjectInput, PutObjectOutput, StreamingBlob, Timestamp, UploadPartInput, UploadPartOutput,
    },
    s3_error,
};
use tokio::io::AsyncReadExt as _;
use tokio_util::io::ReaderStream;

use super::{
    disk::{Disk, Sheet, Stored, flush_folder_of, now},
    incoming::{Claims, receive},
    uploads::CompleteHook,
};

/// Objects are read from disk in pieces of this size.
const PIECE: usize = 128 * 1024;
/// S3's rule: a page has at most this many entries.
const PAGE: i32 = 1_000;
/// As many uploads are completed or given up at once; more wait for each other by chance only.
const LOCKS: usize = 64;

/// One bucket over one folder.
pub(super) struct FolderStore {
    disk: Arc<Disk>,
    bucket: String,
    locks: Arc<[Mutex<()>; LOCKS]>,
    on_complete: Option<CompleteHook>,
}

impl FolderStore {
    pub(super) fn new(disk: Disk, bucket: String, on_complete: Option<CompleteHook>) -> Self {
        let locks = Arc::new(std::array::from_fn(|_| Mutex::new(())));
        Self { disk: Arc::new(disk), bucket, locks, on_complete }
    }

    fn known(&self, bucket: &str) -> S3Result<()> {
        if bucket == self.bucket { Ok(()) } else { Err(s3_error!(NoSuchBucket)) }
    }

    /// Runs work on the folder on a blocking thread; it is finished even if the asker goes away.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Disk) -> S3Result<T> + Send + 'static,
    ) -> S3Result<T> {
        let disk = Arc::clone(&self.disk);
        let done = tokio::task::spawn_blocking(move || work(&disk)).await;
        done.map_err(|stopped| broken(io::Error::other(stopped)))?
    }

    async fn stored(&self, key: String) -> S3Result<Stored> {
        let stored = self.on_disk(move |disk| Stored::open(&disk.object(&key)).map_err(broken)).await?;
        stored.ok_or_else(|| s3_error!(NoSuchKey))
    }
}

/// What went wrong on the disk is logged here; who asked learns only that it was not their fault.
#[expect(clippy::needless_pass_by_value, reason = "used as map_err(broken)")]
pub(super) fn broken(error: io::Error) -> S3Error {
    tracing::error!(%error, "the object folder failed");
    s3_error!(InternalError)
}

/// Lets one Complete or abort of an upload run at a time. A thread that died holding it did no harm.
fn hold<'a>(locks: &'a [Mutex<()>; LOCKS], upload: &str) -> Option<MutexGuard<'a, ()>> {
    let at = upload.bytes().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let lock = locks.get(at % LOCKS)?;
    Some(lock.lock().unwrap_or_else(PoisonError::into_inner))
}

fn long(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn moment(modified: u64) -> Timestamp {
    Timestamp::from(UNIX_EPOCH + Duration::from_millis(modified))
}

fn tag(sheet: &Sheet) -> ETag {
    ETag::Strong(sheet.tag.clone())
}

/// What a browser or a cache asks for only under a condition.
fn hold_conditions(
    sheet: &Sheet,
    if_match: Option<&ETagCondition>,
    if_none_match: Option<&ETagCondition>,
) -> S3Result<()> {
    let is = |condition: &ETagCondition| {
        condition.is_any() || condition.as_etag().is_some_and(|other| other.value() == sheet.tag)
    };
    if if_match.is_some_and(|condition| !is(condition)) {
        return Err(s3_error!(PreconditionFailed));
    }
    if if_none_match.is_some_and(is) {
        return Err(s3_error!(NotModified));
    }
    Ok(())
}

#[async_trait::async_trait]
impl S3 for FolderStore {
    async fn head_bucket(&self, req: S3Request<HeadBucketInput>) -> S3Result<S3Response<HeadBucketOutput>> {
        self.known(&req.input.bucket)?;
        Ok(S3Response::new(HeadBucketOutput::default()))
    }

    async fn create_bucket(
        &self,
        req: S3Request<CreateBucketInput>,
    ) -> S3Result<S3Response<CreateBucketOutput>> {
        // The bucket is always there; others are not made.
        self.known(&req.input.bucket).map_err(|_unknown| s3_error!(AccessDenied))?;
        Ok(S3Response::new(CreateBucketOutput::default()))
    }

    async fn put_object(&self, req: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let claims = Claims::from(&req.input).with_trailers(req.trailing_headers, &req.headers);
        let PutObjectInput { bucket, key, body, content_type, if_match, if_none_match, .. } = req.input;
        self.known(&bucket)?;
        if if_match.is_some() || if_none_match.is_some() {
            return Err(s3_error!(NotImplemented));
        }
        let draft = self.on_disk(|disk| disk.draft().map_err(broken)).await?;
        let received = receive(draft, body, &claims).await?;
        let (mut draft, sums, tag) = (received.draft, received.sums, received.tag);
        let sheet =
            Sheet { key, size: received.size, tag: tag.clone(), content_type, modified: now(), upload: None };
        self.on_disk(move |disk| {
            let object = disk.object(&sheet.key);
            let stored = draft.seal(&sheet).and_then(|()| draft.place(&object));
            stored.and_then(|()| flush_folder_of(&object)).map_err(broken)
        })
        .await?;
        Ok(S3Response::new(PutObjectOutput {
            e_tag: Some(ETag::Strong(tag)),
            checksum_crc32: sums.checksum_crc32,
            checksum_crc32c: sums.checksum_crc32c,
            checksum_sha1: sums.checksum_sha1,
            checksum_sha256: sums.checksum_sha256,
            checksum_crc64nvme: sums.checksum_crc64nvme,
            ..PutObjectOutput::default()
        }))
    }

    async fn get_object(&self, req: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let input = req.input;
        self.known(&input.bucket)?;
        let Stored { mut file, sheet } = self.stored(input.key).await?;
        hold_conditions(&sheet, input.if_match.as_ref(), input.if_none_match.as_ref())?;
        let (part, content_range) = match input.range {
            Some(range) => {
                let part = range.check(sheet.size)?;
                let told = format!("bytes {}-{}/{}", part.start, part.end.saturating_sub(1), sheet.size);
                (part, Some(told))
            }
            None => (0..sheet.size, None),
        };
        file.seek(SeekFrom::Start(part.start)).map_err(broken)?;
        let length = part.end.saturating_sub(part.start);
        let pieces = ReaderStream::with_capacity(tokio::fs::File::from_std(file).take(length), PIECE);
        Ok(S3Response::new(GetObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            body: Some(StreamingBlob::wrap(pieces)),
            content_length: Some(long(length)),
            content_range,
            content_type: sheet.content_type.clone(),
            e_tag: Some(tag(&sheet)),
            last_modified: Some(moment(sheet.modified)),
            ..GetObjectOutput::default()
        }))
    }

    async fn head_object(&self, req: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        let input = req.input;
        self.known(&input.bucket)?;
        let sheet = self.stored(input.key).await?.sheet;
        hold_conditions(&sheet, input.if_match.as_ref(), input.if_none_match.as_ref())?;
        Ok(S3Response::new(HeadObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            content_length: Some(long(sheet.size)),
            e_tag: Some(tag(&sheet)),
            last_modified: Some(moment(sheet.modified)),
            content_type: sheet.content_type,
            ..HeadObjectOutput::default()
        }))
    }

    async fn delete_object(
        &self,
        req: S3Request<DeleteObjectInput>,
    ) -> S3Result<S3Response<DeleteObjectOutput>> {
        let DeleteObjectInput { bucket, key, .. } = req.input;
        self.known(&bucket)?;
        self.on_disk(move |disk| disk.remove_object(&key).map_err(broken)).await?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }

    async fn list_objects_v2(
        &self,
        req: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        let input = req.input;
        self.known(&input.bucket)?;
        if input.delimiter.is_some() || input.encoding_type.is_some() {
            return Err(s3_error!(NotImplemented));
        }
        let token = input.continuation_token.clone().map(|token| {
            let key = hex::decode(token).ok().and_then(|key| String::from_utf8(key).ok());
            key.ok_or_else(|| s3_error!(InvalidArgument))
        });
        let after = token.transpose()?.or_else(|| input.start_after.clone());
        let prefix = input.prefix.clone().unwrap_or_default();
        let most = input.max_keys.unwrap_or(PAGE).clamp(0, PAGE);
        let limit = usize::try_from(most).unwrap_or_default();
        let page = self.on_disk(move |disk| disk.list(&prefix, after.as_deref(), limit).map_err(broken));
        let page = page.await?;
        let next = page.sheets.last().filter(|_| page.more).map(|last| hex::encode(&last.key));
        let contents: Vec<Object> = page.sheets.into_iter().map(listed).collect();
        Ok(S3Response::new(ListObjectsV2Output {
            name: Some(input.bucket),
            prefix: input.prefix,
            start_after: input.start_after,
            continuation_token: input.continuation_token,
            max_keys: Some(most),
            key_count: i32::try_from(contents.len()).ok(),
            is_truncated: Some(page.more),
            next_continuation_token: next,
            contents: Some(contents),
            ..ListObjectsV2Output::default()
        }))
    }

    async fn create_multipart_upload(
        &self,
        req: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        self.open_upload(req.input).await
    }

    async fn upload_part(&self, req: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        let claims = Claims::from(&req.input).with_trailers(req.trailing_headers, &req.headers);
        self.store_part(req.input, claims).await
    }

    async fn list_parts(&self, req: S3Request<ListPartsInput>) -> S3Result<S3Response<ListPartsOutput>> {
        self.page_of_parts(req.input).await
    }

    async fn complete_multipart_upload(
        &self,
        req: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        self.complete(req.input).await
    }

    async fn abort_multipart_upload(
        &self,
        req: S3Request<AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        self.give_up(req.input).await
    }
}

fn listed(sheet: Sheet) -> Object {
    Object {
        e_tag: Some(tag(&sheet)),
        size: Some(long(sheet.size)),
        last_modified: Some(moment(sheet.modified)),
        key: Some(sheet.key),
        ..Object::default()
    }
}
