//! Where a running store listens, written beside its objects: a backup reads them through the running portal.

use std::{fs, io, path::Path};

use url::Url;

/// The file, in the store's folder.
const FILE: &str = "endpoint";

/// Says where the store listens from now on. The file is replaced whole.
pub(super) fn tell(folder: &Path, endpoint: &Url) -> io::Result<()> {
    let draft = folder.join("temp").join(FILE);
    fs::write(&draft, endpoint.as_str())?;
    fs::rename(draft, folder.join(FILE))
}

/// Where the process that holds the folder said that it listens.
pub(super) fn told(folder: &Path) -> Option<Url> {
    Url::parse(&fs::read_to_string(folder.join(FILE)).ok()?).ok()
}
