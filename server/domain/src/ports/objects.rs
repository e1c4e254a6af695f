//! The object store: any S3, embedded or outside.

use std::{path::Path, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;

use super::PortError;

/// The bytes of an object, in pieces.
pub type ByteStream = BoxStream<'static, Result<Bytes, PortError>>;

/// What the store knows of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectInfo {
    /// Its key.
    pub key: String,
    /// Size in bytes.
    pub size: u64,
}

/// A part that the store holds of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedPart {
    /// Number, from 1.
    pub number: i32,
    /// Size in bytes.
    pub size: u64,
}

/// What the portal asks of an object store. Every call may be repeated.
#[async_trait]
pub trait Objects: Send + Sync {
    /// Stores a file whole; once answered it survives a power cut.
    async fn put_file(&self, key: &str, file: &Path, content_type: &str) -> Result<(), PortError>;
    /// Stores a few bytes whole; once answered they survive a power cut.
    async fn put_bytes(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<(), PortError>;
    /// Reads an object from its beginning.
    async fn get(&self, key: &str) -> Result<ByteStream, PortError>;
    /// What is known of an object, `None` if there is none.
    async fn head(&self, key: &str) -> Result<Option<ObjectInfo>, PortError>;
    /// Removes an object; nothing happens if there is none.
    async fn delete(&self, key: &str) -> Result<(), PortError>;
    /// At most 1,000 objects whose keys begin so, in order, after the key given.
    async fn list(&self, prefix: &str, after: Option<&str>) -> Result<Vec<ObjectInfo>, PortError>;
    /// Opens an upload in parts and returns the store's id for it.
    async fn begin_upload(&self, key: &str, content_type: &str) -> Result<String, PortError>;
    /// The address where a browser puts one part, at the public host, for as long as said.
    async fn part_url(
        &self,
        key: &str,
        upload: &str,
        number: i32,
        valid: Duration,
    ) -> Result<String, PortError>;
    /// The parts that have arrived.
    async fn parts(&self, key: &str, upload: &str) -> Result<Vec<UploadedPart>, PortError>;
    /// Joins the parts that have arrived; repeating it on a completed upload is success.
    async fn complete_upload(&self, key: &str, upload: &str) -> Result<(), PortError>;
    /// Gives an upload up; nothing happens if there is none.
    async fn abort_upload(&self, key: &str, upload: &str) -> Result<(), PortError>;
    /// The address where a browser reads an object, at the public host, for as long as said.
    /// `file_name` is what it is saved as; shown in the page only if `inline`.
    async fn get_url(
        &self,
        key: &str,
        file_name: &str,
        content_type: &str,
        inline: bool,
        valid: Duration,
    ) -> Result<String, PortError>;
    /// Whether the store answers and the bucket is there.
    async fn ready(&self) -> Result<(), PortError>;
}
