//! The S3 operations on uploads in parts.

use std::sync::Arc;

use s3s::{
    S3Response, S3Result,
    dto::{
        AbortMultipartUploadInput, AbortMultipartUploadOutput, CompleteMultipartUploadInput,
        CompleteMultipartUploadOutput, CreateMultipartUploadInput, CreateMultipartUploadOutput, ETag,
        ListPartsInput, ListPartsOutput, Part, UploadPartInput, UploadPartOutput,
    },
    s3_error,
};

use super::{FolderStore, PAGE, broken, hold, long, moment, tag};
use crate::objects::embedded::{
    disk::{Sheet, now},
    incoming::{Claims, receive},
    uploads::{MOST_PARTS, Wanted},
};

impl FolderStore {
    pub(super) async fn open_upload(
        &self,
        input: CreateMultipartUploadInput,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        let CreateMultipartUploadInput { bucket, key, content_type, .. } = input;
        self.known(&bucket)?;
        let named = key.clone();
        let id = self.on_disk(move |disk| disk.begin_upload(&named, content_type).map_err(broken)).await?;
        Ok(S3Response::new(CreateMultipartUploadOutput {
            bucket: Some(bucket),
            key: Some(key),
            upload_id: Some(id),
            ..CreateMultipartUploadOutput::default()
        }))
    }

    pub(super) async fn store_part(
        &self,
        input: UploadPartInput,
        claims: Claims,
    ) -> S3Result<S3Response<UploadPartOutput>> {
        let UploadPartInput { bucket, key, upload_id, part_number, body, .. } = input;
        self.known(&bucket)?;
        if !(1..=MOST_PARTS).contains(&part_number) {
            return Err(s3_error!(InvalidArgument));
        }
        // Asked before the body is taken, so that a part of a finished upload costs nothing.
        let (id, named) = (upload_id.clone(), key.clone());
        let draft = self.on_disk(move |disk| {
            disk.upload(&id, &named)?;
            disk.draft().map_err(broken)
        });
        let received = receive(draft.await?, body, &claims).await?;
        let (draft, sums, tag) = (received.draft, received.sums, received.tag);
        let sheet = Sheet { key, size: received.size, tag: tag.clone(), modified: now(), ..Sheet::default() };
        self.on_disk(move |disk| disk.keep_part(draft, &upload_id, part_number, &sheet)).await?;
        Ok(S3Response::new(UploadPartOutput {
            e_tag: Some(ETag::Strong(tag)),
            checksum_crc32: sums.checksum_crc32,
            checksum_crc32c: sums.checksum_crc32c,
            checksum_sha1: sums.checksum_sha1,
            checksum_sha256: sums.checksum_sha256,
            checksum_crc64nvme: sums.checksum_crc64nvme,
            ..UploadPartOutput::default()
        }))
    }

    pub(super) async fn page_of_parts(&self, input: ListPartsInput) -> S3Result<S3Response<ListPartsOutput>> {
        let ListPartsInput { bucket, key, upload_id, max_parts, part_number_marker, .. } = input;
        self.known(&bucket)?;
        let (id, named) = (upload_id.clone(), key.clone());
        let mut parts = self.on_disk(move |disk| disk.parts(&id, &named)).await?;
        parts.retain(|(number, _)| *number > part_number_marker.unwrap_or(0));
        let most = max_parts.unwrap_or(PAGE).clamp(1, PAGE);
        let more = parts.len() > usize::try_from(most).unwrap_or_default();
        parts.truncate(usize::try_from(most).unwrap_or_default());
        let next = parts.last().filter(|_| more).map(|(number, _)| *number);
        let parts = parts.into_iter().map(|(number, sheet)| Part {
            part_number: Some(number),
            size: Some(long(sheet.size)),
            e_tag: Some(tag(&sheet)),
            last_modified: Some(moment(sheet.modified)),
            ..Part::default()
        });
        Ok(S3Response::new(ListPartsOutput {
            bucket: Some(bucket),
            key: Some(key),
            upload_id: Some(upload_id),
            max_parts: Some(most),
            part_number_marker,
            is_truncated: Some(more),
            next_part_number_marker: next,
            parts: Some(parts.collect()),
            ..ListPartsOutput::default()
        }))
    }

    pub(super) async fn complete(
        &self,
        input: CompleteMultipartUploadInput,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        let CompleteMultipartUploadInput { bucket, key, upload_id, multipart_upload, .. } = input;
        self.known(&bucket)?;
        let parts = multipart_upload.and_then(|list| list.parts).unwrap_or_default();
        let wanted = parts.into_iter().map(|part| {
            let number = part.part_number.ok_or_else(|| s3_error!(InvalidPart))?;
            let tag = part.e_tag.ok_or_else(|| s3_error!(InvalidPart))?.into_value();
            Ok(Wanted { number, tag })
        });
        let wanted = wanted.collect::<S3Result<Vec<_>>>()?;
        let (locks, on_complete, named) = (Arc::clone(&self.locks), self.on_complete.clone(), key.clone());
        let tag = self.on_disk(move |disk| {
            let _only_one = hold(&locks, &upload_id);
            disk.complete(&upload_id, &named, &wanted, &|step| {
                if let Some(hook) = &on_complete {
                    hook(step);
                }
            })
        });
        let tag = tag.await?;
        Ok(S3Response::new(CompleteMultipartUploadOutput {
            bucket: Some(bucket),
            key: Some(key),
            e_tag: Some(ETag::Strong(tag)),
            ..CompleteMultipartUploadOutput::default()
        }))
    }

    pub(super) async fn give_up(
        &self,
        input: AbortMultipartUploadInput,
    ) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        let AbortMultipartUploadInput { bucket, key, upload_id, .. } = input;
        self.known(&bucket)?;
        let locks = Arc::clone(&self.locks);
        self.on_disk(move |disk| {
            let _only_one = hold(&locks, &upload_id);
            disk.abort(&upload_id, &key)
        })
        .await?;
        Ok(S3Response::new(AbortMultipartUploadOutput::default()))
    }
}
