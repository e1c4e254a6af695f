//! One page of a listing, in the order of keys, read from the folder as it is now.

use std::{
    collections::BinaryHeap,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    disk::{Disk, Sheet, Stored},
    names,
};

/// A page, and whether more follows it.
pub(super) struct Page {
    pub(super) sheets: Vec<Sheet>,
    pub(super) more: bool,
}

impl Disk {
    /// At most `most` objects whose keys begin with `prefix`, in byte order, after the key given.
    ///
    /// Reads all file names but opens only the files of the page: names carry the keys, so there is no
    /// index that could disagree with the folder.
    pub(super) fn list(&self, prefix: &str, after: Option<&str>, most: usize) -> io::Result<Page> {
        // The largest key is on top and leaves when there are too many; one more tells if more follow.
        let mut nearest: BinaryHeap<(String, PathBuf)> = BinaryHeap::new();
        for shard in fs::read_dir(self.objects())? {
            for entry in fs::read_dir(shard?.path())? {
                let path = entry?.path();
                let Some(key) = key_of_file(&path)? else { continue };
                if !key.starts_with(prefix) || after.is_some_and(|after| key.as_str() <= after) {
                    continue;
                }
                nearest.push((key, path));
                if nearest.len() > most.saturating_add(1) {
                    nearest.pop();
                }
            }
        }
        let mut found = nearest.into_sorted_vec();
        let more = found.len() > most;
        found.truncate(most);
        let mut sheets = Vec::with_capacity(found.len());
        for (_, path) in found {
            // Removed in the meantime, or damaged: not there any more.
            if let Some(stored) = open_sound(&path)? {
                sheets.push(stored.sheet);
            }
        }
        Ok(Page { sheets, more })
    }
}

/// One damaged file must not hide all others.
fn open_sound(path: &Path) -> io::Result<Option<Stored>> {
    Stored::open(path).or_else(|error| match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            tracing::error!(%error, file = %path.display(), "a stored object is damaged");
            Ok(None)
        }
        _ => Err(error),
    })
}

fn key_of_file(path: &Path) -> io::Result<Option<String>> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(None) };
    if names::is_hashed(name) {
        return Ok(open_sound(path)?.map(|stored| stored.sheet.key));
    }
    Ok(names::key_of(name))
}
