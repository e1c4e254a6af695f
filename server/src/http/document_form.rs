//! Reading a multipart form: files go to disk piece by piece, never whole into memory.

use axum::extract::{
    Multipart,
    multipart::{Field, MultipartError},
};
use http::StatusCode;
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

use super::{
    error::{Answer, Problem},
    fields::{Fields, MAX_FIELDS, printable},
};

/// The longest `slot` field.
const MAX_SLOT: usize = 100;

/// The most files in one form.
const MAX_FILES: usize = 20;

/// A file on disk, gone when dropped.
pub(super) struct SpooledFile {
    pub(super) name: String,
    pub(super) spool: NamedTempFile,
    pub(super) size: u64,
}

/// What the form held.
pub(super) struct Received {
    pub(super) slot: String,
    pub(super) files: Vec<SpooledFile>,
}

/// The most files in a form that answers many points.
const MAX_ANSWERS: usize = 400;

/// The most text in one form, in bytes.
const MAX_TEXT: usize = 2 * 1024 * 1024;

/// A form of texts and files.
pub(super) struct Form {
    pub(super) fields: Fields,
    /// The files that were chosen, each with the name of its input.
    pub(super) files: Vec<(String, SpooledFile)>,
}

/// Reads a form of texts and files to its end.
pub(super) async fn read_form(form: Multipart) -> Answer<Form> {
    read(form, true).await
}

/// The texts of a form whose files nobody is there to take: they go nowhere.
pub(super) async fn read_texts(form: Multipart) -> Answer<Fields> {
    Ok(read(form, false).await?.fields)
}

async fn read(mut form: Multipart, with_files: bool) -> Answer<Form> {
    let mut read = Form { fields: Fields::default(), files: Vec::new() };
    let mut text = 0;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() && !with_files {
            continue;
        }
        if let Some(file) = field.file_name() {
            let file = spool(file.to_owned(), field).await?;
            if !(file.name.is_empty() && file.size == 0) {
                read.files.push((name, file));
            }
            if read.files.len() > MAX_ANSWERS {
                return Err(Problem::too_large());
            }
            continue;
        }
        let bytes = field.bytes().await.map_err(broken)?;
        text += name.len() + bytes.len();
        if text > MAX_TEXT || read.fields.0.len() >= MAX_FIELDS {
            return Err(Problem::too_large());
        }
        read.fields.0.push((name, printable(&String::from_utf8_lossy(&bytes))));
    }
    Ok(read)
}

/// Reads the form to its end. A file field without a chosen file counts as none.
pub(super) async fn receive(mut form: Multipart) -> Answer<Received> {
    let mut received = Received { slot: String::new(), files: Vec::new() };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("slot") => {
                let bytes = field.bytes().await.map_err(broken)?;
                if bytes.len() > MAX_SLOT {
                    return Err(Problem::bad_request());
                }
                received.slot = String::from_utf8_lossy(&bytes).into_owned();
            }
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                let file = spool(name, field).await?;
                if !(file.name.is_empty() && file.size == 0) {
                    received.files.push(file);
                }
                if received.files.len() > MAX_FILES {
                    return Err(Problem::too_large());
                }
            }
            _ => {}
        }
    }
    Ok(received)
}

async fn spool(name: String, mut field: Field<'_>) -> Answer<SpooledFile> {
    let io = |err: std::io::Error| Problem::Domain(domain::Error::Internal(err.into()));
    let spool = NamedTempFile::new().map_err(io)?;
    let mut file = tokio::fs::File::create(spool.path()).await.map_err(io)?;
    let mut size = 0_u64;
    while let Some(piece) = field.chunk().await.map_err(broken)? {
        size += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        file.write_all(&piece).await.map_err(io)?;
    }
    file.flush().await.map_err(io)?;
    Ok(SpooledFile { name, spool, size })
}

fn broken(err: MultipartError) -> Problem {
    if err.status() == StatusCode::PAYLOAD_TOO_LARGE { Problem::too_large() } else { Problem::bad_request() }
}
