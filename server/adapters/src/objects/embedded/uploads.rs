//! Uploads in parts. Whatever moment the process dies at, either the upload can still be completed or
//! the object is whole; a repeated Complete gives the same answer.

use std::{
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};

use s3s::{
    S3Result,
    crypto::{Checksum as _, Md5},
    s3_error,
};
use uuid::Uuid;

use super::{
    disk::{Disk, Draft, Sheet, Stored, flush_folder, flush_folder_of, now},
    service::broken,
};

/// S3's rule: all parts but the last are at least 5 MiB.
const LEAST: u64 = 5 * 1024 * 1024;
/// S3's rule: parts are numbered from 1 to this.
pub(super) const MOST_PARTS: i32 = 10_000;
/// The file in an upload's folder that says which object it will be.
const SHEET: &str = "upload";

/// The steps of a Complete, in order; each is told when it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompleteStep {
    /// The parts are there and are the ones asked for.
    Checked,
    /// The parts are joined in a file apart.
    Joined,
    /// That file is on the disk.
    Flushed,
    /// It has the object's name.
    Placed,
    /// So it has after a power cut.
    Kept,
    /// The upload is set aside.
    SetAside,
    /// Its parts are removed; the answer is next.
    Removed,
}

impl CompleteStep {
    /// All steps, in order.
    pub const ALL: [Self; 7] =
        [Self::Checked, Self::Joined, Self::Flushed, Self::Placed, Self::Kept, Self::SetAside, Self::Removed];
}

/// Called, on the thread that completes, after each step.
pub type CompleteHook = Arc<dyn Fn(CompleteStep) + Send + Sync>;

/// A part as it is asked for in a Complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) number: i32,
    pub(super) tag: String,
}

