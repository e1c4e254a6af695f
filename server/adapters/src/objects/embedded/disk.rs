//! Durable files: written apart, flushed, renamed into place, the folder flushed; only then told.
//!
//! A file carries what is known of it at its own end, so that one rename makes both true at once and
//! a file cut short is recognised. Layout: `objects/<xx>/<name>`, `uploads/<id>/…`, `temp/`, `lock`.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::names;

/// Ends every file, after the length of the sheet before it.
const MARK: &[u8; 8] = b"sportob1";
/// Length (4 bytes) and mark.
const TAIL: u64 = 12;
/// No sheet is longer: a key of 1,024 bytes written in JSON, and some.
const LONGEST_SHEET: u32 = 16 * 1024;

/// What is known of a stored file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sheet {
    /// The key of the object; that of the future object for a part.
    pub(super) key: String,
    /// Size of the content in bytes.
    pub(super) size: u64,
    /// Entity tag, without quotes.
    pub(super) tag: String,
    /// As the sender said.
    pub(super) content_type: Option<String>,
    /// Milliseconds since 1970, UTC.
    pub(super) modified: u64,
    /// The upload that it was joined from: how a repeated Complete knows that it is done.
    pub(super) upload: Option<String>,
}

/// A stored file, open: its content begins at 0 and is `sheet.size` long.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) file: File,
    pub(super) sheet: Sheet,
}

impl Stored {
    /// Opens a stored file; `None` if there is none.
    pub(super) fn open(path: &Path) -> io::Result<Option<Self>> {
        let mut file = match File::open(path) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened?,
        };
        let spoilt = || io::Error::new(io::ErrorKind::InvalidData, "a stored file is not whole");
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.checked_sub(TAIL).ok_or_else(spoilt)?))?;
        let (mut sheet_length, mut mark) = ([0; 4], [0; 8]);
        file.read_exact(&mut sheet_length)?;
        file.read_exact(&mut mark)?;
        let sheet_length = u32::from_le_bytes(sheet_length);
        if &mark != MARK || sheet_length > LONGEST_SHEET {
            return Err(spoilt());
        }
        let size = length.checked_sub(TAIL + u64::from(sheet_length)).ok_or_else(spoilt)?;
        file.seek(SeekFrom::Start(size))?;
        let mut text = Vec::new();
        (&mut file).take(u64::from(sheet_length)).read_to_end(&mut text)?;
        let sheet: Sheet = serde_json::from_slice(&text)?;
        if sheet.size != size {
            return Err(spoilt());
        }
        file.rewind()?;
        Ok(Some(Self { file, sheet }))
    }
}

/// A file being written, in `temp/`; removed unless it is kept.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) file: File,
    path: PathBuf,
    kept: bool,
}

impl Draft {
    /// Adds the sheet and flushes everything to the disk.
    pub(super) fn seal(&mut self, sheet: &Sheet) -> io::Result<()> {
        let text = serde_json::to_vec(sheet)?;
        let length = u32::try_from(text.len()).ok().filter(|length| *length <= LONGEST_SHEET);
        let length = length.ok_or_else(|| io::Error::other("a sheet too long"))?;
        let mut end = text;
        end.extend(length.to_le_bytes());
        end.extend(MARK);
        self.file.write_all(&end)?;
        self.file.sync_all()
    }

    /// Puts the sealed file in its place; it is durable only once the folder is flushed.
    pub(super) fn place(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed at the next start.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The folder.
#[derive(Debug)]
pub(super) struct Disk {
    root: PathBuf,
    /// Held as long as the store lives, so that no second process serves the same folder.
    _lock: File,
}

impl Disk {
    /// Opens the folder, makes what is missing, removes what a crash left half done.
    /// `WouldBlock` if another process has it.
    pub(super) fn open(root: &Path, abandoned_after: Duration) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        let lock = OpenOptions::new().create(true).write(true).truncate(false).open(root.join("lock"))?;
        lock.try_lock()?;
        let disk = Self { root: root.to_path_buf(), _lock: lock };
        match fs::remove_dir_all(disk.temp()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir(disk.temp())?,
        }
        fs::create_dir_all(disk.uploads())?;
        for shard in 0..=u8::MAX {
            fs::create_dir_all(disk.objects().join(hex::encode([shard])))?;
        }
        flush_folder(&disk.objects())?;
        flush_folder(root)?;
        disk.sweep_uploads(abandoned_after)?;
        Ok(disk)
    }

    pub(super) fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    pub(super) fn uploads(&self) -> PathBuf {
        self.root.join("uploads")
    }

    pub(super) fn temp(&self) -> PathBuf {
        self.root.join("temp")
    }

    /// The file of an object.
    pub(super) fn object(&self, key: &str) -> PathBuf {
        self.objects().join(names::shard(key)).join(names::file_name(key))
    }

    /// A new file to write to.
    pub(super) fn draft(&self) -> io::Result<Draft> {
        #[expect(clippy::disallowed_methods, reason = "the name of a temporary file, never seen")]
        let path = self.temp().join(Uuid::new_v4().simple().to_string());
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        Ok(Draft { file, path, kept: false })
    }

    /// Removes an object, durably; nothing happens if there is none.
    pub(super) fn remove_object(&self, key: &str) -> io::Result<()> {
        let path = self.object(key);
        match fs::remove_file(&path) {
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed.and_then(|()| flush_folder_of(&path)),
        }
    }
}

/// Makes renames and removals in a folder durable.
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// The same, for the folder that a file is in.
pub(super) fn flush_folder_of(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), flush_folder)
}

/// Milliseconds since 1970, UTC.
pub(super) fn now() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "the store dates its files by the machine, like any S3")]
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
