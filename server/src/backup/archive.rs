//! The archive: a gzipped tar whose last file says what all the others must be.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{BackupError, of_file};

/// The shape of archives that this version writes.
const FORMAT: u32 = 1;

/// The last file of an archive.
const MANIFEST: &str = "manifest.json";

/// Only its owner reads an archive: it holds people's data and keys.
const OWNER_ONLY: u32 = 0o600;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path: `database.sqlite`, `data/objects.key`, `objects/o/…`.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The shape of the archive.
    pub format: u32,
    /// The version of the portal that made it.
    pub sportello: String,
    /// When, RFC 3339.
    pub made_at: String,
    /// `sqlite` or `postgres`.
    pub database: String,
    /// The migrations that the database has had, in order.
    pub migrations: Vec<String>,
    /// Whether the objects are in it.
    pub objects: bool,
    /// Every other file, in the order of the archive.
    pub files: Vec<Entry>,
}

/// An archive being written, under a name that says so; removed unless it is finished.
pub(super) struct Writer {
    tar: tar::Builder<GzEncoder<BufWriter<File>>>,
    partial: PathBuf,
    target: PathBuf,
    files: Vec<Entry>,
    finished: bool,
}

impl Writer {
    /// Begins an archive that will have this name. The folder is made if it is missing.
    pub(super) fn create(target: &Path) -> Result<Self, BackupError> {
        if target.exists() {
            return Err(BackupError::Exists(target.to_owned()));
        }
        let folder = folder_of(target);
        fs::create_dir_all(&folder).map_err(of_file(&folder))?;
        let partial = with_ending(target, ".partial");
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(OWNER_ONLY).open(&partial);
        let file = BufWriter::new(file.map_err(of_file(&partial))?);
        let tar = tar::Builder::new(GzEncoder::new(file, Compression::fast()));
        Ok(Self { tar, partial, target: target.to_owned(), files: Vec::new(), finished: false })
    }

    /// Adds a file under this path.
    pub(super) fn add(&mut self, path: &str, file: &Path) -> Result<(), BackupError> {
        let opened = File::open(file).map_err(of_file(file))?;
        let size = opened.metadata().map_err(of_file(file))?.len();
        let mut reader = Hashing::new(opened);
        self.append(path, size, &mut reader)?;
        self.files.push(Entry { path: path.to_owned(), size, sha256: reader.digest() });
        Ok(())
    }

    fn append(&mut self, path: &str, size: u64, reader: impl Read) -> Result<(), BackupError> {
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(OWNER_ONLY);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        self.tar.append_data(&mut header, path, reader).map_err(of_file(&self.partial))
    }