/// Ids are made by us; anything else names no upload (and no path).
fn is_id(id: &str) -> bool {
    id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn part_name(number: i32) -> String {
    format!("part-{number:05}")
}

/// The entity tag of joined parts: the MD5 of their MD5s, and how many.
fn joined_tag(parts: &[Wanted]) -> S3Result<String> {
    let mut all = Md5::new();
    for part in parts {
        let md5 = hex::decode(&part.tag).map_err(|_not_hex| s3_error!(InvalidPart))?;
        all.update(&md5);
    }
    Ok(format!("{}-{}", hex::encode(all.finalize()), parts.len()))
}

impl Disk {
    /// Opens an upload and gives its id.
    pub(super) fn begin_upload(&self, key: &str, content_type: Option<String>) -> io::Result<String> {
        #[expect(clippy::disallowed_methods, reason = "the store's own id of an upload, known to it alone")]
        let id = Uuid::new_v4().simple().to_string();
        let apart = self.temp().join(format!("upload-{id}"));
        fs::create_dir(&apart)?;
        let mut draft = self.draft()?;
        draft.seal(&Sheet { key: key.to_owned(), content_type, modified: now(), ..Sheet::default() })?;
        draft.place(&apart.join(SHEET))?;
        flush_folder(&apart)?;
        fs::rename(&apart, self.uploads().join(&id))?;
        flush_folder(&self.uploads())?;
        Ok(id)
    }

    /// The folder of an upload and what is known of it; `NoSuchUpload` unless it is open for this key.
    pub(super) fn upload(&self, id: &str, key: &str) -> S3Result<(PathBuf, Sheet)> {
        if !is_id(id) {
            return Err(s3_error!(NoSuchUpload));
        }
        let folder = self.uploads().join(id);
        let stored = Stored::open(&folder.join(SHEET)).map_err(broken)?;
        let sheet = stored.map(|stored| stored.sheet).filter(|sheet| sheet.key == key);
        Ok((folder, sheet.ok_or_else(|| s3_error!(NoSuchUpload))?))
    }

    /// Puts a part in its place; one of the same number is replaced.
    pub(super) fn keep_part(&self, mut draft: Draft, id: &str, number: i32, sheet: &Sheet) -> S3Result<()> {
        let (folder, _) = self.upload(id, &sheet.key)?;
        draft.seal(sheet).map_err(broken)?;
        let placed = draft.place(&folder.join(part_name(number))).and_then(|()| flush_folder(&folder));
        placed.map_err(|error| match error.kind() {
            // Completed or given up while the part was on its way.
            io::ErrorKind::NotFound => s3_error!(NoSuchUpload),
            _ => broken(error),
        })
    }

    /// The parts that have arrived, in order.
    pub(super) fn parts(&self, id: &str, key: &str) -> S3Result<Vec<(i32, Sheet)>> {
        let (folder, _) = self.upload(id, key)?;
        let mut parts = Vec::new();
        for entry in fs::read_dir(folder).map_err(broken)? {
            let path = entry.map_err(broken)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(number) = name.strip_prefix("part-").and_then(|digits| digits.parse().ok()) else {
                continue;
            };
            if let Some(stored) = Stored::open(&path).map_err(broken)? {
                parts.push((number, stored.sheet));
            }
        }
        parts.sort_by_key(|(number, _)| *number);
        Ok(parts)
    }

    /// Joins parts to an object and gives its entity tag. The caller lets only one Complete or abort of
    /// an upload run at a time.
    pub(super) fn complete(
        &self,
        id: &str,
        key: &str,
        wanted: &[Wanted],
        done: &dyn Fn(CompleteStep),
    ) -> S3Result<String> {
        if wanted.is_empty() {
            return Err(s3_error!(MalformedXML));
        }
        if !wanted.is_sorted_by(|one, next| one.number < next.number) {
            return Err(s3_error!(InvalidPartOrder));
        }
        let tag = joined_tag(wanted)?;
        let object = self.object(key);
        if is_id(id) && self.completed(&object, id, Some(&tag)).map_err(broken)? {
            // The process died after the object was placed, maybe before that was flushed.
            flush_folder_of(&object).map_err(broken)?;
            self.discard_upload(id, done).map_err(broken)?;
            return Ok(tag);
        }
        let (folder, upload) = self.upload(id, key)?;
        let size = check_parts(&folder, wanted)?;
        done(CompleteStep::Checked);
        let mut draft = self.draft().map_err(broken)?;
        join(&folder, wanted, &mut draft)?;
        done(CompleteStep::Joined);
        let sheet = Sheet { size, tag: tag.clone(), modified: now(), upload: Some(id.to_owned()), ..upload };
        draft.seal(&sheet).map_err(broken)?;
        done(CompleteStep::Flushed);
        draft.place(&object).map_err(broken)?;
        done(CompleteStep::Placed);
        flush_folder_of(&object).map_err(broken)?;
        done(CompleteStep::Kept);
        self.discard_upload(id, done).map_err(broken)?;
        Ok(tag)
    }

    /// Gives an upload up; `NoSuchUpload` unless it is open for this key.
    pub(super) fn abort(&self, id: &str, key: &str) -> S3Result<()> {
        self.upload(id, key)?;
        self.discard_upload(id, &|_| {}).map_err(broken)
    }

    /// Whether the object is the one joined from this upload (and with this tag, if one is given).
    fn completed(&self, object: &Path, id: &str, tag: Option<&str>) -> io::Result<bool> {
        let sheet = Stored::open(object)?.map(|stored| stored.sheet);
        Ok(sheet.is_some_and(|sheet| {
            sheet.upload.as_deref() == Some(id) && tag.is_none_or(|tag| sheet.tag == tag)
        }))
    }

    /// Takes an upload away in one step, then removes its files; nothing happens if it is gone.
    fn discard_upload(&self, id: &str, done: &dyn Fn(CompleteStep)) -> io::Result<()> {
        #[expect(clippy::disallowed_methods, reason = "the name of a temporary folder, never seen")]
        let aside = self.temp().join(format!("gone-{}", Uuid::new_v4().simple()));
        match fs::rename(self.uploads().join(id), &aside) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(()),
            moved => moved?,
        }
        flush_folder(&self.uploads())?;
        done(CompleteStep::SetAside);
        // What cannot be removed now is removed at the next start.
        if let Err(error) = fs::remove_dir_all(&aside) {
            tracing::warn!(%error, "the parts of a finished upload could not be removed yet");
        }
        done(CompleteStep::Removed);
        Ok(())
    }

    /// At start: removes uploads whose object is already whole, and those that nobody touched for long.
    pub(super) fn sweep_uploads(&self, abandoned_after: Duration) -> io::Result<()> {
        for entry in fs::read_dir(self.uploads())? {
            let folder = entry?.path();
            let Some(id) = folder.file_name().and_then(|name| name.to_str()) else { continue };
            // One damaged file must not keep the whole store from starting.
            match self.is_over(&folder, id, abandoned_after) {
                Ok(true) => self.discard_upload(id, &|_| {})?,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, upload = id, "an upload cannot be read"),
            }
        }
        Ok(())
    }

    fn is_over(&self, folder: &Path, id: &str, abandoned_after: Duration) -> io::Result<bool> {
        let Some(stored) = Stored::open(&folder.join(SHEET))? else { return Ok(true) };
        let object = self.object(&stored.sheet.key);
        if self.completed(&object, id, None)? {
            flush_folder_of(&object)?;
            return Ok(true);
        }
        let touched = fs::metadata(folder)?.modified()?;
        #[expect(
            clippy::disallowed_methods,
            reason = "compared with the file's own date, which the machine wrote"
        )]
        let now = SystemTime::now();
        Ok(now.duration_since(touched).unwrap_or_default() > abandoned_after)
    }
}

/// Whether the parts asked for are there; gives their size together.
fn check_parts(folder: &Path, wanted: &[Wanted]) -> S3Result<u64> {
    let mut all = 0_u64;
    for (at, part) in wanted.iter().enumerate() {
        let stored = open_part(folder, part)?;
        if stored.sheet.size < LEAST && at + 1 < wanted.len() {
            return Err(s3_error!(EntityTooSmall));
        }
        all = all.saturating_add(stored.sheet.size);
    }
    Ok(all)
}

fn open_part(folder: &Path, part: &Wanted) -> S3Result<Stored> {
    let stored = Stored::open(&folder.join(part_name(part.number))).map_err(broken)?;
    stored.filter(|stored| stored.sheet.tag == part.tag).ok_or_else(|| s3_error!(InvalidPart))
}

fn join(folder: &Path, wanted: &[Wanted], draft: &mut Draft) -> S3Result<()> {
    for part in wanted {
        // Opened again and checked again: a part may have been sent anew since.
        let Stored { file, sheet } = open_part(folder, part)?;
        let copied = io::copy(&mut file.take(sheet.size), &mut draft.file).map_err(broken)?;
        if copied != sheet.size {
            return Err(broken(io::ErrorKind::UnexpectedEof.into()));
        }
    }
    Ok(())
}
