//! The key pair of the embedded store: made once, kept in a file that only its owner reads.

use std::{
    fmt,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use rand::{Rng as _, distr::Alphanumeric};
use serde::{Deserialize, Serialize};

/// Only the owner reads and writes.
const OWNER_ONLY: u32 = 0o600;

/// What signs requests to an object store.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credentials {
    /// The public half: names who signs.
    pub access_key: String,
    /// The secret half.
    pub secret_key: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// Why the key pair could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum CredentialsError {
    /// The file cannot be read or written.
    #[error("the credentials file {path} cannot be used: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is there but is not a key pair.
    #[error("the credentials file {path} is not a key pair")]
    Unreadable {
        /// Which file.
        path: PathBuf,
    },
}

impl Credentials {
    /// A fresh random pair.
    #[must_use]
    pub fn generate() -> Self {
        Self { access_key: random_text(20), secret_key: random_text(40) }
    }

    /// Reads the pair from a file, or makes one and writes it there (mode 0600), once and for all.
    /// A file that others could read is closed to them. Fails if the file cannot be used.
    pub fn load_or_create(path: &Path) -> Result<Self, CredentialsError> {
        let file_error = |source| CredentialsError::File { path: path.to_path_buf(), source };
        match fs::read(path) {
            Ok(bytes) => {
                fs::set_permissions(path, fs::Permissions::from_mode(OWNER_ONLY)).map_err(file_error)?;
                serde_json::from_slice(&bytes)
                    .ok()
                    .filter(|pair: &Self| !pair.access_key.is_empty() && !pair.secret_key.is_empty())
                    .ok_or_else(|| CredentialsError::Unreadable { path: path.to_path_buf() })
            }
            Err(missing) if missing.kind() == io::ErrorKind::NotFound => {
                let pair = Self::generate();
                match pair.write_new(path) {
                    Ok(()) => Ok(pair),
                    // Another process was faster: its pair holds.
                    Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => Self::load_or_create(path),
                    Err(source) => Err(file_error(source)),
                }
            }
            Err(source) => Err(file_error(source)),
        }
    }

    /// Writes beside and links, so that a crash never leaves half a file under the final name.
    fn write_new(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let draft = folder.join(format!(".credentials-{}", random_text(12)));
        let mut file = OpenOptions::new().write(true).create_new(true).mode(OWNER_ONLY).open(&draft)?;
        let written = file
            .write_all(&serde_json::to_vec_pretty(self)?)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::hard_link(&draft, path));
        fs::remove_file(&draft)?;
        written?;
        File::open(folder)?.sync_all()
    }
}

fn random_text(length: usize) -> String {
    rand::rng().sample_iter(Alphanumeric).take(length).map(char::from).collect()
}