    /// Ends the archive with its manifest and flushes it to the disk, still under its provisional name.
    pub(super) fn seal(mut self, about: Manifest) -> Result<Sealed, BackupError> {
        let files = std::mem::take(&mut self.files);
        let manifest = Manifest { format: FORMAT, files, ..about };
        let text = serde_json::to_vec_pretty(&manifest).map_err(anyhow::Error::from)?;
        self.append(MANIFEST, u64::try_from(text.len()).unwrap_or(u64::MAX), text.as_slice())?;
        let flush = |this: &mut Self| -> io::Result<()> {
            this.tar.finish()?;
            let gzip = this.tar.get_mut();
            gzip.try_finish()?;
            gzip.get_mut().flush()?;
            gzip.get_ref().get_ref().sync_all()
        };
        flush(&mut self).map_err(of_file(&self.partial))?;
        self.finished = true;
        Ok(Sealed { partial: self.partial.clone(), target: self.target.clone(), named: false })
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed now has a name that says that it is no backup.
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// An archive that ends as it should and has not got its name yet.
pub(super) struct Sealed {
    partial: PathBuf,
    target: PathBuf,
    named: bool,
}

impl Sealed {
    /// Reads it back whole, gives it its name, and returns its size and hash.
    pub(super) fn name(mut self) -> Result<(u64, String), BackupError> {
        let (_, size, sha256) = read_whole(&self.partial)?;
        fs::rename(&self.partial, &self.target).map_err(of_file(&self.target))?;
        self.named = true;
        let folder = folder_of(&self.target);
        File::open(&folder).and_then(|it| it.sync_all()).map_err(of_file(&folder))?;
        Ok((size, sha256))
    }
}

impl Drop for Sealed {
    fn drop(&mut self) {
        if !self.named {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Reads an archive to its end: every file is what the manifest says, and nothing is missing.
///
/// # Errors
/// [`BackupError::NotWhole`] or [`BackupError::Damaged`], which name the file in it.
pub fn check(archive: &Path) -> Result<Manifest, BackupError> {
    read_whole(archive).map(|(manifest, ..)| manifest)
}

/// The manifest, and size and hash of the archive itself.
fn read_whole(archive: &Path) -> Result<(Manifest, u64, String), BackupError> {
    let file = File::open(archive).map_err(of_file(archive))?;
    let size = file.metadata().map_err(of_file(archive))?.len();
    let mut found = Vec::new();
    let mut manifest = None;
    let raw = walk(archive, Hashing::new(file), &mut |entry| {
        if entry.path == MANIFEST {
            let mut text = Vec::new();
            entry.bytes.read_to_end(&mut text).map_err(|why| not_whole(archive, MANIFEST, why))?;
            let read = serde_json::from_slice::<Manifest>(&text);
            manifest = Some(read.map_err(|why| not_whole(archive, MANIFEST, why.into()))?);
            return Ok(());
        }
        let mut reader = Hashing::new(&mut *entry.bytes);
        io::copy(&mut reader, &mut io::sink()).map_err(|why| not_whole(archive, entry.path, why))?;
        found.push((entry.path.to_owned(), reader.digest()));
        Ok(())
    })?;
    let Some(manifest) = manifest else {
        return Err(not_whole(archive, MANIFEST, io::ErrorKind::UnexpectedEof.into()));
    };
    compare(archive, &manifest, &found)?;
    Ok((manifest, size, raw.digest()))
}

fn compare(archive: &Path, manifest: &Manifest, found: &[(String, String)]) -> Result<(), BackupError> {
    let damaged = |entry: &str| BackupError::Damaged { archive: archive.to_owned(), entry: entry.to_owned() };
    if manifest.format > FORMAT {
        let version = manifest.sportello.clone();
        return Err(BackupError::Newer { archive: archive.to_owned(), version });
    }
    for (index, entry) in manifest.files.iter().enumerate() {
        match found.get(index) {
            Some((path, sha256)) if *path == entry.path && *sha256 == entry.sha256 => {}
            _ => return Err(damaged(&entry.path)),
        }
    }
    match found.get(manifest.files.len()) {
        Some((path, _)) => Err(damaged(path)),
        None => Ok(()),
    }
}

/// A file of an archive while it is read.
pub(super) struct Reading<'a> {
    /// Its path in the archive.
    pub(super) path: &'a str,
    /// Its bytes.
    pub(super) bytes: &'a mut dyn Read,
}

fn not_whole(archive: &Path, at: &str, source: io::Error) -> BackupError {
    BackupError::NotWhole { archive: archive.to_owned(), at: at.to_owned(), source }
}

/// Every file of an archive that was checked, its manifest excepted, in order.
pub(super) fn each_file(
    archive: &Path,
    visit: &mut dyn FnMut(&mut Reading<'_>) -> Result<(), BackupError>,
) -> Result<(), BackupError> {
    let file = File::open(archive).map_err(of_file(archive))?;
    walk(archive, file, &mut |entry| if entry.path == MANIFEST { Ok(()) } else { visit(entry) })?;
    Ok(())
}

/// Reads to the very end and gives the source back.
fn walk<R: Read>(
    archive: &Path,
    source: R,
    visit: &mut dyn FnMut(&mut Reading<'_>) -> Result<(), BackupError>,
) -> Result<R, BackupError> {
    let mut tar = tar::Archive::new(GzDecoder::new(source));
    let mut last = "its beginning".to_owned();
    let entries = tar.entries().map_err(|why| not_whole(archive, &last, why))?;
    for entry in entries {
        let mut entry = entry.map_err(|why| not_whole(archive, &last, why))?;
        let path = entry.path().map(|path| path.to_string_lossy().into_owned());
        let path = path.map_err(|why| not_whole(archive, &last, why))?;
        last.clone_from(&path);
        visit(&mut Reading { path: &path, bytes: &mut entry })?;
    }
    // The checksum of the compression stands after the last file.
    let mut gzip = tar.into_inner();
    io::copy(&mut gzip, &mut io::sink()).map_err(|why| not_whole(archive, &last, why))?;
    let mut source = gzip.into_inner();
    io::copy(&mut source, &mut io::sink()).map_err(|why| not_whole(archive, &last, why))?;
    Ok(source)
}

/// Hashes what is read through it.
struct Hashing<R> {
    inner: R,
    hasher: Sha256,
}

impl<R> Hashing<R> {
    fn new(inner: R) -> Self {
        Self { inner, hasher: Sha256::new() }
    }

    fn digest(self) -> String {
        hex::encode(self.hasher.finalize())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// The folder that a file is in.
fn folder_of(file: &Path) -> PathBuf {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new(".")).to_owned()
}

/// The path with more letters at its end.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
