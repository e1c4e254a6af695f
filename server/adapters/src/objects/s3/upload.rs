//! Uploads in parts, and files streamed from disk.

use std::{io, path::Path, time::Duration};

use aws_sdk_s3::{
    primitives::{ByteStream as Body, Length},
    types::{CompletedMultipartUpload, CompletedPart},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::Bytes;
use domain::ports::{Objects as _, PortError};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;

use super::{PATIENT, QUICK, S3Objects, size};
use crate::objects::fault::PORT;

/// Up to here a file goes in one put, streamed from disk: a store writes it once. Of parts it writes each and then
/// their union, so only what is too large to be sent again after a broken connection goes in parts.
const WHOLE: u64 = 512 * 1024 * 1024;
/// The part of a larger file: held in memory one at a time.
const PART: u64 = 8 * 1024 * 1024;
/// The slowest line to a store that is still waited for, in bytes a second.
const SLOWEST: u64 = 256 * 1024;
/// A file that is put whole is read in pieces of this size, in bytes.
const PIECE: usize = 256 * 1024;
/// S3 takes 10,000 parts; larger files get larger parts.
const MOST_PARTS: u64 = 9_000;

/// A part that the store holds.
pub(super) struct Arrived {
    pub(super) number: i32,
    pub(super) size: u64,
    tag: String,
}

fn unreadable(error: &io::Error) -> PortError {
    PortError::Refused(PORT, format!("the file to store cannot be read: {error}"))
}

impl S3Objects {
    pub(super) async fn store_file(
        &self,
        key: &str,
        file: &Path,
        content_type: &str,
    ) -> Result<(), PortError> {
        let length = tokio::fs::metadata(file).await.map_err(|e| unreadable(&e))?.len();
        if length <= WHOLE {
            return self.store_whole(key, file, length, content_type).await;
        }
        let upload = self.open_upload(key, content_type).await?;
        let stored = match self.store_parts(key, &upload, file, length).await {
            Ok(()) => self.join(key, &upload).await,
            Err(error) => Err(error),
        };
        if stored.is_err() {
            // Best effort: what remains is swept by the store, and the first error is the one to tell.
            let _ = self.abort_upload(key, &upload).await;
        }
        stored
    }

    async fn store_whole(
        &self,
        key: &str,
        file: &Path,
        length: u64,
        content_type: &str,
    ) -> Result<(), PortError> {
        let sum = checksum(file).await.map_err(|e| unreadable(&e))?;
        let body = Body::read_from().path(file).buffer_size(PIECE).length(Length::Exact(length));
        let body = body.build().await;
        let body = body.map_err(|error| PortError::Refused(PORT, error.to_string()))?;
        let put = self.client.put_object().bucket(&self.bucket).key(key).content_type(content_type);
        let patience = PATIENT + Duration::from_secs(length / SLOWEST);
        self.within(patience, key, put.checksum_sha256(sum).body(body).send()).await?;
        Ok(())
    }

    async fn store_parts(&self, key: &str, upload: &str, file: &Path, length: u64) -> Result<(), PortError> {
        let part_size = PART.max(length.div_ceil(MOST_PARTS));
        let mut source = tokio::fs::File::open(file).await.map_err(|e| unreadable(&e))?;
        let mut left = length;
        let mut number = 0;
        while left > 0 {
            number += 1;
            let here = left.min(part_size);
            let mut piece = Vec::with_capacity(usize::try_from(here).unwrap_or_default());
            let read = (&mut source).take(here).read_to_end(&mut piece).await.map_err(|e| unreadable(&e))?;
            if u64::try_from(read).ok() != Some(here) {
                return Err(unreadable(&io::ErrorKind::UnexpectedEof.into()));
            }
            let part = self.client.upload_part().bucket(&self.bucket).key(key).upload_id(upload);
            let part = part.part_number(number).body(Body::from(Bytes::from(piece)));
            self.within(PATIENT, key, part.send()).await?;
            left -= here;
        }
        Ok(())
    }

    pub(super) async fn open_upload(&self, key: &str, content_type: &str) -> Result<String, PortError> {
        let begin = self.client.create_multipart_upload().bucket(&self.bucket).key(key);
        let begun = self.within(QUICK, key, begin.content_type(content_type).send()).await?;
        begun.upload_id.ok_or_else(|| PortError::Refused(PORT, "an upload without an id".to_owned()))
    }

    /// All parts that have arrived, in order, over as many pages as the store needs.
    pub(super) async fn arrived(&self, key: &str, upload: &str) -> Result<Vec<Arrived>, PortError> {
        let mut parts: Vec<Arrived> = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let list = self.client.list_parts().bucket(&self.bucket).key(key).upload_id(upload);
            let page = self.within(QUICK, key, list.set_part_number_marker(after.clone()).send()).await?;
            for part in page.parts.unwrap_or_default() {
                if let (Some(number), Some(tag)) = (part.part_number, part.e_tag) {
                    parts.push(Arrived { number, size: size(part.size), tag });
                }
            }
            let next = page.next_part_number_marker;
            if page.is_truncated != Some(true) || next.is_none() || next == after {
                parts.sort_by_key(|part| part.number);
                return Ok(parts);
            }
            after = next;
        }
    }

    pub(super) async fn join(&self, key: &str, upload: &str) -> Result<(), PortError> {
        match self.join_arrived(key, upload).await {
            // The upload is gone: it was completed before and the answer got lost, if the object is there.
            Err(PortError::NotFound(_)) if self.head(key).await?.is_some() => Ok(()),
            answer => answer,
        }
    }

    async fn join_arrived(&self, key: &str, upload: &str) -> Result<(), PortError> {
        let parts = self.arrived(key, upload).await?;
        if parts.is_empty() {
            return Err(PortError::Refused(PORT, "no part of the upload has arrived".to_owned()));
        }
        let parts = parts
            .into_iter()
            .map(|part| CompletedPart::builder().part_number(part.number).e_tag(part.tag).build())
            .collect();
        let list = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
        let complete = self.client.complete_multipart_upload().bucket(&self.bucket).key(key);
        let complete = complete.upload_id(upload).multipart_upload(list);
        self.within(PATIENT, key, complete.send()).await?;
        Ok(())
    }
}

/// SHA-256 of a file as S3 writes it, read in pieces on a blocking thread.
async fn checksum(file: &Path) -> io::Result<String> {
    let file = file.to_path_buf();
    let sum = tokio::task::spawn_blocking(move || {
        let mut hasher = Sha256::new();
        io::copy(&mut std::fs::File::open(file)?, &mut hasher)?;
        io::Result::Ok(BASE64_STANDARD.encode(hasher.finalize()))
    });
    sum.await.map_err(io::Error::other)?
}
